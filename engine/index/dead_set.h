// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The documents of a segment that have been replaced or removed since it was made: a bit a document.

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace broadsheet {

class DeadSet {
public:
    explicit DeadSet(std::uint32_t documents = 0) : documents_(documents), bits_((documents + 63) / 64) {}

    bool contains(std::uint32_t document) const { return bits_[document >> 6] >> (document & 63) & 1; }
    /// Of 64 documents, the first of them `64 * word`.
    std::uint64_t bits(std::size_t word) const { return bits_[word]; }
    /// True if it was alive until now.
    bool insert(std::uint32_t document);
    std::uint32_t count() const { return count_; }
    std::uint32_t documents() const { return documents_; }

    void write(const std::filesystem::path& file) const;
    /// Throws Error{corrupt} if the file isn't a dead set of `documents`.
    static DeadSet read(const std::filesystem::path& file, std::uint32_t documents);

private:
    std::uint32_t documents_ = 0;
    std::uint32_t count_ = 0;
    std::vector<std::uint64_t> bits_;
};

}  // namespace broadsheet
