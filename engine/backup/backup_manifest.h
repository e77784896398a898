// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a backup says of itself: the first entry of its file, a text with a hash.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

inline constexpr std::string_view backup_manifest_name = "broadsheet-backup";

struct BackupEntry {
    std::string name;  ///< within the archive folder: "articles.db", "index/manifest"
    std::uint64_t bytes = 0;
    std::uint64_t hash = 0;  ///< XXH3
};

struct BackupManifest {
    std::string archive_id;
    std::int64_t created_s = 0;
    std::uint64_t articles = 0;
    std::vector<BackupEntry> entries;  ///< in the order of the file

    bool has_index() const;
};

std::string to_text(const BackupManifest& manifest);

/// Throws Error{corrupt}, naming `file`, if it isn't what to_text() makes, is of a newer format, or names anything that
/// has no place in an archive folder.
BackupManifest backup_manifest_of(std::string_view text, const std::string& file);

/// One of the databases, or a plain file right below one of the folders (engine/record/pending_restore.h).
bool belongs_into_archive(std::string_view name);

}  // namespace broadsheet
