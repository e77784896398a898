// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/article_endpoints.h"

#include "server/api/article_member.h"
#include "server/api/entity_tag.h"
#include "server/api/json_writer.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/pages/article_page.h"

#include <utility>
#include <variant>

namespace broadsheet {
namespace {

constexpr std::size_t usual_similar = 10;
/// At the foot of a page fewer will do.
constexpr std::size_t similar_on_page = 6;

constexpr std::string_view hit_members[] = {"id",          "key",           "title",      "titleHtml", "url",
                                            "source",      "authors",       "section",    "tags",      "language",
                                            "publishedAt", "datePrecision", "dateSource", "snippets",  "score",
                                            "story",       "duplicates",    "versions",   "withdrawn", "partial"};

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name);
    json.begin_array();
    for (const auto& text : texts) json.string(text);
    json.end_array();
}

std::string similar_json(ArticleId id, std::size_t page_size, const SimilarArticles& similar) {
    JsonWriter json(similar.articles.size() * 2048 + 512);
    json.begin_object();
    json.string_member("status", "ok");
    json.number_member("id", id.value);
    write_texts(json, "terms", similar.terms);
    json.number_member("totalResults", similar.articles.size());
    json.number_member("pageSize", page_size);
    json.key("articles");
    json.begin_array();
    for (const auto& [hit, terms] : similar.articles) {
        json.begin_object();
        for (const auto name : hit_members) {
            json.key(name);
            write_article_member(json, hit.article, hit.kinship, &hit, name);
        }
        write_texts(json, "terms", terms);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

/// No value for a number that nobody may ask for.
std::optional<std::size_t> page_size_of(const HttpRequest& request) {
    const auto asked = request.parameter("pageSize");
    if (!asked) return usual_similar;
    const auto number = counting_number(*asked);
    return number && *number <= similar_articles_max ? std::optional<std::size_t>(*number) : std::nullopt;
}

}  // namespace

HttpResponse article_page_reply(const ArchiveAccess& access, const SearchParameters& search, const std::string& id,
                                const ArchiveOverview& overview) {
    const auto number = article_id(id);
    const auto found = number ? access.marked_article(*number, search.request) : std::nullopt;
    if (!found) return no_article(id);
    ArticleSurroundings around;
    around.similar = access.similar_articles(*number, similar_on_page);
    if (found->kinship.story != 0) around.story = access.story(found->kinship.story);
    around.holdings = access.holdings(*number);
    std::string html = article_page(search, *found, overview, around);
    // It tells of files, stories and the record, which change without the index: its tag is of the page itself.
    std::string tag = entity_tag({}, "article.html", html);
    return page_reply(std::move(html), std::move(tag));
}

HttpResponse similar_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id) {
    constexpr std::string_view valid[] = {"pageSize"};
    if (auto refused = refuse_others(request, valid)) return *refused;
    const auto page_size = page_size_of(request);
    if (!page_size) {
        return refusal({400, "bad-value", "pageSize",
                        "'pageSize' is '" + std::string(*request.parameter("pageSize")) +
                            "'; allowed is a number from 1 to " + std::to_string(similar_articles_max) + ".",
                        ""});
    }
    const auto number = article_id(id);
    const auto similar = number ? access.similar_articles(*number, *page_size) : std::nullopt;
    if (!similar) return no_article(id);
    std::string body = similar_json(*number, *page_size, *similar);
    std::string tag = entity_tag({}, "similar.json", body);
    return json_reply(std::move(body), std::move(tag));
}

}  // namespace broadsheet
