// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/kin_endpoints.h"

#include "server/api/entity_tag.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/api/story_reply.h"
#include "server/api/version_reply.h"
#include "server/http/problem.h"
#include "server/pages/article_page.h"
#include "server/pages/story_page.h"
#include "server/pages/versions_page.h"

#include <utility>
#include <variant>

namespace broadsheet {
namespace {

constexpr std::string_view pair_parameters[] = {"from", "to"};

std::vector<ArticleVersion> versions_of(const ArchiveAccess& access, const std::string& id) {
    const auto number = article_id(id);
    return number ? access.versions(*number) : std::vector<ArticleVersion>();
}

std::optional<StoryArticles> story_of(const ArchiveAccess& access, const std::string& id) {
    const auto number = counting_number(id);
    return number ? access.story(*number) : std::nullopt;
}

HttpResponse no_version(const std::string& id, const std::string& number, const std::vector<ArticleVersion>& versions) {
    return problem(
        404, "not-found",
        "There is no version " + number + " of article " + id + "; it has " + version_numbers(versions) + ".");
}

HttpResponse no_story(const std::string& id) {
    return problem(404, "not-found",
                   "There is no story " + id +
                       " in this archive. A story has the number of one of its articles, and another number when that "
                       "article is removed; an article names its story as 'story'.");
}

/// Versions and stories come from the record, which may be ahead of the index: their tag is of the reply itself.
HttpResponse tagged_json(std::string body) {
    std::string tag = entity_tag({}, "kin.json", body);
    return json_reply(std::move(body), std::move(tag));
}

HttpResponse tagged_page(std::string html) {
    std::string tag = entity_tag({}, "kin.html", html);
    return page_reply(std::move(html), std::move(tag));
}

}  // namespace

HttpResponse versions_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id) {
    if (auto refused = refuse_others(request, pair_parameters)) return *refused;
    const auto versions = versions_of(access, id);
    if (versions.empty()) return no_article(id);
    const auto read = read_version_pair(request.parameters, versions);
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    const auto& pair = std::get<std::optional<VersionPair>>(read);
    const ArticleId number = versions.front().article.id;
    return tagged_json(pair ? version_change_json(number, *pair) : versions_json(number, versions));
}

HttpResponse version_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                           const std::string& number) {
    if (auto refused = refuse_others(request, {})) return *refused;
    const auto versions = versions_of(access, id);
    if (versions.empty()) return no_article(id);
    const ArticleVersion* version = find_version(versions, number);
    return version ? tagged_json(version_json(*version)) : no_version(id, number, versions);
}

HttpResponse story_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id) {
    if (auto refused = refuse_others(request, {})) return *refused;
    const auto story = story_of(access, id);
    return story ? tagged_json(story_json(*story)) : no_story(id);
}

HttpResponse versions_page_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                                 const ArchiveOverview& overview) {
    if (auto refused = refuse_others(request, pair_parameters)) return *refused;
    const auto versions = versions_of(access, id);
    if (versions.empty()) return no_article(id);
    const auto read = read_version_pair(request.parameters, versions);
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    const auto pair = std::get<std::optional<VersionPair>>(read).value_or(usual_pair(versions));
    return tagged_page(versions_page(versions, pair, overview));
}

HttpResponse version_page_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                                const std::string& number, const ArchiveOverview& overview) {
    if (auto refused = refuse_others(request, {})) return *refused;
    const auto versions = versions_of(access, id);
    if (versions.empty()) return no_article(id);
    const ArticleVersion* version = find_version(versions, number);
    if (!version) return no_version(id, number, versions);
    MarkedArticle marked;
    marked.article = version->article;
    marked.kinship.versions = static_cast<std::uint32_t>(versions.size());
    ArticleSurroundings around;
    around.version = version;
    around.holdings = access.holdings(version->article.id);
    return tagged_page(article_page({}, marked, overview, around));
}

HttpResponse story_page_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                              const ArchiveOverview& overview) {
    const auto read = read_search_parameters(request.parameters, access.now_s());
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    const auto story = story_of(access, id);
    return story ? tagged_page(story_page(*story, overview, std::get<SearchParameters>(read))) : no_story(id);
}

}  // namespace broadsheet
