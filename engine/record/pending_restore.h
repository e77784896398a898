// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an archive folder consists of, and how all of it is replaced at once, although the folder itself may be a mount
// point that can't be renamed. A restore unpacks into restore/new/. As long as restore/complete isn't there, that is
// rubbish; once it is, the new files count, and whoever opens the archive next moves those that haven't been moved.

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Each a SQLite file; only the first is always there.
inline constexpr std::array<std::string_view, 3> archive_databases = {"articles.db", "searches.db", "access.db"};
/// Of plain files; derived, and what has been posted and not been read yet.
inline constexpr std::array<std::string_view, 2> archive_folders = {"index", "inbox"};

/// Where a restore unpacks.
std::filesystem::path restored_files(const std::filesystem::path& archive);
/// Names the files and folders of the table above that have been unpacked, a line each.
std::filesystem::path restore_marker(const std::filesystem::path& archive);
bool restore_is_pending(const std::filesystem::path& archive);

/// Completes a restore that has its marker, and sweeps away one that hasn't. For who holds the archive's lock; may be
/// killed and repeated at any step. Throws Error{io}.
void settle_restore(const std::filesystem::path& archive);

}  // namespace broadsheet
