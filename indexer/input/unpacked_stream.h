// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Compressed files as streams of what is in them.

#include "indexer/input/byte_stream.h"
#include "indexer/input/packing.h"
#include "indexer/input/unpack_budget.h"

#include <memory>
#include <string>

namespace broadsheet {

/// What comes out of a compressed file or of a member of an archive. Damage and limits end it early instead of
/// throwing, so that what could be read is kept.
class UnpackedStream : public ByteStream {
public:
    /// Why it ended early, in plain words: "the gzip data end in the middle"; empty if it didn't.
    const std::string& fault() const { return fault_; }

protected:
    std::string fault_;
};

/// Unpacks gzip (zlib's, member after member), zstd, bzip2, xz or lz4. Both arguments outlive the result; `packed`
/// stands at its front.
std::unique_ptr<UnpackedStream> open_compressed(Packing packing, ByteStream& packed, UnpackBudget& budget);

/// gzip alone gives every byte before a damage; the others lose up to 64 KiB.
std::unique_ptr<UnpackedStream> open_gzip(ByteStream& packed, UnpackBudget& budget);

/// The first bytes of what gzip has packed, as far as `head` reaches; at most `bytes_max`.
std::string gzip_head(std::string_view head, std::size_t bytes_max);

}  // namespace broadsheet
