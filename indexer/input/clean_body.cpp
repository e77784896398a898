// SPDX-License-Identifier: GPL-3.0-or-later
// clean_body: lines to paragraphs.
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <utility>
#include <vector>
#include "engine/analysis/utf8.h"

namespace broadsheet {
namespace {

constexpr std::size_t wrapped_columns_min = 50;
constexpr std::size_t wrapped_columns_max = 90;

struct Line {
    std::string text;         ///< clean
    std::size_t columns = 0;  ///< of the text without its indentation
    bool indented = false;    ///< by two columns or more
};

/// Lines that stand together without an empty line between them.
using Block = std::vector<Line>;

/// Every way to end a line as LF: CR, CRLF, form feed, U+2028; U+2029 ends a paragraph.
std::string with_plain_line_ends(std::string text) {
    const auto holds = [&](char c) { return text.find(c) != std::string::npos; };
    if (!holds('\r') && !holds('\f') && !holds('\v') && !holds('\xE2')) return text;
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r') {
            out += '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else if (c == '\f' || c == '\v') {
            out += '\n';
        } else if (c == '\xE2' && text.compare(i, 2, "\xE2\x80") == 0 && i + 2 < text.size() &&
                   (text[i + 2] == '\xA8' || text[i + 2] == '\xA9')) {
            out += text[i + 2] == '\xA8' ? "\n" : "\n\n";
            i += 2;
        } else {
            out += c;
        }
    }
    return out;
}

std::size_t indentation_of(std::string_view line) {
    std::size_t columns = 0;
    for (const char c : line) {
        if (c == '\t')
            columns += 4;
        else if (c == ' ')
            ++columns;
        else
            break;
    }
    return columns;
}

std::vector<Block> blocks_of(std::string_view text) {
    std::vector<Block> blocks(1);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view raw = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::string clean = clean_line(raw);
        if (clean.empty()) {
            if (!blocks.back().empty()) blocks.emplace_back();
            continue;
        }
        const std::size_t columns = count_characters(clean);
        blocks.back().push_back({std::move(clean), columns, indentation_of(raw) >= 2});
    }
    if (blocks.back().empty()) blocks.pop_back();
    return blocks;
}

bool is_wrapped_width(const Line& line) {
    return line.columns >= wrapped_columns_min && line.columns <= wrapped_columns_max;
}

/// A paragraph whose lines, all but the last, are nearly all as wide as a typewriter's, and none much wider.
bool is_hard_wrapped(const Block& block) {
    if (block.size() < 2) return false;
    const auto last = block.end() - 1;
    if (std::any_of(block.begin(), block.end(), [](const Line& l) { return l.columns > wrapped_columns_max; }))
        return false;
    const auto wide = std::count_if(block.begin(), last, is_wrapped_width);
    return wide * 10 >= (last - block.begin()) * 7;
}

/// The first lines of wire copy: the dateline that stood before the first of them has been taken away, so that is
/// short.
bool is_wrapped_opening(const Block& block) {
    if (block.size() < 2 || block.front().columns < 15) return false;
    if (std::any_of(block.begin(), block.end(), [](const Line& l) { return l.columns > wrapped_columns_max; }))
        return false;
    return block.front().columns < wrapped_columns_min &&
           std::all_of(block.begin() + 1, block.end() - 1, is_wrapped_width);
}

/// In wire copy paragraphs have no empty line between them: each begins with an indented line.
std::vector<Block> split_at_indents(Block block) {
    const auto indented = std::count_if(block.begin(), block.end(), [](const Line& l) { return l.indented; });
    std::vector<Block> parts;
    if (indented == 0 || indented == static_cast<std::ptrdiff_t>(block.size())) {
        parts.push_back(std::move(block));
        return parts;
    }
    for (Line& line : block) {
        if (parts.empty() || line.indented) parts.emplace_back();
        parts.back().push_back(std::move(line));
    }
    return parts;
}

std::string_view last_word(std::string_view text) {
    std::size_t begin = text.size();
    while (begin > 0 && text[begin - 1] != ' ') --begin;
    return text.substr(begin);
}

std::string_view first_word(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && (std::isalpha(static_cast<unsigned char>(text[end])) || (text[end] & 0x80))) ++end;
    return text.substr(0, end);
}

/// Joins a word cut at a line's end, unless the text itself writes it with the hyphen elsewhere.
class HyphenJoiner {
public:
    explicit HyphenJoiner(std::string_view whole) : whole_(whole) {}

    void join(std::string& out, std::string_view next) {
        if (ends_in_cut(out) && !next.empty() &&
            (std::islower(static_cast<unsigned char>(next[0])) || next[0] & 0x80)) {
            const std::string hyphened = std::string(last_word(out)) + std::string(first_word(next));
            if (!is_written(hyphened)) out.pop_back();
        } else if (!is_wide(out, next)) {
            out += ' ';
        }
        out += next;
    }

private:
    static bool ends_in_cut(std::string_view out) {
        if (out.size() < 2 || out.back() != '-') return false;
        const auto before = static_cast<unsigned char>(out[out.size() - 2]);
        return std::isalpha(before) || before >= 0x80;
    }

    bool is_written(const std::string& word) {
        if (searches_left_ == 0) return false;  // a hostile text must not cost a search per line
        --searches_left_;
        return whole_.find(word) != std::string_view::npos;
    }

    /// Chinese and Japanese put no space where a line ended.
    static bool is_wide(std::string_view out, std::string_view next) {
        if (out.size() < 3 || next.size() < 3) return false;
        const auto wide = [](unsigned char lead) { return lead >= 0xE3 && lead <= 0xE9; };
        return wide(static_cast<unsigned char>(out[out.size() - 3])) && wide(static_cast<unsigned char>(next[0]));
    }

    std::string_view whole_;
    int searches_left_ = 200;
};

std::string joined(const Block& block, HyphenJoiner& joiner) {
    std::string out;
    for (const Line& line : block) {
        if (out.empty())
            out = line.text;
        else
            joiner.join(out, line.text);
    }
    return out;
}

/// True for lines of a table, a list or a poem, which stay lines of one paragraph.
bool is_short(const Line& line) {
    return line.columns < wrapped_columns_min;
}

void append(std::string& body, std::string_view text, bool same_paragraph) {
    if (!body.empty()) body += same_paragraph ? "\n" : "\n\n";
    body += text;
}

void append_block(std::string& body, Block block, HyphenJoiner& joiner) {
    if (is_hard_wrapped(block) &&
        std::none_of(block.begin() + 1, block.end(), [](const Line& l) { return l.indented; })) {
        append(body, joined(block, joiner), false);
        return;
    }
    bool after_short = false;
    bool first = true;
    const std::vector<Block> parts = split_at_indents(std::move(block));
    const bool wire = parts.size() > 1 && std::any_of(parts.begin() + 1, parts.end(), is_hard_wrapped);
    for (const Block& part : parts) {
        if (is_hard_wrapped(part) || (wire && first && body.empty() && is_wrapped_opening(part))) {
            append(body, joined(part, joiner), false);
            after_short = false;
            first = false;
            continue;
        }
        for (const Line& line : part) {
            append(body, line.text, !first && after_short && is_short(line));
            after_short = is_short(line);
            first = false;
        }
    }
}

}  // namespace

std::string clean_body(std::string_view text) {
    const std::string lines = with_plain_line_ends(to_nfc(std::string(text)));
    HyphenJoiner joiner(lines);
    std::string body;
    body.reserve(lines.size());
    for (Block& block : blocks_of(lines)) append_block(body, std::move(block), joiner);
    return body;
}

}  // namespace broadsheet
