// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The members of ZIP and tar archives, one after the other.

#include "indexer/input/unpacked_stream.h"

#include <memory>
#include <string>

namespace broadsheet {

struct ArchiveMember {
    enum class Kind : std::uint8_t { file, folder, link, device };
    Kind kind = Kind::file;
    std::string name;  ///< as it stands in the archive, in valid UTF-8: it may be absolute or hold ".."
    bool encrypted = false;
};

class ArchiveReader {
public:
    virtual ~ArchiveReader() = default;

    /// Goes to the next member; false at the end, or when the archive can't be read any further.
    virtual bool next(ArchiveMember& member) = 0;
    /// The bytes of the member that next() gave; ends with the next call of next().
    virtual UnpackedStream& data() = 0;
    /// Why not all of the archive could be read, in plain words; empty if it could.
    virtual const std::string& fault() const = 0;
};

/// `packed` stands at its front; both arguments outlive the result. A ZIP that can be sought in is read by its
/// directory, others from front to back.
std::unique_ptr<ArchiveReader> open_archive(Packing packing, ByteStream& packed, UnpackBudget& budget);

/// Loads what names of members are read with, for a process that is about to give up opening files.
void prepare_for_archives();

}  // namespace broadsheet
