// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/token.h"
#include "engine/query/parser.h"

#include <algorithm>

namespace broadsheet::query {

namespace {

/// Midnights are written as days, other moments to the second.
std::string first_moment(std::int64_t utc_s) {
    return utc_s % seconds_per_day == 0 ? to_iso_utc(utc_s).substr(0, 10) : to_iso_utc(utc_s);
}

/// Of whole months and years the shortest name: 2025-01 instead of its days.
std::string name_of_span(std::int64_t from_s, std::int64_t before_s) {
    const std::string day = to_iso_utc(from_s).substr(0, 10);
    for (const std::size_t length : {4u, 7u, 10u}) {
        const auto date = parse_iso_date(day.substr(0, length));
        if (date && date->utc_s == from_s && end_of(*date) == before_s) return day.substr(0, length);
    }
    return "";
}

std::string text_of_dates(const DateRange& range) {
    if (!range.from_s) return "before:" + first_moment(*range.before_s);
    if (!range.before_s) return "date:" + first_moment(*range.from_s) + "..";
    const std::string name = name_of_span(*range.from_s, *range.before_s);
    if (!name.empty()) return "date:" + name;
    const bool whole_days = *range.before_s % seconds_per_day == 0 && *range.from_s % seconds_per_day == 0;
    // The second date is included, so the last day or second itself is named.
    const std::string last =
        whole_days ? first_moment(*range.before_s - seconds_per_day) : to_iso_utc(*range.before_s - 1);
    return "date:" + first_moment(*range.from_s) + ".." + last;
}

std::string quoted(const std::string& text) {
    std::string phrase = text;
    std::replace(phrase.begin(), phrase.end(), '"', ' ');
    return '"' + phrase + '"';
}

/// Reads as one word behind "=". What doesn't goes into quotation marks, in which it is read as it stands.
bool is_written_plainly(const std::string& text) {
    const std::vector<Token> tokens = tokenize(text);
    const bool whole = !tokens.empty() && tokens.front().begin == 0 && tokens.front().end == text.size();
    if (text == "AND" || text == "OR" || text == "NOT" || text == "NEAR") return false;
    return whole && text.find_first_of(" \t\n:/*~=") == std::string::npos;
}

std::string keyword_value(const std::string& text) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    return plain && text.front() != '-' ? text : quoted(text);
}

std::string leaf_text(const Node& node) {
    switch (node.kind) {
        case NodeKind::exact:
            return quoted(node.text);
        case NodeKind::written:
            return '=' + (is_written_plainly(node.text) ? node.text : quoted(node.text));
        case NodeKind::prefix:
            return node.text + '*';
        case NodeKind::similar:
            return node.text + '~' + (node.distance > 0 ? std::to_string(node.distance) : "");
        case NodeKind::keyword:
            return node.text.empty() ? "\"\"" : keyword_value(node.text);
        default:
            return node.text;
    }
}

/// A leaf in several fields is one alternative for each.
std::string text_of_leaf(const Node& node) {
    if (node.fields.empty()) return leaf_text(node);
    std::string text;
    for (const FieldId id : node.fields) {
        if (!text.empty()) text += " | ";
        text += std::string(field(id).name) + ':' + leaf_text(node);
    }
    return node.fields.size() > 1 ? '(' + text + ')' : text;
}

std::string text_of(const Node& node, bool inside);

std::string joined(const Node& node, const std::string& separator) {
    std::string text;
    for (const Node& child : node.children) {
        const std::string part = text_of(child, true);
        if (part.empty()) continue;
        if (!text.empty()) text += separator;
        text += part;
    }
    return text;
}

std::string nearness_of(const Node& near) {
    switch (near.nearness) {
        case Nearness::sentence:
            return "s";
        case Nearness::paragraph:
            return "p";
        default:
            return std::to_string(near.distance);
    }
}

std::string text_of_group(const Node& node, bool inside) {
    std::string separator = " ";
    if (node.kind == NodeKind::any_of) separator = " | ";
    if (node.kind == NodeKind::near) separator = " NEAR/" + nearness_of(node) + ' ';
    const std::string text = joined(node, separator);
    // NEAR binds tightest and needs brackets only behind a minus.
    const bool brackets = node.excluded || (inside && node.kind != NodeKind::near);
    return brackets && !text.empty() ? '(' + text + ')' : text;
}

std::string text_of(const Node& node, bool inside) {
    std::string text;
    switch (node.kind) {
        case NodeKind::nothing:
            return "";
        case NodeKind::dates:
            text = node.range.unbounded() ? "" : text_of_dates(node.range);
            break;
        case NodeKind::all_of:
        case NodeKind::any_of:
        case NodeKind::near:
            text = text_of_group(node, inside);
            break;
        default:
            text = text_of_leaf(node);
    }
    return node.excluded && !text.empty() ? '-' + text : text;
}

}  // namespace

std::string to_text(const Node& root) {
    return text_of(root, false);
}

}  // namespace broadsheet::query
