// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/article_member.h"

#include "engine/article/field.h"
#include "server/api/json_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace broadsheet {

using Json = nlohmann::ordered_json;

namespace {

/// The source's own key, else the address, else file and place in it, as the record tells articles apart.
std::string key_of(const StoredArticle& article) {
    if (!article.key.empty()) return article.key;
    if (!article.url.empty()) return article.url;
    const auto& [path, location, format] = article.provenance;
    return location.empty() ? path : path + "#" + location;
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
    json.begin_array();
    for (const auto& text : texts) json.string(text);
    json.end_array();
}

void write_source(JsonWriter& json, const StoredArticle& article) {
    json.begin_object();
    json.key("id");
    json.string_or_null(article.source_id);
    json.key("name");
    json.string_or_null(article.source);
    json.end_object();
}

/// Fragments carry a dot dot dot where something was cut, in their html only: `text` is the source text itself.
void write_snippet(JsonWriter& json, const Fragment& fragment) {
    std::string html = marked_html(fragment.text, fragment.marks);
    if (fragment.cut_before) html.insert(0, "… ");
    if (fragment.cut_after) html += " …";
    json.begin_object();
    json.string_member("field", field(fragment.field).name);
    json.string_member("html", html);
    json.string_member("text", fragment.text);
    json.key("ranges");
    json.begin_array();
    for (const auto& mark : fragment.marks) {
        json.begin_array();
        json.number(mark.begin);
        json.number(mark.end);
        json.end_array();
    }
    json.end_array();
    json.end_object();
}

void write_snippets(JsonWriter& json, const Hit* hit) {
    json.begin_array();
    if (hit) {
        for (const auto& fragment : hit->fragments) write_snippet(json, fragment);
    }
    json.end_array();
}

void write_authors_html(JsonWriter& json, const StoredArticle& article, const Hit* hit) {
    json.begin_array();
    for (std::size_t i = 0; i < article.authors.size(); ++i) {
        const bool marked = hit && i < hit->author_marks.size();
        json.string(marked_html(article.authors[i], marked ? hit->author_marks[i] : std::vector<TextRange>{}));
    }
    json.end_array();
}

void write_matched_in(JsonWriter& json, const Hit* hit) {
    json.begin_array();
    if (hit) {
        for (const FieldId id : hit->matched_in) json.string(field(id).name);
    }
    json.end_array();
}

double rounded(double weight) {
    return std::round(weight * 1000) / 1000;
}

void write_story(JsonWriter& json, const Kinship& kinship) {
    if (kinship.story == 0) return json.null();
    json.begin_object();
    json.number_member("id", kinship.story);
    json.number_member("size", kinship.story_size);
    json.end_object();
}

void write_score(JsonWriter& json, const Hit* hit) {
    hit ? json.number(rounded(hit->score)) : json.null();
}

void write_explanation_of(JsonWriter& json, const Hit* hit) {
    if (!hit || !hit->explanation) return json.null();
    json.begin_object();
    write_explanation(json, *hit->explanation);
    json.end_object();
}

/// What a member's value is made of.
struct Told {
    const StoredArticle& article;
    const Kinship& kinship;
    const Hit* hit;
};

struct Member {
    std::string_view name;
    void (*write)(JsonWriter& json, const Told& told);
};

constexpr Member member_table[] = {
    {"id", [](JsonWriter& json, const Told& told) { json.number(told.article.id.value); }},
    {"key", [](JsonWriter& json, const Told& told) { json.string(key_of(told.article)); }},
    {"title", [](JsonWriter& json, const Told& told) { json.string(told.article.title); }},
    {"titleHtml",
     [](JsonWriter& json, const Told& told) {
         json.string(marked_html(told.article.title, told.hit ? told.hit->title_marks : std::vector<TextRange>{}));
     }},
    {"subtitle", [](JsonWriter& json, const Told& told) { json.string_or_null(told.article.subtitle); }},
    {"url", [](JsonWriter& json, const Told& told) { json.string_or_null(told.article.url); }},
    {"source", [](JsonWriter& json, const Told& told) { write_source(json, told.article); }},
    {"authors", [](JsonWriter& json, const Told& told) { write_texts(json, told.article.authors); }},
    {"authorsHtml", [](JsonWriter& json, const Told& told) { write_authors_html(json, told.article, told.hit); }},
    {"agency", [](JsonWriter& json, const Told& told) { json.string_or_null(told.article.agency); }},
    {"section", [](JsonWriter& json, const Told& told) { json.string_or_null(told.article.section); }},
    {"tags", [](JsonWriter& json, const Told& told) { write_texts(json, told.article.tags); }},
    {"language", [](JsonWriter& json, const Told& told) { json.string_or_null(told.article.language); }},
    {"place", [](JsonWriter& json, const Told& told) { json.string_or_null(told.article.place); }},
    {"publishedAt", [](JsonWriter& json, const Told& told) { json.string_or_null(to_iso(told.article.published)); }},
    {"datePrecision",
     [](JsonWriter& json, const Told& told) { json.string_or_null(name_of(told.article.published.precision)); }},
    {"dateSource",
     [](JsonWriter& json, const Told& told) { json.string_or_null(name_of(told.article.published.source)); }},
    {"modifiedAt", [](JsonWriter& json, const Told& told) { json.string_or_null(to_iso(told.article.modified)); }},
    {"seenAt", [](JsonWriter& json, const Told& told) { json.string_or_null(to_iso(told.article.seen)); }},
    {"snippets", [](JsonWriter& json, const Told& told) { write_snippets(json, told.hit); }},
    {"matchedIn", [](JsonWriter& json, const Told& told) { write_matched_in(json, told.hit); }},
    {"score", [](JsonWriter& json, const Told& told) { write_score(json, told.hit); }},
    {"explanation", [](JsonWriter& json, const Told& told) { write_explanation_of(json, told.hit); }},
    {"withdrawn", [](JsonWriter& json, const Told& told) { json.boolean(told.article.withdrawn); }},
    {"partial", [](JsonWriter& json, const Told& told) { json.boolean(told.article.partial); }},
    {"origins", [](JsonWriter& json, const Told& told) { write_origins(json, told.article); }},
    {"duplicates", [](JsonWriter& json, const Told& told) { json.number(told.kinship.duplicates); }},
    {"versions", [](JsonWriter& json, const Told& told) { json.number(told.kinship.versions); }},
    {"story", [](JsonWriter& json, const Told& told) { write_story(json, told.kinship); }},
    {"moreInGroup", [](JsonWriter& json, const Told& told) { json.number(told.hit ? told.hit->more_in_group : 0); }},
    {"body", [](JsonWriter& json, const Told& told) { json.string(told.article.body); }},
};

}  // namespace

void write_article_member(JsonWriter& json, const StoredArticle& article, const Kinship& kinship, const Hit* hit,
                          std::string_view name) {
    const auto known = std::ranges::find(member_table, name, &Member::name);
    if (known == std::end(member_table)) return json.null();
    known->write(json, {article, kinship, hit});
}

nlohmann::ordered_json article_member(const StoredArticle& article, const Kinship& kinship, std::string_view name) {
    JsonWriter json;
    write_article_member(json, article, kinship, nullptr, name);
    return Json::parse(json.take());
}

void write_provenance(JsonWriter& json, const StoredArticle& article) {
    const auto& provenance = article.provenance;
    json.begin_object();
    json.string_member("path", provenance.path);
    json.string_member("location", provenance.location);
    json.string_member("format", provenance.format);
    json.end_object();
}

void write_origins(JsonWriter& json, const StoredArticle& article) {
    json.begin_object();
    std::string_view rest = article.origins;  // "title=json-ld authors=meta"
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find(' '));
        const auto equals = std::min(pair.find('='), pair.size());
        if (equals + 1 < pair.size()) json.string_member(pair.substr(0, equals), pair.substr(equals + 1));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    }
    json.end_object();
}

void write_explanation(JsonWriter& json, const Explanation& explanation) {
    json.key("matches");
    json.boolean(explanation.matches);
    json.string_member("summary", explanation.summary);
    json.number_member("score", rounded(explanation.score));
    json.key("clauses");
    json.begin_array();
    for (const auto& clause : explanation.clauses) {
        json.begin_object();
        json.string_member("clause", clause.clause);
        json.key("matches");
        json.boolean(clause.matches);
        json.string_member("reason", clause.reason);
        json.number_member("weight", rounded(clause.weight));
        json.end_object();
    }
    json.end_array();
}

Json or_null(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace broadsheet
