#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: tests/fuzz/run.sh [--jobs N] [--only TARGET] [--keep] [SECONDS]

Builds the fuzz targets with clang in build/fuzz and runs each for SECONDS (60), N at a time (1), from the inputs in
tests/fuzz/corpus. New inputs gather in build/fuzz/corpus, findings in build/fuzz/findings. --keep then adds small
ones that reach more code to tests/fuzz/corpus and drops what is no longer of use there. Exit code 1 if something was
found.
USAGE
}

cd -- "$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")/../.."
targets=(parse_query analyse highlight feed newsml alto json_shapes warc mime unpack recognize text reuters_sgml pdf_text csv json
    date_text extract reader_events)
seconds=60 jobs=1 keep=''
while (( $# > 0 )); do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --jobs) jobs=${2:?--jobs needs a number}; shift ;;
        --only) targets=("${2:?--only needs a target}"); shift ;;
        --keep) keep=yes ;;
        *[!0-9]*) echo "There is no option $1." >&2; usage >&2; exit 2 ;;
        *) seconds=$1 ;;
    esac
    shift
done

clang=$(command -v clang++ || command -v clang++-14) || {
    echo "libFuzzer needs clang: apt-get install clang" >&2
    exit 2
}
folder=build/fuzz
mkdir -p "$folder/findings"
cmake -S . -B "$folder" -G Ninja -DCMAKE_CXX_COMPILER="$clang" -DCMAKE_C_COMPILER="${clang/clang++/clang}" \
    -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS='-O1 -g1' -DBROADSHEET_FUZZERS=ON >"$folder/configure.log"
cmake --build "$folder" --target "${targets[@]/%/_fuzzer}" -j "$jobs"

# clang 14's sanitizers need their shadow memory where new kernels put programs at random.
without_random_addresses=()
if setarch --addr-no-randomize true 2>/dev/null; then without_random_addresses=(setarch --addr-no-randomize); fi

# fuzzer TARGET ARGUMENT...
fuzzer() {
    "${without_random_addresses[@]}" "$folder/tests/$1_fuzzer" -rss_limit_mb=2048 -timeout=10 "${@:2}"
}

fuzz() {
    local gathered=$folder/corpus/$1
    mkdir -p "$gathered"
    fuzzer "$1" -max_total_time="$seconds" -max_len=4096 -print_final_stats=1 -dict="tests/fuzz/$1.dict" \
        -artifact_prefix="$folder/findings/$1-" "$gathered" "tests/fuzz/corpus/$1" >"$folder/$1.log" 2>&1
}

# Those of the kept inputs that are still of use, then the smallest of the new ones that reach more code, 200 in all.
# Edges rather than their counts decide what is more.
keep_inputs() {
    local kept=tests/fuzz/corpus/$1 merged=$folder/merged/$1 inputs
    rm -rf "$merged"
    mkdir -p "$merged/old" "$merged/both"
    fuzzer "$1" -merge=1 -use_counters=0 -max_len=4096 "$merged/old" "$kept" >"$folder/$1-merge.log" 2>&1
    cp -r "$merged/old/." "$merged/both"
    fuzzer "$1" -merge=1 -use_counters=0 -max_len=4096 "$merged/both" "$folder/corpus/$1" >>"$folder/$1-merge.log" 2>&1
    mapfile -t inputs < <(
        find "$merged/old" -type f
        find "$merged/both" -type f -printf '%s %f\n' | sort -n | while read -r _ name; do
            [[ -e $merged/old/$name ]] || printf '%s\n' "$merged/both/$name"
        done
    )
    find "$kept" -type f -delete
    cp -t "$kept" "${inputs[@]:0:200}"
}

running=0 failed=()
declare -A process=()
finish() {
    local target
    for target in "${!process[@]}"; do
        wait "${process[$target]}" || failed+=("$target")
    done
    process=() running=0
}
for target in "${targets[@]}"; do
    fuzz "$target" &
    process[$target]=$!
    (( ++running < jobs )) || finish
done
finish

for target in "${targets[@]}"; do
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$target.log")
    slowest=$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$folder/$target.log")
    coverage=$(grep -oE 'cov: [0-9]+' "$folder/$target.log" | tail -n 1)
    printf '%-12s %10s runs  %-10s slowest %s s  %s inputs\n' "$target" "${runs:-?}" "$coverage" "${slowest:-?}" \
        "$(find "$folder/corpus/$target" -type f | wc -l)"
done
if (( ${#failed[@]} > 0 )); then
    for target in "${failed[@]}"; do
        echo "Found something: $target, see $folder/$target.log and $folder/findings" >&2
    done
    exit 1
fi
if [[ -n $keep ]]; then
    for target in "${targets[@]}"; do keep_inputs "$target"; done
fi
