// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/article_csv.h"

#include "engine/article/spreadsheet_cell.h"
#include "server/api/article_member.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace broadsheet {
namespace {

constexpr std::string_view columns[] = {
    "id",      "key",       "url",      "title",    "subtitle",    "authors",       "source",     "agency",
    "section", "tags",      "language", "place",    "publishedAt", "datePrecision", "dateSource", "modifiedAt",
    "seenAt",  "withdrawn", "partial",  "versions", "duplicates",  "story",         "body"};

constexpr std::string_view line_end = "\r\n";

std::string cell(std::string_view text) {
    std::string plain = guarded_cell(text);
    if (plain.find_first_of("\",\r\n;") == plain.npos && !plain.starts_with(' ') && !plain.ends_with(' ')) return plain;
    std::string quoted = "\"";
    for (const char c : plain) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string joined(const nlohmann::ordered_json& texts) {
    std::string list;
    for (const auto& text : texts) list += (list.empty() ? "" : "; ") + text.get<std::string>();
    return list;
}

/// A source is its name, a story its number.
std::string text_of(const nlohmann::ordered_json& member) {
    if (member.is_null()) return {};
    if (member.is_string()) return member.get<std::string>();
    if (member.is_array()) return joined(member);
    if (member.is_object()) return text_of(member.contains("name") ? member["name"] : member["id"]);
    return member.dump();
}

}  // namespace

std::string csv_head() {
    std::string line;
    for (const auto name : columns) line += (line.empty() ? "" : ",") + std::string(name);
    return line.append(line_end);
}

std::string csv_row(const StoredArticle& article, const Kinship& kinship) {
    std::string line;
    for (const auto name : columns) {
        if (!line.empty()) line += ',';
        line += cell(text_of(article_member(article, kinship, name)));
    }
    return line.append(line_end);
}

std::string csv_cell(std::string_view text) {
    return cell(text);
}

}  // namespace broadsheet
