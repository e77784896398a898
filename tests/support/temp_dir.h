// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A folder of its own for one test, gone with it.

#include <filesystem>
#include <string>
#include <string_view>

namespace broadsheet::test {

class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

    /// Writes a file below the folder, making its parents; returns its path.
    std::filesystem::path write(std::string_view name, std::string_view bytes) const;

private:
    std::filesystem::path path_;
};

/// The whole of a file as bytes.
std::string read_file(const std::filesystem::path& path);

}  // namespace broadsheet::test
