// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/newsapi.h"

#include "engine/analysis/utf8.h"
#include "engine/article/web_address.h"
#include "server/api/base_address.h"
#include "server/api/json_writer.h"
#include "server/api/replies.h"
#include "server/api/search_parameters.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace broadsheet {
namespace {

/// What NewsAPI shows of a text.
constexpr std::size_t content_bytes = 200;

HttpResponse error_reply(int status, std::string_view code, std::string_view message) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "error");
    json.string_member("code", code);
    json.string_member("message", message);
    json.end_object();
    HttpResponse response = json_reply(json.take());
    response.status = status;
    return response;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

/// One of NewsAPI's parameters as ours; one without a name is dropped.
std::pair<std::string, std::string> translated(const std::string& name, const std::string& value) {
    if (name == "apiKey" || name == "apikey") return {};
    if (name == "searchIn") return {name, replaced(value, "description", "body")};
    if (name == "sortBy" && value == "popularity") return {name, "relevance"};
    if (name == "category") return {"section", value};
    return {name, value};
}

std::string unsupported(const ParameterList& parameters) {
    for (const auto& [name, value] : parameters) {
        if (value.empty()) continue;
        if (name == "domains" || name == "excludeDomains")
            return "'" + name + "' isn't known here: this archive filters by 'sources'; a leading - excludes one.";
        if (name == "country") return "'country' isn't known here: use 'sources' or 'language'.";
    }
    return {};
}

ParameterList translated(const ParameterList& given, std::uint32_t page_size, bool headlines) {
    ParameterList parameters;
    bool sorted = headlines, sized = false;
    for (const auto& [name, value] : given) {
        auto parameter = translated(name, value);
        if (parameter.first.empty() || (headlines && name == "sortBy")) continue;
        sorted = sorted || name == "sortBy";
        sized = sized || name == "pageSize";
        parameters.push_back(std::move(parameter));
    }
    if (headlines || !sorted) parameters.emplace_back("sortBy", "newest");
    if (!sized) parameters.emplace_back("pageSize", std::to_string(page_size));
    parameters.emplace_back("facets", "");
    return parameters;
}

std::string description_of(const Hit& hit) {
    if (!hit.article.subtitle.empty()) return hit.article.subtitle;
    return hit.fragments.empty() ? std::string() : hit.fragments.front().text;
}

/// "The first words … [+3021 chars]"
std::string content_of(const std::string& body) {
    if (body.size() <= content_bytes) return body;
    const std::string begin(utf8_prefix(body, content_bytes));
    return begin + "… [+" + std::to_string(count_characters(body) - count_characters(begin)) + " chars]";
}

void write_article(JsonWriter& json, const Hit& hit, const std::string& base) {
    const StoredArticle& article = hit.article;
    std::string authors;
    for (const auto& author : article.authors) authors += (authors.empty() ? "" : ", ") + author;
    json.begin_object();
    json.key("source");
    json.begin_object();
    json.key("id");
    json.string_or_null(article.source_id);
    json.key("name");
    json.string_or_null(article.source);
    json.end_object();
    json.key("author");
    json.string_or_null(authors);
    json.string_member("title", article.title);
    json.key("description");
    json.string_or_null(description_of(hit));
    json.string_member(
        "url", is_web_address(article.url) ? article.url : base + "/articles/" + std::to_string(article.id.value));
    json.key("urlToImage");
    json.null();
    json.key("publishedAt");
    json.string_or_null(article.published.known() ? to_iso_utc(article.published.utc_s) : "");
    json.key("content");
    json.string_or_null(content_of(article.body));
    json.end_object();
}

HttpResponse answer(const ArchiveAccess& access, const HttpRequest& request, std::uint32_t page_size, bool headlines) {
    if (const auto message = unsupported(request.parameters); !message.empty())
        return error_reply(400, "parameterInvalid", message);
    auto read = read_search_parameters(translated(request.parameters, page_size, headlines), access.now_s());
    if (const auto* fault = std::get_if<ParameterFault>(&read))
        return error_reply(fault->status, "parameterInvalid", fault->detail);
    SearchRequest& search = std::get<SearchParameters>(read).request;
    search.snippets = 1;
    search.bodies = true;
    search.abandoned = request.client_gone;
    const SearchReply reply = access.search(search);
    const std::string base = base_address(request);
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    json.number_member("totalResults", reply.total);
    json.key("articles");
    json.begin_array();
    for (const Hit& hit : reply.hits) write_article(json, hit, base);
    json.end_array();
    json.end_object();
    return json_reply(json.take());
}

}  // namespace

HttpResponse newsapi_refusal(const HttpResponse& refused) {
    const auto told = nlohmann::json::parse(refused.body, nullptr, false);
    const std::string code = told.is_object() ? told.value("code", "") : "";
    const std::string detail = told.is_object() ? told.value("detail", "") : "";
    const bool missing = code == "no-key";
    const std::string_view name = missing                 ? "apiKeyMissing"
                                  : refused.status == 401 ? "apiKeyInvalid"
                                  : refused.status == 429 ? "rateLimited"
                                                          : "parameterInvalid";
    HttpResponse response = error_reply(refused.status, name, detail);
    for (const auto& header : refused.headers) {
        if (header.first != "Cache-Control") response.headers.push_back(header);
    }
    return response;
}

HttpResponse newsapi_everything(const ArchiveAccess& access, const HttpRequest& request) {
    constexpr std::uint32_t usual_page_size = 100;
    return answer(access, request, usual_page_size, false);
}

HttpResponse newsapi_headlines(const ArchiveAccess& access, const HttpRequest& request) {
    constexpr std::uint32_t usual_page_size = 20;
    return answer(access, request, usual_page_size, true);
}

HttpResponse newsapi_sources(const ArchiveAccess& access, const HttpRequest&) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    json.key("sources");
    json.begin_array();
    for (const SourceCount& source : access.sources()) {
        json.begin_object();
        json.string_member("id", source.id);
        json.string_member("name", source.name);
        json.string_member("description", std::to_string(source.articles) + " articles in this archive");
        for (const auto name : {"url", "category", "language", "country"}) {
            json.key(name);
            json.null();
        }
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json_reply(json.take());
}

void add_newsapi_routes(Router& router, const ArchiveAccess& access) {
    const auto add = [&](std::string_view path, auto endpoint) {
        router.add("GET", path, [&access, endpoint](const HttpRequest& request, const std::vector<std::string>&) {
            return endpoint(access, request);
        });
    };
    add("/v2/everything", newsapi_everything);
    add("/v2/top-headlines", newsapi_headlines);
    add("/v2/top-headlines/sources", newsapi_sources);
    add("/v2/sources", newsapi_sources);
}

}  // namespace broadsheet
