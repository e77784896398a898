// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where the directory of a ZIP file is, and what its names tell about the whole.

#include "indexer/input/byte_stream.h"

#include <optional>

namespace broadsheet {

struct ZipDirectory {
    std::uint64_t bytes = 0;   ///< from its beginning to its end record: what a reader may have to hold
    bool web_archive = false;  ///< a WACZ: datapackage.json and archive/*.warc.gz
};

/// No value if the stream can't be sought in or has no directory (cut off, or no ZIP). Afterwards it stands at its
/// front.
std::optional<ZipDirectory> find_zip_directory(ByteStream& stream);

}  // namespace broadsheet
