// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/mend.h"

#include "engine/analysis/utf8.h"
#include "engine/query/parser.h"

#include <algorithm>

namespace broadsheet::query {

namespace {

/// A minus excludes only what it is attached to.
std::vector<Item> without_loose_minus(std::vector<Item> items) {
    std::vector<Item> kept;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool attached = i + 1 < items.size() && items[i + 1].attached && items[i + 1].kind != ItemKind::close;
        if (items[i].kind != ItemKind::exclude || attached) kept.push_back(std::move(items[i]));
    }
    return kept;
}

/// Drops closing brackets without an opening one and pairs that are too deep; closes what is open at the end.
std::vector<Item> balance(std::vector<Item> items, std::size_t end, std::vector<Warning>& warnings) {
    std::vector<Item> balanced;
    std::vector<bool> kept;
    std::size_t depth = 0;
    bool warned_of_depth = false;
    for (Item& item : items) {
        if (item.kind == ItemKind::open) {
            kept.push_back(depth < query_depth_max);
            if (!kept.back() && !warned_of_depth)
                warnings.push_back({item.position, "Brackets this deep are ignored."});
            warned_of_depth = warned_of_depth || !kept.back();
            if (!kept.back()) continue;
            ++depth;
        } else if (item.kind == ItemKind::close) {
            if (kept.empty()) {
                warnings.push_back({item.position, "This bracket closes nothing; it is ignored."});
                continue;
            }
            const bool keep = kept.back();
            kept.pop_back();
            if (!keep) continue;
            --depth;
        }
        balanced.push_back(std::move(item));
    }
    if (depth > 0) warnings.push_back({end, "A closing bracket is missing; it is taken to stand at the end."});
    for (; depth > 0; --depth) {
        Item& close = balanced.emplace_back();
        close.kind = ItemKind::close;
        close.position = end;
    }
    return balanced;
}

}  // namespace

std::vector<Item> mended(std::vector<Item> items, std::size_t end, std::vector<Warning>& warnings) {
    return balance(without_loose_minus(std::move(items)), end, warnings);
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    }
    return lower;
}

std::string clean_query(std::string_view text, std::vector<Warning>& warnings) {
    std::string clean(utf8_prefix(text, query_bytes_max));
    if (clean.size() < text.size()) {
        const std::size_t space = clean.find_last_of(' ');
        if (space != std::string::npos && space > query_bytes_max / 2) clean.resize(space);
        warnings.push_back({clean.size(), "The query is too long; what follows here is left out."});
    }
    for (std::size_t at = 0; at < clean.size();) {
        const Decoded decoded = decode_utf8(clean, at);
        if (decoded.character == invalid_character || decoded.character < 0x20 || decoded.character == 0x7F) {
            clean[at] = ' ';
        }
        at += decoded.bytes;
    }
    return clean;
}

std::string plain_words(std::string_view text) {
    const std::size_t begin = text.find_first_not_of("-=+*~|");
    if (begin == std::string_view::npos) return "";
    std::string words(text.substr(begin, text.find_last_not_of("*~") + 1 - begin));
    // Colons and slashes would make fields, operators or several words of it when the text is read again.
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == ':' || c == '/'; }, ',');
    return lower_case(words);
}

}  // namespace broadsheet::query
