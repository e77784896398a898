// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/xml_markup.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr auto npos = std::string_view::npos;
/// A declaration whose end is farther away has lost it.
struct Declaration {
    std::string_view opening;
    std::string_view closing;  ///< of a DOCTYPE it is more than that
    std::size_t bytes_max;
};
constexpr std::array<Declaration, 3> declarations{{{"<![CDATA[", "]]>", std::size_t{16} << 20},
                                                   {"<!--", "-->", std::size_t{1} << 20},
                                                   {"<!", ">", std::size_t{1} << 20}}};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool begins_name(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte >= 0x80;
}

bool continues_name(char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

std::size_t name_end(std::string_view text, std::size_t at) {
    while (at < text.size() && continues_name(text[at])) ++at;
    return at;
}

/// Behind the `>` that ends the tag; npos if it isn't there. A `>` in quotes is none, unless the quotes don't close.
/// `<` can't stand within a tag, not even in quotes: there it ends, so that no byte is looked at for two tags.
std::size_t tag_end(std::string_view text, std::size_t at, bool whole) {
    const std::string_view tag = text.substr(0, text.find('<', at));
    char quote = 0;
    char last = 0;
    for (std::size_t i = at; i < tag.size(); ++i) {
        const char c = tag[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '>') {
            return i + 1;
        } else if ((c == '"' || c == '\'') && last == '=') {
            quote = c;  // only what follows `=` opens a value; a quote elsewhere is a slip
        }
        if (!is_space(c)) last = c;
    }
    if (tag.size() == text.size() && !whole) return npos;
    const std::size_t end = tag.find('>', at);
    return end == npos ? npos : end + 1;
}

/// Where the `>` of a DOCTYPE stands, whose declarations in brackets hold quoted text and comments.
std::size_t doctype_end(std::string_view text, std::size_t at) {
    bool inside = false;
    char quote = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (text.substr(i, 4) == "<!--") {
            const std::size_t close = text.find("-->", i);
            if (close == npos) return npos;
            i = close + 2;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == ']') {
            inside = c == '[';
        } else if (c == '>' && !inside) {
            return i;
        }
    }
    return npos;
}

XmlMarkup none(std::size_t begin, std::size_t size) {
    return {XmlMarkup::Kind::none, begin, size};
}

}  // namespace

XmlMarkup MarkupScanner::declaration(std::string_view text, std::size_t begin, bool whole) {
    const std::string_view rest = text.substr(begin);
    if (!whole && rest.size() < declarations[0].opening.size()) return none(begin, text.size());
    std::size_t kind = 0;
    while (!rest.starts_with(declarations[kind].opening)) ++kind;
    const auto& [opening, closing, bytes_max] = declarations[kind];
    const XmlMarkup lost{XmlMarkup::Kind::skipped, begin, begin + opening.size()};
    if (begin < missing_before_[kind]) return lost;
    const std::string_view reach = text.substr(0, begin + std::min(bytes_max, rest.size()));
    const std::size_t inner = begin + opening.size();
    const std::size_t end = kind == 2 ? doctype_end(reach, inner) : reach.find(closing, inner);
    if (end == npos) {
        if (!whole && reach.size() == text.size()) return none(begin, text.size());
        missing_before_[kind] = reach.size();
        return lost;
    }
    XmlMarkup markup{kind == 0 ? XmlMarkup::Kind::cdata : XmlMarkup::Kind::skipped, begin, end + closing.size()};
    if (kind == 0) markup.content = text.substr(inner, end - inner);
    return markup;
}

XmlMarkup MarkupScanner::next(std::string_view text, std::size_t at, bool whole) {
    for (std::size_t begin = text.find('<', at); begin != npos; begin = text.find('<', begin + 1)) {
        const char mark = begin + 1 < text.size() ? text[begin + 1] : '\0';
        if (mark == '!') return declaration(text, begin, whole);
        const std::size_t name_begin = begin + (mark == '/' ? 2 : 1);
        if (name_begin >= text.size()) {
            if (!whole) return none(begin, text.size());
            continue;
        }
        if (mark != '?' && !begins_name(text[name_begin])) continue;
        const std::size_t end_of_name = name_end(text, name_begin);
        const std::size_t end = tag_end(text, std::max(end_of_name, name_begin), whole);
        if (end == npos) {
            if (!whole && text.find('<', name_begin) == npos) return none(begin, text.size());
            continue;
        }
        if (mark == '?') return {XmlMarkup::Kind::skipped, begin, end};
        const auto kind = mark == '/' ? XmlMarkup::Kind::end : XmlMarkup::Kind::start;
        return {kind, begin, end, text.substr(name_begin, end_of_name - name_begin)};
    }
    return none(text.size(), text.size());
}

void MarkupScanner::forget(std::size_t bytes) {
    for (std::size_t& position : missing_before_) position -= std::min(position, bytes);
}

std::vector<std::pair<std::string_view, std::string_view>> attributes_of(std::string_view tag,
                                                                         std::size_t attributes_max) {
    std::vector<std::pair<std::string_view, std::string_view>> attributes;
    std::size_t at = name_end(tag, 1);
    while (at < tag.size() && attributes.size() < attributes_max) {
        if (!begins_name(tag[at])) {
            ++at;
            continue;
        }
        const std::size_t end_of_name = name_end(tag, at);
        const std::string_view name = tag.substr(at, end_of_name - at);
        at = end_of_name;
        while (at < tag.size() && is_space(tag[at])) ++at;
        if (at >= tag.size() || tag[at] != '=') continue;
        ++at;
        while (at < tag.size() && is_space(tag[at])) ++at;
        const char quote = at < tag.size() && (tag[at] == '"' || tag[at] == '\'') ? tag[at] : '\0';
        const std::size_t begin = quote ? at + 1 : at;
        std::size_t end = quote ? tag.find(quote, begin) : tag.find_first_of(" \t\r\n>", begin);
        end = std::min(end, tag.size());
        attributes.emplace_back(name, tag.substr(begin, end - begin));
        at = end + (quote ? 1 : 0);
    }
    return attributes;
}

}  // namespace broadsheet
