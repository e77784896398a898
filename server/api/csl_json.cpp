// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/csl_json.h"

#include "engine/article/web_address.h"
#include "server/api/citation.h"
#include "server/api/json_writer.h"

#include <charconv>

namespace broadsheet {
namespace {

void write_text(JsonWriter& json, std::string_view name, std::string_view value) {
    if (!value.empty()) json.string_member(name, value);
}

/// "2025-01" as [[2025,1]].
void write_date(JsonWriter& json, std::string_view name, const Date& date) {
    const std::string day = to_iso(date).substr(0, 10);
    if (day.empty()) return;
    json.key(name);
    json.begin_object();
    json.key("date-parts");
    json.begin_array();
    json.begin_array();
    for (std::size_t at = 0; at < day.size();) {
        const std::size_t end = std::min(day.find('-', at), day.size());
        unsigned number = 0;
        std::from_chars(day.data() + at, day.data() + end, number);
        json.number(number);
        at = end + 1;
    }
    json.end_array();
    json.end_array();
    json.end_object();
}

void write_authors(JsonWriter& json, const std::vector<std::string>& authors) {
    if (authors.empty()) return;
    json.key("author");
    json.begin_array();
    for (const std::string& author : authors) {
        const std::string turned = family_name_first(author);
        const std::size_t comma = turned == author ? turned.npos : turned.find(", ");
        json.begin_object();
        if (comma == turned.npos) {
            json.string_member("literal", author);
        } else {
            json.string_member("family", std::string_view(turned).substr(0, comma));
            json.string_member("given", std::string_view(turned).substr(comma + 2));
        }
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string csl_json_of(const StoredArticle& article) {
    JsonWriter json;
    json.begin_object();
    json.string_member("id", citation_key(article));
    json.string_member("type", "article-newspaper");
    json.string_member("title", article.title.empty() ? "Untitled" : article.title);
    write_authors(json, article.authors);
    write_text(json, "container-title", article.source);
    write_text(json, "section", article.section);
    write_date(json, "issued", article.published);
    write_date(json, "accessed", article.seen);
    write_text(json, "abstract", article.subtitle);
    std::string tags;
    for (const auto& tag : article.tags) tags += (tags.empty() ? "" : ", ") + tag;
    write_text(json, "keyword", tags);
    write_text(json, "language", article.language);
    write_text(json, "publisher-place", article.place);
    write_text(json, "URL", link_of(article.url));
    json.end_object();
    return json.take();
}

}  // namespace broadsheet
