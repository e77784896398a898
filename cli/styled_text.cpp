// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/styled_text.h"

#include "cli/output.h"
#include "engine/analysis/utf8.h"

#include <algorithm>

namespace broadsheet::cli {

namespace {

/// Narrower than this nothing is wrapped for: it would be a word a line.
constexpr std::size_t columns_min = 20;

std::string_view sequence_of(Style style) {
    switch (style) {
        case Style::strong:
            return "\x1b[1m";
        case Style::mark:
            return "\x1b[1;33m";
        case Style::soft:
            return "\x1b[2m";
        case Style::plain:
            break;
    }
    return "";
}

/// An address of the web as it may stand in a terminal's sequence; empty for any other.
std::string address_for_terminal(std::string_view address) {
    if (!address.starts_with("https://") && !address.starts_with("http://")) return {};
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string clean;
    for (const char c : address) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F)
            clean += c;
        else
            clean.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return clean;
}

std::string link_sequence(std::string_view address) {
    return "\x1b]8;;" + std::string(address) + "\x1b\\";
}

}  // namespace

void StyledText::add_cell(std::string bytes, std::uint8_t width, Style style) {
    const bool blank = bytes == " ";
    if (blank && (cells_.empty() || cells_.back().bytes == " ")) return;
    if (width == 0 && !cells_.empty()) {
        cells_.back().bytes += bytes;
        return;
    }
    cells_.push_back({std::move(bytes), width, style, link_});
}

StyledText& StyledText::add(std::string_view text, Style style) {
    const std::string clean = harmless(text);
    for (std::size_t at = 0; at < clean.size();) {
        const Decoded decoded = decode_utf8(clean, at);
        const std::string_view bytes = std::string_view(clean).substr(at, decoded.bytes);
        if (decoded.character == '\n')
            add_cell(" ", 1, style);
        else
            add_cell(std::string(bytes), character_width(decoded.character), style);
        at += decoded.bytes;
    }
    return *this;
}

StyledText& StyledText::add_marked(std::string_view text, const std::vector<TextRange>& marks, Style style) {
    std::size_t at = 0;
    for (const TextRange& mark : marks) {
        add(text.substr(at, mark.begin - at), style);
        add(text.substr(mark.begin, mark.end - mark.begin), Style::mark);
        at = mark.end;
    }
    return add(text.substr(at), style);
}

StyledText& StyledText::link(std::string_view address) {
    const std::string clean = address_for_terminal(address);
    if (!clean.empty()) links_.push_back(clean);
    link_ = clean.empty() ? 0 : static_cast<std::uint32_t>(links_.size());
    return *this;
}

std::size_t StyledText::width() const {
    std::size_t columns = 0;
    for (const Cell& cell : cells_) columns += cell.width;
    return columns;
}

/// With asterisks around marks where no colour shows them.
std::vector<StyledText::Cell> StyledText::shown_cells(bool colours) const {
    if (colours) return cells_;
    std::vector<Cell> shown;
    bool marked = false;
    const auto set_mark = [&](bool now) {
        if (now != marked) shown.push_back({"*", 1, Style::plain, 0});
        marked = now;
    };
    for (const Cell& cell : cells_) {
        set_mark(cell.style == Style::mark);
        shown.push_back(cell);
    }
    set_mark(false);
    return shown;
}

std::string StyledText::line(const Cell* begin, const Cell* end, const Look& look) const {
    std::string text;
    Style style = Style::plain;
    std::uint32_t link = 0;
    const auto switch_to = [&](Style next_style, std::uint32_t next_link) {
        if (look.links && next_link != link) text += link_sequence(next_link == 0 ? "" : links_[next_link - 1]);
        link = next_link;
        if (look.colours && next_style != style) {
            if (style != Style::plain) text += "\x1b[0m";
            text += sequence_of(next_style);
        }
        style = next_style;
    };
    for (const Cell* cell = begin; cell != end; ++cell) {
        switch_to(cell->style, cell->link);
        text += cell->bytes;
    }
    switch_to(Style::plain, 0);
    return text;
}

std::string StyledText::lines(const Look& look, std::size_t first_indent, std::size_t indent) const {
    const std::vector<Cell> cells = shown_cells(look.colours);
    const Cell* const end = cells.data() + cells.size();
    std::string text;
    std::size_t before = first_indent;
    for (const Cell* begin = cells.data(); begin != end;) {
        const std::size_t room =
            look.columns == 0 ? cells.size() * 2 : std::max(look.columns, columns_min + before) - before;
        std::size_t taken = 0;
        const Cell* stop = begin;
        const Cell* last_break = nullptr;  // behind the last blank or wide character that fits
        while (stop != end && taken + stop->width <= room) {
            taken += stop->width;
            if (stop->bytes == " " || stop->width == 2) last_break = stop + 1;
            ++stop;
        }
        if (stop != end && stop->bytes != " " && last_break) stop = last_break;
        const Cell* shown = stop;
        while (shown != begin && (shown - 1)->bytes == " ") --shown;
        text += std::string(before, ' ') + line(begin, shown, look) + '\n';
        begin = stop;
        while (begin != end && begin->bytes == " ") ++begin;
        before = indent;
    }
    return text;
}

}  // namespace broadsheet::cli
