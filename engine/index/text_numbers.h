// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Numbers for texts in the order in which they first come.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A hash table that only grows. For one thread.
class TextNumbers {
public:
    TextNumbers() : slots_(1024, 0) {}

    std::uint32_t number_of(std::string_view text);
    /// The reference holds as long as the table.
    const std::string& text(std::uint32_t number) const { return texts_[number]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

private:
    void grow();

    std::deque<std::string> texts_;
    std::vector<std::size_t> hashes_;   ///< by number
    std::vector<std::uint32_t> slots_;  ///< number + 1; 0: free. Twice as many as texts at least, a power of two.
};

}  // namespace broadsheet
