#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules of ARCHITECTURE.md that grep can check: who may include whom, which files may include a library, that every
# path named in the documents exists, and that every source begins with its licence.
# Usage: check_layers.sh REPOSITORY
set -u
cd "$1" || exit 2
faults=0
fault() { echo "$1"; faults=$((faults + 1)); }

# forbid FOLDER PATTERN WHY: no source below FOLDER may include PATTERN.
forbid() {
    local found
    found=$(grep -rnE "^#include [\"<]($2)" --include='*.cpp' --include='*.h' "$1" || true)
    [ -z "$found" ] || fault "$3:
$found"
}

# only PATTERN ALLOWED: a library header may be included in files that match ALLOWED, nowhere else.
only() {
    local found
    found=$(grep -rnE "^#include <($1)" --include='*.cpp' --include='*.h' engine indexer server cli | grep -vE "^($2):" || true)
    [ -z "$found" ] || fault "<$1> belongs in $2 only:
$found"
}

forbid engine '(indexer|server|cli)/|httplib|libxml|nlohmann|kainjow|CLI/' 'engine knows no HTTP, no file formats and no command line'
forbid indexer '(server|cli)/|httplib|kainjow' 'indexer knows neither server nor command line'
forbid server '(indexer|cli)/|xapian|sqlite3|libxml' 'server knows neither indexer nor the stores'
forbid server/http '(engine/(record|index|match|search|query|highlight|article|analysis)|server/(api|pages|schedule))/' 'server/http knows nothing of archives'

# Inside the engine each folder may use those before it.
forbid engine/article 'engine/(analysis|compare|query|highlight|record|index|match|search)/' 'engine/article is plain data'
forbid engine/analysis 'engine/(compare|query|highlight|record|index|match|search)/' 'engine/analysis knows only articles'
forbid engine/query 'engine/(highlight|record|index|match|search)/' 'engine/query knows only articles and words'
forbid engine/highlight 'engine/(record|index|match|search)/' 'engine/highlight knows no store'
forbid engine/compare 'engine/(query|highlight|record|index|match|search)/' 'engine/compare knows only articles and words'
forbid engine/record 'engine/(query|highlight|index|match|search)/' 'engine/record knows no index'
forbid engine/index 'engine/(highlight|match|search)/' 'engine/index knows no search'
forbid engine/inbox 'engine/(analysis|compare|query|highlight|record|match|search)/' 'engine/inbox knows files, not what they hold'
forbid engine/shelf 'engine/(analysis|compare|query|highlight|index|match|search)/' 'engine/shelf knows neither index nor search'
forbid engine/keys 'engine/(analysis|compare|query|highlight|index|match|search|shelf)/' 'engine/keys knows only the file that it keeps'
forbid engine/backup 'engine/(query|highlight|match|search)/' 'engine/backup knows stores, not what they mean'
forbid engine/match 'engine/(highlight|record|search)/' 'engine/match knows only the index and what a query means'

only 'httplib.h' 'server/http/[a-z_]+\.(h|cpp)'
only 'sqlite3.h' 'engine/record/sqlite\.cpp'
only 'openssl/' 'engine/keys/secret\.cpp'
only 'zstd.h' 'engine/record/prepared\.cpp'
only 'xapian' 'engine/(analysis/stem\.cpp|index/[a-z_]+\.(h|cpp)|match/[a-z_]+\.(h|cpp)|search/[a-z_]+\.(h|cpp))'
only 'libxml/' 'indexer/(input/clean_text|extract/[a-z_]+)\.(h|cpp)'
only 'kainjow/' 'server/pages/[a-z_]+\.(h|cpp)'
only 'toml\+\+/' 'cli/config_file\.cpp'
only 'CLI/' 'cli/[a-z_]+\.(h|cpp)'
only 'cld2/' 'engine/analysis/language\.cpp'
only 'uchardet' 'indexer/input/charset\.cpp'
only 'zlib.h' '(indexer/input/gzip(_stream)?|server/http/stored_body)\.cpp'
only 'archive' '(indexer/input/archive|engine/backup/backup_file)\.cpp'

for document in README.md ARCHITECTURE.md CONTRIBUTING.md; do
    for path in $(grep -oE '`[A-Za-z_.]+(/[A-Za-z_.*{},-]*)+`' "$document" | tr -d '`' | grep -E '^(engine|indexer|server|web|cli|tests|docker|samples|cmake|tools)/' | sort -u); do
        compgen -G "$(eval echo "$path")" > /dev/null 2>&1 || [ -e "${path%/}" ] || fault "$document names $path, which isn't there"
    done
done

while read -r file; do
    fault "$file lacks its SPDX line"
done < <(find engine indexer server cli tests cmake -name node_modules -prune -o \
    '(' -name '*.cpp' -o -name '*.h' -o -name '*.cmake' -o -name '*.sh' -o -name CMakeLists.txt ')' -exec awk '
        FNR > 2 { nextfile }
        /SPDX-License-Identifier: GPL-3.0-or-later/ { told[FILENAME] = 1; nextfile }
        END { for (i = 1; i < ARGC; ++i) if (!(ARGV[i] in told)) print ARGV[i] }' '{}' +)

if [ "$faults" -ne 0 ]; then
    echo "$faults rules broken"
    exit 1
fi
echo "layers, documents and licences are in order"
