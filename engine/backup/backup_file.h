// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The file of a backup: a tar of plain files, packed with zstd, so that other programs can open it too. Made and read
// by libarchive.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace broadsheet {

/// Writes to an open file descriptor, which stays its caller's. All functions throw Error{io}.
class BackupFileWriter {
public:
    explicit BackupFileWriter(int descriptor);
    ~BackupFileWriter();
    BackupFileWriter(const BackupFileWriter&) = delete;
    BackupFileWriter& operator=(const BackupFileWriter&) = delete;

    void add(const std::string& name, std::string_view bytes);
    /// The first `bytes` of the open file `source`, from where it stands.
    void add(const std::string& name, int source, std::uint64_t bytes);
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// An entry on its way out of a backup.
struct BackupFileEntry {
    std::string name;
    std::uint64_t bytes = 0;
    /// The next bytes of it; empty at its end.
    std::function<std::string_view()> next;
};

/// Calls `visit` for each entry in order, until it returns false. Throws Error{corrupt} if the file is no such thing,
/// is damaged or cut, or holds anything but plain files; Error{not_found, io} if it can't be read.
void read_backup_file(const std::filesystem::path& file, const std::function<bool(BackupFileEntry&)>& visit);

}  // namespace broadsheet
