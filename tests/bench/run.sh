#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Indexes a corpus and times searches in it, in one run: run.sh BUILD CORPUS...
# BUILD is a release build folder configured with -DBROADSHEET_BENCHMARKS=ON. Prints what belongs into HISTORY.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
shift
archive=$(mktemp -d)
trap 'rm -rf "$archive"' EXIT
echo "commit $(git -C "$here" rev-parse --short HEAD 2> /dev/null || echo none), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $(date -u +%F)"
start=$(date +%s.%N)
line=$("$build/broadsheet" index --archive "$archive" --json "$@")
end=$(date +%s.%N)
echo "index: $line"
awk -v a="$start" -v b="$end" 'BEGIN { printf "whole process %.2f s\n", b - a }'
"$build/broadsheet" stats --archive "$archive" | grep -E '^(Articles|Text|Record|Index)'
"$build/broadsheet" check --archive "$archive"
"$build/tests/query_bench" "$archive" "$here/queries.tsv"
start=$(date +%s.%N)
"$build/broadsheet" index --archive "$archive" "$@"
end=$(date +%s.%N)
awk -v a="$start" -v b="$end" 'BEGIN { printf "again, nothing changed: %.2f s\n", b - a }'
