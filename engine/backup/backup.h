// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A copy of an archive in one file, made while it is served and written, and the way back.

#include "engine/backup/backup_manifest.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace broadsheet {

struct BackupResult {
    BackupManifest manifest;
    std::uint64_t bytes = 0;  ///< of the backup's file
};

/// Copies what has been committed, each database as of one moment, into `file`; the index, which is derived, only if
/// asked. The file is under its name once it is whole, read back and on the disk; an older backup of that name is
/// replaced, anything else isn't. Needs as much space beside it as the databases take. Whoever writes or reads the
/// archive goes on. Throws Error{not_found, corrupt, io, busy, usage}.
BackupResult make_backup(const std::filesystem::path& archive, const std::filesystem::path& file, bool with_index,
                         std::int64_t now_s);

/// Reads a whole backup and compares it with what it says of itself; gives `take`, if there is one, each piece of each
/// file. Throws Error{corrupt} if it isn't what was written.
using TakePiece = std::function<void(const BackupEntry& entry, std::string_view piece, bool last)>;
BackupManifest verify_backup(const std::filesystem::path& file, const TakePiece& take = {});

/// Makes `archive` what it was when the backup was made, with all ids, and its index if that isn't in the backup or
/// doesn't fit. All is unpacked and verified beside what is there; then the new files count at once, so that a kill at
/// any moment leaves the old archive or the new one. With `replace` over an archive, else only where there is none.
/// Throws Error{corrupt} if the backup is damaged, foreign or of a newer program, Error{busy} if the archive is being
/// written or served, Error{usage, io}: then nothing has changed.
struct RestoreResult {
    BackupManifest manifest;
    std::uint64_t generation = 0;
    bool index_rebuilt = false;
};
RestoreResult restore_backup(const std::filesystem::path& file, const std::filesystem::path& archive, bool replace);

}  // namespace broadsheet
