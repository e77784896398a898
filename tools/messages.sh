#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the keys of templates and sources into the catalogues of web/messages/, keeps what is translated, and tells
# how much is not. Needs a configured build folder (default: build/release).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-build/release}
cmake --build "$folder" --target update_catalogues >&2
"$folder/tests/update_catalogues" .
