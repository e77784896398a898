// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Whether a word in capitals is an acronym or only printed loudly.
// Owns the look at its neighbourhood: a headline or a whole article in capitals has no acronyms but dotted ones.

#include <cstddef>
#include <string_view>

namespace broadsheet {

/// Judges words of one text, which must outlive it. Remembers the line looked at last.
class Capitals {
public:
    explicit Capitals(std::string_view text) : text_(text) {}

    /// True if the word in capitals at [begin, end) stands in a line of capitals, or in a row of such words:
    /// three, or two of which one is longer than an acronym.
    bool is_shouted(std::size_t begin, std::size_t end);

private:
    void look_at_line(std::size_t at);
    bool stands_in_row(std::size_t begin, std::size_t end) const;

    std::string_view text_;
    std::size_t line_begin_ = 0;
    std::size_t line_end_ = 0;
    bool line_shouts_ = false;
    bool known_ = false;
};

}  // namespace broadsheet
