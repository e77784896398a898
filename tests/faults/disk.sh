#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A disk that fails to sync, at each sync of a small run in turn (strace): the run says so and exits with 1, what was there is still found, and the next run makes the archive whole.
# strace counts for each thread by itself, so that a turn may fail several syncs.
# Usage: tests/faults/disk.sh PROGRAM
set -euo pipefail
program=$(realpath -- "$1")
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
fail() { echo "$*" >&2; exit 1; }

articles() {  # NUMBER VERSION
    for ((i = 0; i < $1; i++)); do
        echo "{\"id\":\"$i\",\"source\":\"Disk\",\"title\":\"Story $i\",\"text\":\"Version $2 of the bridge $i. $RANDOM$RANDOM\"}"
    done
}
found() { "$program" search bridge --json --archive "$1" | grep -o '"totalResults": *[0-9]*' | grep -o '[0-9]*$'; }
whole() {  # ARCHIVE NUMBER
    "$program" index --archive "$1" "$folder/in" 2>/dev/null >&2 || fail "the next run fails"
    "$program" check --archive "$1" >/dev/null || fail "check isn't clean: $("$program" check --archive "$1")"
    [[ $(found "$1") == "$2" ]] || fail "$(found "$1") articles found instead of $2"
}

mkdir "$folder/in"
articles 50 1 >"$folder/in/a.jsonl"
"$program" index --archive "$folder/first" "$folder/in" 2>/dev/null >&2
articles 60 2 >"$folder/in/a.jsonl"
if command -v strace >/dev/null; then
    failed=0
    for ((n = 1;; n++)); do
        rm -rf "$folder/archive"
        cp -r "$folder/first" "$folder/archive"
        code=0
        strace -f -qq -o "$folder/trace" -e trace=fsync,fdatasync -e inject=fsync,fdatasync:error=EIO:when="$n" \
            "$program" index --archive "$folder/archive" "$folder/in" >/dev/null 2>"$folder/said" || code=$?
        grep -q INJECTED "$folder/trace" || break
        ((code == 1)) || fail "sync $n failed, and the exit code is $code: $(<"$folder/said")"
        grep -q '^broadsheet: ' "$folder/said" || fail "sync $n failed, and nothing says so"
        (($(found "$folder/archive") >= 50)) || fail "after sync $n had failed, articles are gone"
        whole "$folder/archive" 60
        failed=$((failed + 1))
    done
    ((failed > 1)) || fail "only $failed syncs could be made to fail"
    echo "$failed syncs failed, each was told and mended"
else
    echo "SKIPPED: failing syncs (strace isn't installed)"
fi
