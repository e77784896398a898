#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Kills the indexer at N random moments (1,000 if not told) while a server answers; BROADSHEET_SEED repeats a run.
# Usage: tests/faults/kills.sh [N] [BUILD_FOLDER]
set -euo pipefail
cd -- "$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")/../.."
BROADSHEET_KILLS=${1:-1000} exec nice "${2:-build/release}/tests/kill_test"
