#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The systemd units, made as `cmake --install` makes them, are well formed and confined: an exposure of 2.0 at most, by
# systemd's own measure. Usage: units.sh REPOSITORY
set -euo pipefail
command -v systemd-analyze >/dev/null || { echo "skipped: needs systemd-analyze"; exit 77; }
cd "$1/packaging/systemd"
units=$(mktemp -d)
trap 'rm -rf "$units"' EXIT
faults=0
fault() { echo "FAILED: $*"; faults=$((faults + 1)); }

for unit in broadsheet*; do
    sed -e '/^@hardening@$/{r hardening.conf
d}' -e 's|@bindir@/broadsheet|/bin/true|' -e 's|@sysconfdir@|/etc|' "$unit" >"$units/$unit"
    if grep -n '@[a-z]*@' "$units/$unit"; then fault "$unit: a name was not filled in"; fi
done

services=0
for unit in "$units"/*.service; do
    score=$(systemd-analyze security --offline=yes "$unit" | sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
    echo "${unit##*/}: $score"
    awk -v score="$score" 'BEGIN { exit !(score != "" && score <= 2.0) }' || fault "${unit##*/}: exposed $score"
    services=$((services + 1))
done
((services == 3)) || fault "there are $services services"

# What systemd itself would say of them; its own units may be missing here.
said=$(SYSTEMD_UNIT_PATH="$units:" systemd-analyze verify --man=no "$units"/* 2>&1 | grep -F broadsheet || true)
[[ -z $said ]] || fault "systemd-analyze verify: $said"
((faults == 0))
