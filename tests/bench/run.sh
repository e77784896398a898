#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole benchmark in one run: run.sh BUILD [OPTION...]
# BUILD is a release build folder configured with -DBROADSHEET_BENCHMARKS=ON.
#   --corpus FILE      JSON lines with id, title, date, source, section, author, body; without it a corpus is made:
#   --articles N       how many articles it has (20000)
#   --words MIN-MAX    how many words each (30-80)
#   --sentences FILE   a file whose sentences they are put together from (see make_corpus.cpp)
#   --seed N           of corpus and queries (1)
#   --name NAME        what the corpus is called in the block
#   --per-kind N       queries of each kind in process (50); over HTTP forty times as many
#   --seconds N        of each measure over HTTP (5)
#   --peers FOLDER     drivers of other engines, run on the same files (sqlite_fts5.py, lucene.sh, omega.sh, recoll.sh)
#   --peer-articles N  what the slow ones among them, omega and recoll, get of the corpus (20000)
#   --work FOLDER      where everything goes, and stays; without it a folder that is removed at the end
# Progress goes to stderr; stdout is a block for HISTORY.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[[ -d ${1:-} ]] || { sed -n '3,17p' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd)
shift
corpus='' articles=20000 words=30-80 sentences='' seed=1 name='' per_kind=50 seconds=5 peers='' peer_articles=20000 work=''
while (($# > 0)); do
    case $1 in
        --corpus | --sentences | --peers | --work) declare "${1#--}=$(realpath -m -- "$2")" ;;
        --articles | --words | --seed | --name | --seconds) declare "${1#--}=$2" ;;
        --per-kind) per_kind=$2 ;;
        --peer-articles) peer_articles=$2 ;;
        *) echo "run.sh: there is no option $1" >&2; exit 2 ;;
    esac
    shift 2
done
if [[ -z $work ]]; then
    work=$(mktemp -d)
    trap 'stop_server; rm -rf "$work"' EXIT
else
    mkdir -p "$work"
    trap stop_server EXIT
fi
tools=$build/tests
archive=$work/archive
server=''

say() { echo "$(date +%T) $*" >&2; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }
calc() { awk "BEGIN { printf \"$1\", $2 }"; }
# value KEY: of the first line of JSON on stdin that has it.
value() { grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d: -f2 | tr -d '"'; }
row() { echo "| $1 | $2 |"; }

# timed OUTPUT COMMAND...: runs it; its seconds and its peak memory in kB are then in $elapsed and $peak.
timed() {
    local output=$1
    shift
    /usr/bin/time -f '%e %M' -o "$work/time" "$@" > "$output" 2>> "$work/log"
    read -r elapsed peak < <(tail -n 1 "$work/time")
}

start_server() { # CACHE-MB
    : > "$work/url"
    local begin
    begin=$(now)
    "$build/broadsheet" serve --archive "$archive" --listen 127.0.0.1:0 --cache-mb "$1" > "$work/url" 2>> "$work/log" &
    server=$!
    until [[ -s $work/url ]]; do sleep 0.005; done
    address=$(sed 's|^http://||; s|/$||' "$work/url")
    curl -fsS "http://$address$(head -n 1 "$work/targets")" > /dev/null
    started=$(since "$begin")
}
server_memory_mb() { awk '/^VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }
stop_server() {
    [[ -z $server ]] || { kill "$server" && wait "$server" || true; } 2> /dev/null
    server=''
}
load() { "$tools/http_load" "$address" "$@"; }
load_row() { # WHAT JSON
    row "$1" "$(value perSecond <<< "$2") a second; p50 $(value p50Ms <<< "$2") ms, p95 $(value p95Ms <<< "$2"), p99 $(value p99Ms <<< "$2")"
}

if [[ -z $corpus ]]; then
    say "making a corpus of $articles articles"
    corpus=$work/corpus.jsonl
    "$tools/make_corpus" "$articles" --seed "$seed" --words "$words" ${sentences:+--sentences "$sentences"} > "$corpus"
    name=${name:-made-up $articles of $words words, seed $seed}
fi
name=${name:-$(basename "$corpus" .jsonl)}
read -r count text_bytes < <("$tools/make_queries" size "$corpus")
"$tools/make_queries" log "$corpus" "$per_kind" "$seed" > "$work/log.tsv"
"$tools/make_queries" log "$corpus" $((per_kind * 40)) $((seed + 1)) > "$work/long.tsv"
"$tools/make_queries" targets "$work/long.tsv" 'pageSize=10&snippets=3&facets=' > "$work/targets"
"$tools/make_queries" targets "$work/long.tsv" '' > "$work/page-targets"
"$tools/make_queries" beginnings "$corpus" > "$work/beginnings"
echo /healthz > "$work/health"
# A hundred files, so that one of them is a hundredth of the articles.
rm -rf "$work/files" "$archive"
mkdir -p "$work/files"
split -n l/100 -d -a 2 --additional-suffix=.jsonl "$corpus" "$work/files/part"

echo "## $(date -u +%F), benchmark: $name (commit $(git -C "$here" rev-parse --short HEAD 2> /dev/null || echo none))"
echo
echo "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB, load $(cut -d' ' -f1 /proc/loadavg) at the beginning;" \
    "$count articles, $(calc %.1f "$text_bytes / 1e6") MB of title and text. \`tests/bench/run.sh\`, seed $seed."
echo
echo "| what | figure |"
echo "|---|---|"

say "indexing"
timed "$work/index.json" "$build/broadsheet" index --archive "$archive" --json "$work/files"
mb_s=$(calc %.2f "$text_bytes / 1e6 / $elapsed")
row "\`index\`, whole process, record and index durable" "$elapsed s: $(calc %.0f "$count / $elapsed") articles and $mb_s MB of text a second; peak memory $((peak / 1024)) MB"
row "index, record, a byte of text" "$(calc %.2f "$(du -sb "$archive/index" | cut -f1) / $text_bytes"), $(calc %.2f "$(du -cb "$archive"/articles.db* | tail -n 1 | cut -f1) / $text_bytes")"
timed /dev/null "$build/broadsheet" index --archive "$archive" --json "$work/files"
row "\`index\` again, nothing changed" "$elapsed s"

say "searching in process"
"$tools/query_bench" "$archive" "$work/log.tsv" 5 "$work/beginnings" > "$work/queries.json"
us() { grep "\"measure\":\"$1\",\"kind\":\"$2\"" "$work/queries.json" | value "$3"; }
quantiles() { echo "p50 $(us "$1" "$2" p50_us), p95 $(us "$1" "$2" p95_us), p99 $(us "$1" "$2" p99_us)"; }
row "ten best with titles, mixed log, in process, µs" "$(quantiles query all); the first time $(quantiles query-cold all)"
for kind in hi1 rare1 and2 and3 or3 phrase2 phrase3 prefix not date; do row "– $kind" "$(quantiles query $kind)"; done
ratio=$(grep facets-ratio "$work/queries.json")
row "the same with three facets and the timeline" "$(value p50 <<< "$ratio") times as long (p50), $(value mean <<< "$ratio") (mean), $(value hi1 <<< "$ratio") (frequent words)"
row "newest first / oldest first" "$(quantiles newest all) / $(quantiles oldest all)"
row "ten with snippets / fifty with five each / page as REST answers" "$(quantiles snippets all) / $(quantiles snippet-heavy all) / $(quantiles page all)"
row "page 1000" "$(quantiles deep-page all)"
row "type-ahead, 1 to 4 letters" "$(quantiles suggest 1-4); the first time $(quantiles suggest-cold 1-4)"

say "searching over HTTP"
start_server 0
row "server start to first answer" "$started s"
for connections in 1 16 128; do
    load_row "REST, 10 with snippets, every search made anew, $connections connections" "$(load "$work/targets" $connections "$seconds")"
done
load_row "the same as REST answers without parameters, 16 connections" "$(load "$work/page-targets" 16 "$seconds")"
load_row "type-ahead, 16 connections" "$(load "$work/beginnings" 16 "$seconds")"
load_row "\`/healthz\`, 16 connections" "$(load "$work/health" 16 "$seconds")"
alone=$(load "$work/targets" 1 "$seconds")
say "changing a hundredth"
awk '{ sub(/"title": ?"/, "&Changed "); print }' "$work/files/part50.jsonl" > "$work/changed" && mv "$work/changed" "$work/files/part50.jsonl"
load "$work/targets" 1 "$seconds" > "$work/beside.json" &
loading=$!
timed "$work/changed.json" "$build/broadsheet" index --archive "$archive" --json "$work/files"
wait "$loading"
row "one article in a hundred changed and made visible, beside searches" "$elapsed s"
row "searches, one connection, alone / beside that writer, p99" "$(value p99Ms <<< "$alone") ms / $(value p99Ms < "$work/beside.json") ms"
row "memory of the server, at its largest" "$(server_memory_mb) MB"
stop_server
start_server 64
for connections in 1 16 128; do
    load_row "REST, one search again and again, $connections connections" "$(load "$work/targets" $connections "$seconds" --first 1)"
done
load_row "the same in gzip, 16 connections" "$(load "$work/targets" 16 "$seconds" --first 1 --gzip)"
load_row "a hundred searches again and again, 16 connections" "$(load "$work/targets" 16 "$seconds" --first 100)"
row "memory of the server with its cache" "$(server_memory_mb) MB"
stop_server

# Drivers in Python write JSON with blanks.
tight() { sed 's/": /":/g; s/, "/,"/g'; }
# peer_rows NAME INDEX-JSON QUERY-JSON...
peer_rows() {
    local peer=$1 line kind ratios=''
    set -- "$1" "$(tight <<< "$2")" "$(tight <<< "${3:-}")"
    row "$peer, index" "$(value mb_s <<< "$2") MB a second ($(calc %.1f "$mb_s / $(value mb_s <<< "$2")") times ours), $(value idx_per_text <<< "$2") bytes a byte of text, $(value rss_mb <<< "$2") MB"
    [[ -n ${3:-} ]] || return 0
    for kind in all hi1 rare1 and2 and3 or3 phrase2 phrase3 prefix not date; do
        line=$(grep "\"measure\":\"query\",\"kind\":\"$kind\"" <<< "$3") || continue
        ratios+="$kind $(value p50_us <<< "$line")/$(value p99_us <<< "$line") ($(calc %.2f "$(us query $kind p50_us) / $(value p50_us <<< "$line")")); "
    done
    row "$peer, ten best with titles, µs p50/p99 (ours divided by theirs, p50)" "${ratios%; }"
}
if [[ -n $peers ]]; then
    say "SQLite FTS5"
    peer_rows "SQLite FTS5" "$(python3 "$peers/sqlite_fts5.py" index "$corpus" "$work/fts.db" | tail -n 1)" \
        "$(python3 "$peers/sqlite_fts5.py" query "$work/log.tsv" "$work/fts.db" 3)"
    say "Lucene"
    peer_rows "Lucene 8, two threads, merged" "$(bash "$peers/lucene.sh" index "$corpus" "$work/lucene" 2 1 | tail -n 1)" \
        "$(bash "$peers/lucene.sh" query "$work/log.tsv" "$work/lucene" 15)"
    facets=$(bash "$peers/lucene.sh" facet "$work/log.tsv" "$work/lucene" 10)
    row "Lucene 8, frequent words: three facets / newest first, µs" "$(grep facets3 <<< "$facets" | value p50_us) (ours, with the search, $(us facets hi1 p50_us)) / $(grep sort_date <<< "$facets" | value p50_us) (ours $(us newest hi1 p50_us))"
    head -n "$peer_articles" "$corpus" > "$work/slice.jsonl"
    say "ours, Omega and Recoll on $peer_articles articles"
    read -r _ slice_bytes < <("$tools/make_queries" size "$work/slice.jsonl")
    rm -rf "$work/slice"
    timed /dev/null "$build/broadsheet" index --archive "$work/slice" --json "$work/slice.jsonl"
    mb_s=$(calc %.2f "$slice_bytes / 1e6 / $elapsed")
    row "ours, the first $peer_articles articles" "$mb_s MB a second"
    peer_rows "Omega scriptindex, the same" "$(bash "$peers/omega.sh" index "$work/slice.jsonl" "$work/omega" | tail -n 1)"
    peer_rows "recollindex, the same" "$(bash "$peers/recoll.sh" index "$work/slice.jsonl" "$work/recoll" "$peer_articles" | tail -n 1)"
fi
say "done"
