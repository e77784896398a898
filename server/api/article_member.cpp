// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/article_member.h"

#include "engine/article/field.h"

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

Json source_of(const StoredArticle& article) {
    return {{"id", or_null(article.source_id)}, {"name", or_null(article.source)}};
}

Json ranges_of(const std::vector<TextRange>& marks) {
    Json ranges = Json::array();
    for (const auto& mark : marks) ranges.push_back({mark.begin, mark.end});
    return ranges;
}

/// Fragments carry a dot dot dot where something was cut, in their html only: `text` is the source text itself.
Json snippets_of(const std::vector<Fragment>& fragments) {
    Json snippets = Json::array();
    for (const auto& fragment : fragments) {
        std::string html = marked_html(fragment.text, fragment.marks);
        if (fragment.cut_before) html.insert(0, "… ");
        if (fragment.cut_after) html += " …";
        snippets.push_back({{"field", field(fragment.field).name},
                            {"html", std::move(html)},
                            {"text", fragment.text},
                            {"ranges", ranges_of(fragment.marks)}});
    }
    return snippets;
}

Json authors_html(const StoredArticle& article, const Hit* hit) {
    Json names = Json::array();
    for (std::size_t i = 0; i < article.authors.size(); ++i) {
        const bool marked = hit && i < hit->author_marks.size();
        names.push_back(marked_html(article.authors[i], marked ? hit->author_marks[i] : std::vector<TextRange>{}));
    }
    return names;
}

Json names_of(const std::vector<FieldId>& fields) {
    Json names = Json::array();
    for (const FieldId id : fields) names.push_back(field(id).name);
    return names;
}

double rounded(double weight) {
    return std::round(weight * 1000) / 1000;
}

/// "title=json-ld authors=meta" as an object.
Json origins_of(std::string_view origins) {
    Json json = Json::object();
    while (!origins.empty()) {
        const std::string_view one = origins.substr(0, origins.find(' '));
        const std::size_t equals = std::min(one.find('='), one.size());
        if (equals + 1 < one.size()) json[std::string(one.substr(0, equals))] = one.substr(equals + 1);
        origins.remove_prefix(std::min(one.size() + 1, origins.size()));
    }
    return json;
}

Json story_of(const Kinship& kinship) {
    if (kinship.story == 0) return nullptr;
    return {{"id", kinship.story}, {"size", kinship.story_size}};
}

}  // namespace

Json article_member(const StoredArticle& article, const Kinship& kinship, const Hit* hit, std::string_view name) {
    if (name == "id") return article.id.value;
    if (name == "key") return key_of(article);
    if (name == "title") return article.title;
    if (name == "titleHtml") return marked_html(article.title, hit ? hit->title_marks : std::vector<TextRange>{});
    if (name == "subtitle") return or_null(article.subtitle);
    if (name == "url") return or_null(article.url);
    if (name == "source") return source_of(article);
    if (name == "authors") return article.authors;
    if (name == "authorsHtml") return authors_html(article, hit);
    if (name == "agency") return or_null(article.agency);
    if (name == "section") return or_null(article.section);
    if (name == "tags") return article.tags;
    if (name == "language") return or_null(article.language);
    if (name == "place") return or_null(article.place);
    if (name == "publishedAt") return or_null(to_iso(article.published));
    if (name == "datePrecision") return or_null(name_of(article.published.precision));
    if (name == "dateSource") return or_null(name_of(article.published.source));
    if (name == "modifiedAt") return or_null(to_iso(article.modified));
    if (name == "seenAt") return or_null(to_iso(article.seen));
    if (name == "snippets") return hit ? snippets_of(hit->fragments) : Json::array();
    if (name == "matchedIn") return hit ? names_of(hit->matched_in) : Json::array();
    if (name == "score") return hit ? Json(rounded(hit->score)) : Json(nullptr);
    if (name == "explanation") return hit && hit->explanation ? explanation_json(*hit->explanation) : Json(nullptr);
    if (name == "withdrawn") return article.withdrawn;
    if (name == "partial") return article.partial;
    if (name == "origins") return origins_of(article.origins);
    if (name == "duplicates") return kinship.duplicates;
    if (name == "versions") return kinship.versions;
    if (name == "story") return story_of(kinship);
    if (name == "moreInGroup") return hit ? hit->more_in_group : 0;
    if (name == "body") return article.body;
    return nullptr;
}

Json provenance_of(const StoredArticle& article) {
    const auto& provenance = article.provenance;
    return {{"path", provenance.path}, {"location", provenance.location}, {"format", provenance.format}};
}

Json origins_of(const StoredArticle& article) {
    Json origins = Json::object();
    std::string_view rest = article.origins;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find(' '));
        if (const auto equals = pair.find('='); equals != std::string_view::npos)
            origins[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    }
    return origins;
}

Json explanation_json(const Explanation& explanation) {
    Json clauses = Json::array();
    for (const auto& clause : explanation.clauses) {
        clauses.push_back({{"clause", clause.clause},
                           {"matches", clause.matches},
                           {"reason", clause.reason},
                           {"weight", rounded(clause.weight)}});
    }
    return {{"matches", explanation.matches},
            {"summary", explanation.summary},
            {"score", rounded(explanation.score)},
            {"clauses", std::move(clauses)}};
}

Json or_null(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace broadsheet
