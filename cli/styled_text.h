// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text of articles for a terminal: harmless, marked, and wrapped to its width.

#include "cli/terminal.h"
#include "engine/highlight/highlight.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::cli {

enum class Style : std::uint8_t { plain, strong, mark, soft };

/// One paragraph. Blanks and line ends of what is added are one blank each; control characters become "?".
class StyledText {
public:
    StyledText& add(std::string_view text, Style style = Style::plain);
    /// `text` with its marks in Style::mark, the rest in `style`.
    StyledText& add_marked(std::string_view text, const std::vector<TextRange>& marks, Style style = Style::plain);
    /// What is added from now on leads to `address`, if that is one of the web; empty ends it.
    StyledText& link(std::string_view address);

    bool empty() const { return cells_.empty(); }
    /// Columns that it takes in one line.
    std::size_t width() const;

    /// As lines with their ends: wrapped between words where `look` has a width, all but the first behind `indent`
    /// blanks; the first behind `first_indent`. Without colours marks are in asterisks.
    std::string lines(const Look& look, std::size_t first_indent, std::size_t indent) const;

private:
    /// A character with what combines with it.
    struct Cell {
        std::string bytes;
        std::uint8_t width = 1;
        Style style = Style::plain;
        std::uint32_t link = 0;  ///< place in links_, from 1; 0: none
    };

    void add_cell(std::string bytes, std::uint8_t width, Style style);
    std::vector<Cell> shown_cells(bool colours) const;
    std::string line(const Cell* begin, const Cell* end, const Look& look) const;

    std::vector<Cell> cells_;
    std::vector<std::string> links_;
    std::uint32_t link_ = 0;
};

}  // namespace broadsheet::cli
