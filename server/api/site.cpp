// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/site.h"

#include "engine/analysis/utf8.h"
#include "server/api/access_need.h"
#include "server/api/admin_endpoints.h"
#include "server/api/article_endpoints.h"
#include "server/api/article_format.h"
#include "server/api/base_address.h"
#include "server/api/description_endpoints.h"
#include "server/api/entity_tag.h"
#include "server/api/export_endpoints.h"
#include "server/api/feed_endpoints.h"
#include "server/api/form_choice.h"
#include "server/api/json_reply.h"
#include "server/api/kin_endpoints.h"
#include "server/api/language_choice.h"
#include "server/api/newsapi.h"
#include "server/api/operation_endpoints.h"
#include "server/api/overview_endpoints.h"
#include "server/api/parameter_readers.h"
#include "server/api/replies.h"
#include "server/api/reply_cache.h"
#include "server/api/request_checks.h"
#include "server/api/saved_endpoints.h"
#include "server/api/search_endpoints.h"
#include "server/api/timeline_endpoint.h"
#include "server/api/write_endpoints.h"
#include "server/http/problem.h"
#include "server/http/router.h"
#include "server/pages/help_page.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>

namespace broadsheet {
namespace {

using Captured = std::vector<std::string>;

constexpr std::string_view robots = "User-agent: *\nDisallow: /\n";

/// Type-ahead comes back for the same few letters again and again; more than this nobody types at a time.
constexpr std::size_t suggest_bytes_max = 256;

/// The endpoints of one archive.
class Site {
public:
    Site(ArchiveAccess access, std::size_t cache_bytes)
        : access_(std::move(access)),
          replies_(cache_bytes),
          searches_(access_, replies_, [this](std::uint64_t generation) { return overview(generation); }),
          exports_(access_) {
        add_routes();
    }

    HttpResponse handle(const HttpRequest& request) {
        const ReaderScope reader(reader_of(request), address_of(request));
        HttpResponse response = answered(request);
        const bool for_people = !is_for_programs(request.path);
        const std::string_view route = response.route;
        if (response.status >= 400 && for_people) response = page_of(response, request.parameters);
        if (for_people) add_language_headers(response);
        add_security_headers(response);
        if (is_for_holders_of_keys(request)) mark_private(response, request.path);
        response.route = route;
        return response;
    }

    std::vector<std::pair<std::string, std::string>> routes() const { return router_.routes(); }

private:
    using Endpoint = HttpResponse (Site::*)(const HttpRequest&, const Captured&);

    void add(std::string_view pattern, Endpoint endpoint) {
        router_.add("GET", pattern, [this, endpoint](const HttpRequest& request, const Captured& captured) {
            return (this->*endpoint)(request, captured);
        });
    }

    /// The one place where it is asked who may do what: nothing is answered that doesn't pass here.
    std::optional<HttpResponse> refused(const HttpRequest& request, std::string_view method, std::string_view pattern) {
        auto refused = access_.authority.refuse_need(request, need_of(method, pattern));
        if (refused && request.path.starts_with("/v2/")) return newsapi_refusal(*refused);
        return refused;
    }

    bool is_for_holders_of_keys(const HttpRequest& request) const {
        const Need need = need_of(request.method, request.path);
        return need != Need::nothing && !(need == Need::reading && access_.authority.reading_is_open);
    }

    void add_routes() {
        router_.guard_with([this](const HttpRequest& request, std::string_view method, std::string_view pattern) {
            return refused(request, method, pattern);
        });
        add("/api/v1/search", &Site::search);
        add("/api/v1/export", &Site::whole_result);
        add("/api/v1/suggest", &Site::suggest);
        add("/api/v1/articles/{id}", &Site::article);
        add("/api/v1/articles/{id}/similar", &Site::similar);
        add("/api/v1/articles/{id}/versions", &Site::versions);
        add("/api/v1/articles/{id}/versions/{number}", &Site::version);
        add("/api/v1/stories/{id}", &Site::story);
        add("/api/v1/timeline", &Site::timeline);
        add("/api/v1/sources", &Site::sources);
        add("/api/v1/status", &Site::status);
        add("/feed.atom", &Site::feed<FeedKind::atom>);
        add("/feed.rss", &Site::feed<FeedKind::rss>);
        add("/feed.json", &Site::feed<FeedKind::json>);
        add("/opensearch.xml", &Site::opensearch);
        add("/", &Site::front);
        add("/articles/{id}", &Site::article_to_read);
        add("/articles/{id}/versions", &Site::versions_to_read);
        add("/articles/{id}/versions/{number}", &Site::version_to_read);
        add("/stories/{id}", &Site::story_to_read);
        add("/forms", &Site::forms);
        add("/compare", &Site::compare);
        add("/help", &Site::help);
        add("/language", &Site::language);
        add("/api", &Site::api);
        add("/openapi.json", &Site::openapi);
        add("/static/{hash}/{file}", &Site::static_file);
        add("/favicon.svg", &Site::icon);
        add("/favicon.ico", &Site::icon);
        add("/robots.txt", &Site::robots_file);
        add_operation_routes(router_, access_, replies_);
        add_newsapi_routes(router_, access_);
        add_overview_routes(router_, access_, [this] { return current_overview(); });
        add_saved_routes(router_, access_, [this] { return current_overview(); });
        add_write_routes(router_, access_);
        add_admin_routes(router_, access_);
    }

    HttpResponse answered(const HttpRequest& request) {
        try {
            return router_.handle(request);
        } catch (...) {
            return problem_of(std::current_exception());
        }
    }

    HttpResponse search(const HttpRequest& request, const Captured&) { return searches_.reply(request); }
    HttpResponse front(const HttpRequest& request, const Captured&) { return searches_.page(request); }
    template <FeedKind kind>
    HttpResponse feed(const HttpRequest& request, const Captured&) {
        return searches_.feed(kind, request);
    }
    HttpResponse whole_result(const HttpRequest& request, const Captured&) { return exports_.reply(request); }
    HttpResponse opensearch(const HttpRequest& request, const Captured&) { return opensearch_reply(request); }

    HttpResponse suggest(const HttpRequest& request, const Captured&) {
        constexpr std::string_view valid[] = {"q", "format"};
        if (auto refused = refuse_others(request, valid)) return *refused;
        const std::string begun(utf8_prefix(request.parameter("q").value_or(""), suggest_bytes_max));
        const std::string_view format = request.parameter("format").value_or("json");
        constexpr std::string_view formats[] = {"json", "opensearch"};
        if (std::ranges::find(formats, format) == std::end(formats))
            return refusal(*bad_value("format", format, listed(formats), {}));
        const auto completions = access_.complete(begun, request.client_gone);
        if (format == "json") return json_reply(suggest_json(begun, completions));
        HttpResponse response = json_reply(opensearch_suggestions(base_address(request), begun, completions));
        response.content_type = "application/x-suggestions+json";
        return response;
    }

    HttpResponse article(const HttpRequest& request, const Captured& captured) {
        constexpr std::string_view valid[] = {"format", "fields"};
        if (auto refused = refuse_others(request, valid)) return *refused;
        ParameterList parameters = request.parameters;
        std::erase_if(parameters, [](const auto& parameter) { return parameter.first == "format"; });
        const auto read = read_search_parameters(parameters, access_.now_s());
        if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
        const auto& search = std::get<SearchParameters>(read);
        const std::string format(request.parameter("format").value_or("json"));
        if (format != "json" && !is_article_format(format))
            return refusal(*bad_value("format", format, "json, text, " + article_format_names(", "), {}));
        const auto id = article_id(captured.at(0));
        std::string tag = entity_tag(access_.index_state(), "article." + format, captured.at(0) + subject_of(search));
        const auto found = id ? access_.marked_article(*id, {}) : std::nullopt;
        if (!found) return no_article(captured.at(0));
        if (format != "json") return article_in(format, found->article, found->kinship, std::move(tag));
        return json_reply(article_json(found->article, found->kinship, search.fields), std::move(tag));
    }

    HttpResponse similar(const HttpRequest& request, const Captured& captured) {
        return similar_reply(access_, request, captured.at(0));
    }
    HttpResponse versions(const HttpRequest& request, const Captured& captured) {
        return versions_reply(access_, request, captured.at(0));
    }
    HttpResponse version(const HttpRequest& request, const Captured& captured) {
        return version_reply(access_, request, captured.at(0), captured.at(1));
    }
    HttpResponse story(const HttpRequest& request, const Captured& captured) {
        return story_reply(access_, request, captured.at(0));
    }
    HttpResponse versions_to_read(const HttpRequest& request, const Captured& captured) {
        return versions_page_reply(access_, request, captured.at(0), current_overview());
    }
    HttpResponse version_to_read(const HttpRequest& request, const Captured& captured) {
        return version_page_reply(access_, request, captured.at(0), captured.at(1), current_overview());
    }
    HttpResponse story_to_read(const HttpRequest& request, const Captured& captured) {
        return story_page_reply(access_, request, captured.at(0), current_overview());
    }

    HttpResponse timeline(const HttpRequest& request, const Captured&) {
        return timeline_reply(access_, replies_, request);
    }
    HttpResponse compare(const HttpRequest& request, const Captured&) {
        return compare_page_reply(access_, replies_, request,
                                  [this](std::uint64_t generation) { return overview(generation); });
    }

    HttpResponse sources(const HttpRequest& request, const Captured&) {
        if (auto refused = refuse_others(request, {})) return *refused;
        std::string tag = entity_tag(access_.index_state(), "sources.json", "");
        if (client_has(request, tag)) return not_modified(std::move(tag));
        return json_reply(sources_json(access_.sources()), std::move(tag));
    }

    HttpResponse status(const HttpRequest& request, const Captured&) {
        if (auto refused = refuse_others(request, {})) return *refused;
        return json_reply(status_json(access_.overview(), access_.reindex()));
    }

    HttpResponse article_to_read(const HttpRequest& request, const Captured& captured) {
        const auto read = read_search_parameters(request.parameters, access_.now_s());
        if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
        const auto& search = std::get<SearchParameters>(read);
        return article_page_reply(access_, search, captured.at(0), current_overview());
    }

    HttpResponse help(const HttpRequest&, const Captured&) {
        const IndexState state = access_.index_state();
        return page_reply(help_page(overview(state.generation)), entity_tag(state, "help.html", ""));
    }

    HttpResponse forms(const HttpRequest& request, const Captured&) { return form_choice(request, access_.now_s()); }

    HttpResponse language(const HttpRequest& request, const Captured&) { return language_choice(request); }
    HttpResponse api(const HttpRequest& request, const Captured&) {
        return api_page_reply(access_, request, current_overview());
    }
    HttpResponse openapi(const HttpRequest& request, const Captured&) { return openapi_reply(request); }

    HttpResponse static_file(const HttpRequest&, const Captured& captured) {
        return static_reply(captured.at(0), captured.at(1));
    }

    HttpResponse icon(const HttpRequest&, const Captured&) { return static_reply("", "favicon.svg"); }

    HttpResponse robots_file(const HttpRequest&, const Captured&) { return text_reply(std::string(robots)); }

    ArchiveOverview current_overview() { return overview(access_.index_state().generation); }

    /// The archive's figures for a page of this generation, read once for each.
    ArchiveOverview overview(std::uint64_t generation) {
        {
            const std::lock_guard lock(overview_mutex_);
            if (overview_ && overview_generation_ == generation) return *overview_;
        }
        ArchiveOverview fresh = access_.summary();
        const std::lock_guard lock(overview_mutex_);
        overview_ = fresh;
        overview_generation_ = generation;
        return fresh;
    }

    ArchiveAccess access_;
    Router router_;
    ReplyCache replies_;
    SearchEndpoints searches_;
    Exports exports_;
    std::mutex overview_mutex_;
    std::optional<ArchiveOverview> overview_;
    std::uint64_t overview_generation_ = 0;
};

}  // namespace

HttpHandler site_handler(ArchiveAccess access, std::size_t cache_bytes) {
    auto site = std::make_shared<Site>(std::move(access), cache_bytes);
    return [site](const HttpRequest& request) { return site->handle(request); };
}

std::vector<std::pair<std::string, std::string>> site_routes() {
    return Site({}, 0).routes();
}

}  // namespace broadsheet
