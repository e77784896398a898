#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/bench/relevance.sh BROADSHEET [SHARED]: relevance on the judged sets beside the repository, one JSON line a set.
set -euo pipefail

broadsheet=$(realpath -- "${1:?usage: tests/bench/relevance.sh BROADSHEET [SHARED]}")
here=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
shared=${2:-$here/../../../shared}
[[ -f $shared/tools/measure.py ]] || { echo "There are no judged sets at $shared." >&2; exit 2; }
exec python3 "$shared/tools/measure.py" relevance "$broadsheet" "$shared"/data/ir/{time,cranfield,reuters21578}
