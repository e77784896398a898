// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Numbers for texts in the order in which they first come.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A hash table that only grows. For one thread.
class TextNumbers {
public:
    TextNumbers() : slots_(1024, 0) {}

    std::uint32_t number_of(std::string_view text);
    /// The view holds until the next call of number_of().
    std::string_view text(std::uint32_t number) const {
        const Entry& entry = entries_[number];
        return std::string_view(texts_).substr(entry.begin, entry.bytes);
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }

private:
    struct Entry {
        std::size_t hash = 0;
        std::uint32_t begin = 0, bytes = 0;  ///< in texts_
    };

    void grow();

    std::string texts_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_;  ///< number + 1; 0: free. Twice as many as texts at least, a power of two.
};

}  // namespace broadsheet
