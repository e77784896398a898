// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The header of one WARC or ARC record.
// Owns the names of WARC fields and the order of those of ARC.

#include "indexer/formats/warc_records.h"

namespace broadsheet {

inline constexpr std::size_t arc_line_bytes_max = 16 * 1024;

/// True if a line "URL IP date type … length" of an ARC begins here; then the record has what it says.
bool read_arc_line(std::string_view bytes, WarcRecord& record);

/// Reads the header from "WARC/" to the empty line. The reason if it is no good, else empty.
std::string read_warc_header(std::string_view header, WarcRecord& record);

}  // namespace broadsheet
