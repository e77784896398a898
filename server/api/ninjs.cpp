// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/ninjs.h"

#include "engine/article/web_address.h"
#include "server/api/json_writer.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

void write_text(JsonWriter& json, std::string_view name, std::string_view value) {
    if (!value.empty()) json.string_member(name, value);
}

void write_moment(JsonWriter& json, std::string_view name, const Date& date) {
    if (date.known()) json.string_member(name, to_iso_utc(date.utc_s));
}

using Members = std::vector<std::pair<std::string_view, std::string_view>>;

void write_object(JsonWriter& json, const Members& members) {
    json.begin_object();
    for (const auto& [name, value] : members) write_text(json, name, value);
    json.end_object();
}

/// A list of the objects that have a value in their last member; none at all if no object has.
void write_list(JsonWriter& json, std::string_view name, const std::vector<Members>& objects) {
    bool begun = false;
    for (const Members& members : objects) {
        if (members.back().second.empty()) continue;
        if (!begun) {
            json.key(name);
            json.begin_array();
        }
        begun = true;
        write_object(json, members);
    }
    if (begun) json.end_array();
}

bool is_uri(std::string_view text) {
    constexpr std::array<std::string_view, 4> schemes = {"urn:", "tag:", "http://", "https://"};
    for (const std::string_view scheme : schemes)
        if (text.starts_with(scheme)) return text.find(' ') == text.npos;
    return false;
}

/// The source's own name of the article, or else its address, or else one of ours.
std::string uri_of(const StoredArticle& article) {
    if (is_uri(article.key)) return article.key;
    if (is_uri(article.url)) return article.url;
    return "tag:broadsheet.invalid,2026:articles/" + std::to_string(article.id.value);
}

std::string byline_of(const StoredArticle& article) {
    std::string byline;
    for (std::size_t i = 0; i < article.authors.size(); ++i)
        byline += (i == 0 ? "" : i + 1 == article.authors.size() ? " and " : ", ") + article.authors[i];
    return byline;
}

void write_subjects(JsonWriter& json, const StoredArticle& article) {
    if (article.tags.empty() && article.section.empty()) return;
    json.key("subjects");
    json.begin_array();
    if (!article.section.empty()) write_object(json, {{"name", article.section}, {"rel", "section"}});
    for (const std::string& tag : article.tags)
        if (tag != article.section) write_object(json, {{"name", tag}, {"rel", "tag"}});
    json.end_array();
}

}  // namespace

std::string ninjs_of(const StoredArticle& article) {
    JsonWriter json(article.body.size() + 1024);
    json.begin_object();
    json.string_member("uri", uri_of(article));
    json.key("standard");
    write_object(
        json,
        {{"name", "ninjs"}, {"version", "3.0"}, {"schema", "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"}});
    json.string_member("type", "text");
    json.string_member("representationType", article.partial ? "partial" : "full");
    if (article.revision > 0) json.string_member("version", std::to_string(article.revision));
    json.string_member("pubStatus", article.withdrawn ? "canceled" : "usable");
    write_moment(json, "firstCreated", article.published);
    write_moment(json, "versionCreated", article.modified.known() ? article.modified : article.published);
    write_text(json, "language", article.language);
    write_list(json, "headlines",
               {{{"role", "main"}, {"value", article.title}}, {{"role", "subtitle"}, {"value", article.subtitle}}});
    write_text(json, "by", byline_of(article));
    write_text(json, "copyrightHolder", article.source);
    write_list(json, "infoSources", {{{"name", article.agency}}});
    write_text(json, "located", article.place);
    write_subjects(json, article);
    write_list(json, "bodies", {{{"role", "main"}, {"contentType", "text/plain"}, {"value", article.body}}});
    write_list(json, "renditions", {{{"name", "web"}, {"contentType", "text/html"}, {"href", link_of(article.url)}}});
    write_list(json, "altIds",
               {{{"role", "key"}, {"value", article.key}},
                {{"role", "archive"}, {"value", std::to_string(article.id.value)}}});
    json.end_object();
    return json.take();
}

}  // namespace broadsheet
