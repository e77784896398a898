// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/markdown_text.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <cctype>

namespace broadsheet {
namespace {

/// The position after the bracket that closes the one at `open`; npos if it stays open.
std::size_t after_closing(std::string_view text, std::size_t open, char opening, char closing) {
    int depth = 0;
    for (std::size_t i = open; i < text.size() && i < open + 2000; ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == opening)
            ++depth;
        else if (text[i] == closing && --depth == 0)
            return i + 1;
    }
    return std::string_view::npos;
}

/// The end of "[text](address)" or "[text][reference]" that begins at `open`, and its text; npos if it is no link.
std::size_t link_end(std::string_view line, std::size_t open, std::string_view& text) {
    const std::size_t close = after_closing(line, open, '[', ']');
    if (close == std::string_view::npos || close >= line.size()) return std::string_view::npos;
    text = line.substr(open + 1, close - open - 2);
    if (line[close] == '(') return after_closing(line, close, '(', ')');
    if (line[close] == '[') return after_closing(line, close, '[', ']');
    return std::string_view::npos;
}

bool is_word_byte(std::string_view line, std::size_t i) {
    if (i >= line.size()) return false;
    const auto byte = static_cast<unsigned char>(line[i]);
    return std::isalnum(byte) || byte >= 0x80;
}

/// True for a mark of emphasis at `i`: `*` beside a word, `_` at a word's edge only (snake_case keeps its own).
bool is_emphasis(std::string_view line, std::size_t i) {
    const char c = line[i];
    if (c == '`') return true;
    const bool space_before = i == 0 || line[i - 1] == ' ';
    const bool space_after = i + 1 >= line.size() || line[i + 1] == ' ';
    if (c == '*') return !(space_before && space_after);
    if (c == '_')
        return !(space_before && space_after) && !(is_word_byte(line, i - 1) && i > 0 && is_word_byte(line, i + 1));
    return c == '~' && ((i > 0 && line[i - 1] == '~') || (i + 1 < line.size() && line[i + 1] == '~'));
}

std::string without_marks(std::string_view line) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        std::string_view text;
        const bool picture = c == '!' && i + 1 < line.size() && line[i + 1] == '[';
        if (c == '\\' && i + 1 < line.size() && std::ispunct(static_cast<unsigned char>(line[i + 1]))) {
            out += line[++i];
        } else if (c == '[' || picture) {
            const std::size_t end = link_end(line, picture ? i + 1 : i, text);
            if (end == std::string_view::npos) {
                out += c;
                continue;
            }
            if (!picture) out += without_marks(text);
            i = end - 1;
        } else if (c == '<' &&
                   (is_word_byte(line, i + 1) || line.substr(i + 1, 1) == "/" || line.substr(i + 1, 1) == "!")) {
            const std::size_t end = line.find('>', i);
            if (end == std::string_view::npos)
                out += c;
            else if (line.substr(i, end - i).find("://") != std::string_view::npos && line[i + 1] != 'a') {
                out += line.substr(i + 1, end - i - 1);
                i = end;
            } else
                i = end;
        } else if (!is_emphasis(line, i)) {
            out += c;
        }
    }
    return decode_entities(out);
}

std::size_t list_mark_size(std::string_view line) {
    if (line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ') return 2;
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    if (digits > 0 && digits < 4 && line.size() > digits + 2 && (line[digits] == '.' || line[digits] == ')') &&
        line[digits + 1] == ' ')
        return digits + 2;
    return 0;
}

bool is_rule(std::string_view line) {
    return line.size() >= 3 &&
           line.find_first_not_of(line.substr(0, 1) == "=" ? "=" : "-*_ ") == std::string_view::npos;
}

/// `[1]: https://…`, the address of a link elsewhere.
bool is_link_definition(std::string_view line) {
    const std::size_t close = line.find("]:");
    return line.starts_with('[') && close != std::string_view::npos &&
           line.find("http", close) != std::string_view::npos;
}

class Converter {
public:
    void take(std::string_view raw) {
        std::string_view line = trimmed(raw);
        if (line.starts_with("```") || line.starts_with("~~~")) {
            fenced_ = !fenced_;
            end_paragraph();
        } else if (fenced_) {
            add(std::string(line));
            end_paragraph();
        } else if (line.empty() || is_link_definition(line)) {
            end_paragraph();
        } else if (is_rule(line)) {
            if (!paragraph_.empty() && line.front() != '*' && line.front() != '_') end_heading(line.front() == '=');
            end_paragraph();
        } else if (line.front() == '#') {
            take_heading(line);
        } else {
            take_text(line, raw.ends_with("  "));
        }
    }

    MarkdownText finish() {
        end_paragraph();
        return std::move(result_);
    }

private:
    void take_heading(std::string_view line) {
        end_paragraph();
        const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
        std::string_view text = trimmed(line.substr(level));
        while (text.ends_with('#')) text.remove_suffix(1);
        add(without_marks(trimmed(text)));
        end_heading(level == 1);
    }

    /// The paragraph was a heading.
    void end_heading(bool first_level) {
        if (first_level && result_.heading.empty() && result_.body.empty())
            result_.heading = std::move(paragraph_);
        else
            end_paragraph();
        paragraph_.clear();
    }

    void take_text(std::string_view line, bool hard_break) {
        while (line.starts_with('>')) line = trimmed(line.substr(1));
        if (const std::size_t mark = list_mark_size(line)) {
            end_paragraph();
            line.remove_prefix(mark);
        }
        add(without_marks(line));
        if (hard_break) end_paragraph();
    }

    void add(const std::string& text) {
        if (text.empty()) return;
        if (!paragraph_.empty()) paragraph_ += ' ';
        paragraph_ += text;
    }

    void end_paragraph() {
        if (paragraph_.empty()) return;
        if (!result_.body.empty()) result_.body += "\n\n";
        result_.body += paragraph_;
        paragraph_.clear();
    }

    MarkdownText result_;
    std::string paragraph_;
    bool fenced_ = false;
};

}  // namespace

MarkdownText text_of_markdown(std::string_view markdown) {
    Converter converter;
    while (!markdown.empty()) {
        const std::size_t end = markdown.find('\n');
        std::string_view line = markdown.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        converter.take(line);
        markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
    }
    return converter.finish();
}

}  // namespace broadsheet
