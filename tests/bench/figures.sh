#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The table of figures in README.md is that of the newest benchmark in HISTORY.md, without the rows that few want.
# figures.sh REPOSITORY: fails if they differ. figures.sh REPOSITORY --write: makes README.md agree.
set -euo pipefail
readme=$1/README.md history=$1/tests/bench/HISTORY.md
# Rows that begin like one of these.
rows='what|---|`index`, whole|index, record|ten best|the same with three facets|newest first|type-ahead, 1 to 4|server start|REST, 10 with snippets, every search made anew, 16 |REST, one search again and again, 16 |one article in a hundred|memory of the server'
newest() {
    awk -v rows="^\\\\| ?($rows)" '
         /^## / { if ($0 ~ /, benchmark: /) { table = ""; title = substr($0, 4); inside = 1 } else inside = 0 }
         inside && $0 ~ rows { table = table $0 "\n" }
         END { if (title != "") printf "%s:\n\n%s", title, table }' "$history"
}
shown() { awk '/^<!-- end of figures -->/ { inside = 0 } inside; /^<!-- figures:/ { inside = 1; getline }' "$readme"; }
if [[ ${2:-} == --write ]]; then
    newest > "$readme.figures"
    awk -v file="$readme.figures" '
        /^<!-- end of figures -->/ { inside = 0 }
        !inside
        /^<!-- figures:/ { inside = 1; print ""; while ((getline line < file) > 0) print line }' "$readme" > "$readme.new"
    mv "$readme.new" "$readme"
    rm "$readme.figures"
fi
if ! diff <(newest) <(shown); then
    echo "README.md doesn't show the newest figures: run tests/bench/figures.sh . --write"
    exit 1
fi
