# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(indexer_formats PRIVATE formats/format.h)
