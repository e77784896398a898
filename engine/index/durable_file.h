// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Files that are either whole or absent, and files read by mapping them.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace broadsheet {

/// Writes `bytes` under a temporary name, syncs, and renames to `path`. Throws Error{io}.
void write_durably(const std::filesystem::path& path, std::string_view bytes);
/// The same, piece by piece: written under a temporary name, whole and in place after finish(), else removed.
class DurableFile {
public:
    /// Throws Error{io}, as the others do.
    explicit DurableFile(std::filesystem::path path);
    ~DurableFile();
    DurableFile(const DurableFile&) = delete;
    DurableFile& operator=(const DurableFile&) = delete;

    void append(std::string_view bytes);
    void finish();

private:
    const std::filesystem::path path_, temporary_;
    int descriptor_ = -1;
};
/// Syncs a file that somebody else wrote. Throws Error{io}.
void sync_file(const std::filesystem::path& path);
/// XXH3 hash of a whole file. Throws Error{not_found} or Error{io}.
std::uint64_t hash_of_file(const std::filesystem::path& path);
/// Makes creations, renames and deletions in a folder durable. Throws Error{io}.
void sync_folder(const std::filesystem::path& folder);

/// A whole file, read-only, mapped into memory; it stays readable after it has been deleted.
class MappedFile {
public:
    /// Throws Error{not_found} or Error{io}.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&&) = delete;

    std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
};

/// An open file descriptor, closed with its owner.
class Descriptor {
public:
    /// Opens for reading. Throws Error{not_found} or Error{io}.
    explicit Descriptor(const std::filesystem::path& path);
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&&) = delete;

    int number() const { return number_; }
    /// True if `path` names this very file now, not one that took its place or none.
    bool is_at(const std::filesystem::path& path) const;
    /// A second, independent opening of the same file, even if it has been deleted since. The caller closes it.
    int reopen() const;
    /// hash_of_file(), even if the file has been deleted since.
    std::uint64_t hash() const;

private:
    int number_ = -1;
};

}  // namespace broadsheet
