#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the examples of README.md: each "$ command" of its console blocks, in order, in one archive with a server beside it.
# The lines below a command must each occur in what it prints.
# Usage: readme_test.sh PROGRAM REPOSITORY
set -u
program=$1
repository=$2
work=$(mktemp -d)
trap 'kill "${server:-}" 2> /dev/null; rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/broadsheet"
ln -s "$repository/samples" "$work/samples"
export PATH="$work/bin:$PATH" BROADSHEET_ARCHIVE="$work/archive" NO_COLOR=1
cd "$work" || exit 2
faults=0
commands=0

check() { # COMMAND EXPECTED-LINES-FILE
    [ -n "$1" ] || return 0
    if [[ $1 == curl* ]]; then
        command -v curl > /dev/null || { echo "skipped, curl is not installed: $1"; return 0; }
        if [ -z "${server:-}" ]; then
            broadsheet serve --listen 127.0.0.1:0 > "$work/url" &
            server=$!
            for _ in $(seq 100); do [ -s "$work/url" ] && break; sleep 0.1; done
            URL=$(sed 's|/$||' "$work/url")
            export URL
        fi
    fi
    commands=$((commands + 1))
    output=$(bash -c "$1" 2>&1 < /dev/null)
    local code=$? expected
    [ $code -eq 0 ] || { echo "exit code $code: $1"; echo "$output"; faults=$((faults + 1)); }
    while IFS= read -r expected; do
        [[ $output == *"$expected"* ]] || { echo "not in the output of $1: $expected"; echo "$output" | head -n 20; faults=$((faults + 1)); }
    done < "$2"
}

inside=0
command=""
: > "$work/expected"
while IFS= read -r line; do
    if [ "$line" = '```console' ]; then inside=1; continue; fi
    [ $inside -eq 1 ] || continue
    if [[ $line == '```' || $line == '$ '* ]]; then
        check "$command" "$work/expected"
        : > "$work/expected"
        command=""
        [ "$line" = '```' ] && inside=0 || command=${line#'$ '}
    else
        printf '%s\n' "$line" >> "$work/expected"
    fi
done < "$repository/README.md"

echo "$commands commands of README.md run, $faults faults"
[ "$faults" -eq 0 ] && [ "$commands" -ge 8 ]
