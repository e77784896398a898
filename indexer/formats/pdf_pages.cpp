// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/pdf_pages.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <map>
#include <vector>

namespace broadsheet {
namespace {

using Lines = std::vector<std::string_view>;
/// How many lines at the top and at the foot of a page may be running heads.
constexpr std::size_t edge_lines = 3;
constexpr std::size_t pages_for_heads = 3;

std::vector<Lines> pages_of(std::string_view text) {
    std::vector<Lines> pages;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\f'), text.size());
        std::string_view page = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        Lines& lines = pages.emplace_back();
        while (!page.empty()) {
            const std::size_t line_end = std::min(page.find('\n'), page.size());
            lines.push_back(trimmed(page.substr(0, line_end)));
            page.remove_prefix(std::min(line_end + 1, page.size()));
        }
        while (!lines.empty() && lines.back().empty()) lines.pop_back();
    }
    return pages;
}

/// The line with every number as "#", so that "Page 3 of 9" is the same on all pages.
std::string pattern_of(std::string_view line) {
    std::string pattern;
    for (const char c : line) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit)
            pattern += c;
        else if (!pattern.ends_with('#'))
            pattern += '#';
    }
    return pattern;
}

/// Where the first or last lines with words on a page are.
std::vector<std::size_t> edges_of(const Lines& page) {
    std::vector<std::size_t> edges;
    for (std::size_t i = 0, found = 0; i < page.size() && found < edge_lines; ++i)
        if (!page[i].empty()) edges.push_back(i), ++found;
    for (std::size_t i = page.size(), found = 0; i > 0 && found < edge_lines; --i)
        if (!page[i - 1].empty()) edges.push_back(i - 1), ++found;
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
}

/// "12", "- 12 -", "Page 3 of 9"
bool is_page_number(std::string_view line) {
    std::string words = ascii_lower(line);
    for (const std::string_view word : {"page", "of", "seite", "von", "p."})
        if (const std::size_t at = words.find(word); at != std::string::npos) words.erase(at, word.size());
    const bool digits = words.find_first_of("0123456789") != std::string::npos;
    return digits && line.size() <= 16 && words.find_first_not_of("0123456789 -/|.\xE2\x80\x93") == std::string::npos;
}

/// Running heads and page numbers become empty lines.
void drop_running_heads(std::vector<Lines>& pages) {
    std::map<std::string, std::size_t> seen;
    for (const Lines& page : pages)
        for (const std::size_t i : edges_of(page)) ++seen[pattern_of(page[i])];
    for (Lines& page : pages) {
        const std::vector<std::size_t> edges = edges_of(page);
        for (const std::size_t i : edges) {
            const std::size_t pages_with = seen[pattern_of(page[i])];
            const bool running = pages.size() >= pages_for_heads && pages_with * 2 > pages.size();
            const bool outermost = i == edges.front() || i == edges.back();
            if (running || (outermost && is_page_number(page[i]))) page[i] = {};
        }
    }
}

bool ends_sentence(std::string_view line) {
    for (const std::string_view quote : {"\"", "'", ")", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB"})
        if (line.ends_with(quote)) line.remove_suffix(quote.size());
    return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with("\xE3\x80\x82");
}

bool begins_lower(std::string_view line) {
    return !line.empty() && ((line.front() >= 'a' && line.front() <= 'z') || line.starts_with("\xC3"));
}

/// Appends a line to a paragraph, undoing a hyphen at its end.
void append_line(std::string& paragraph, std::string_view line) {
    if (paragraph.empty()) {
        paragraph = line;
        return;
    }
    const bool word_before =
        paragraph.size() > 1 && paragraph[paragraph.size() - 2] >= 'a' && paragraph[paragraph.size() - 2] <= 'z';
    if (paragraph.ends_with('-') && word_before && begins_lower(line))
        paragraph.pop_back();
    else if (paragraph.ends_with("\xC2\xAD"))
        paragraph.resize(paragraph.size() - 2);
    else
        paragraph += ' ';
    paragraph += line;
}

/// Not the widest line: one from which a hyphen has been taken holds the rest of its word's line as well.
std::size_t usual_width(const Lines& lines) {
    std::vector<std::size_t> widths;
    for (const std::string_view line : lines) widths.push_back(line.size());
    const auto usual = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 3 / 4);
    std::nth_element(widths.begin(), usual, widths.end());
    return *usual;
}

/// A line that ends early ends its paragraph if it ends a sentence; one that ends far earlier is a heading.
bool ends_paragraph(std::string_view line, std::string_view next, std::size_t width) {
    if (line.size() * 4 < width * 3 && ends_sentence(line)) return true;
    const bool open = line.ends_with(',') || line.ends_with('-') || line.ends_with(';') || begins_lower(line);
    return line.size() * 10 < width * 6 && !open && !begins_lower(next);
}

class Paragraphs {
public:
    void add_block(const Lines& lines) {
        const std::size_t width = usual_width(lines);
        const bool continues = !open_.empty() && !ends_sentence(open_) && begins_lower(lines.front());
        if (!continues) close();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            append_line(open_, lines[i]);
            if (i + 1 < lines.size() && ends_paragraph(lines[i], lines[i + 1], width)) close();
        }
    }

    std::string end() {
        close();
        return std::move(text_);
    }

private:
    void close() {
        if (open_.empty()) return;
        if (!text_.empty()) text_ += "\n\n";
        text_ += open_;
        open_.clear();
    }

    std::string text_;
    std::string open_;
};

}  // namespace

std::string paragraphs_of_pages(std::string_view text) {
    std::vector<Lines> pages = pages_of(text);
    drop_running_heads(pages);
    Paragraphs paragraphs;
    for (const Lines& page : pages) {
        Lines block;
        for (const std::string_view line : page) {
            if (!line.empty()) {
                block.push_back(line);
            } else if (!block.empty()) {
                paragraphs.add_block(block);
                block.clear();
            }
        }
        if (!block.empty()) paragraphs.add_block(block);
    }
    return paragraphs.end();
}

}  // namespace broadsheet
