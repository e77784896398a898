# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(indexer PRIVATE formats/format.h)
