// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/site.h"

#include "engine/analysis/utf8.h"
#include "server/api/entity_tag.h"
#include "server/api/form_choice.h"
#include "server/api/json_reply.h"
#include "server/api/kin_endpoints.h"
#include "server/api/language_choice.h"
#include "server/api/replies.h"
#include "server/api/reply_cache.h"
#include "server/api/request_checks.h"
#include "server/api/typing_turns.h"
#include "server/http/problem.h"
#include "server/http/router.h"
#include "server/pages/article_page.h"
#include "server/pages/facet_counts.h"
#include "server/pages/help_page.h"
#include "server/pages/search_page.h"

#include <chrono>
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

struct TimedReply {
    SearchReply reply;
    double took_ms = 0;
};

TimedReply timed_search(const ArchiveAccess& access, const SearchRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    TimedReply timed{access.search(request), 0};
    timed.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    return timed;
}

/// The age of articles counts by the minute, so that a reply depends on nothing but what subject_of() names.
void settle_time(SearchRequest& request) {
    constexpr std::int64_t minute_s = 60;
    if (request.freshness_days > 0) request.now_s -= request.now_s % minute_s;
}

/// The endpoints of one archive.
class Site {
public:
    Site(ArchiveAccess access, std::size_t cache_bytes) : access_(std::move(access)), replies_(cache_bytes) {
        add_routes();
    }

    HttpResponse handle(const HttpRequest& request) {
        const ReaderScope reader(reader_of(request), address_of(request));
        HttpResponse response = answered(request);
        const bool for_people =
            !request.path.starts_with("/api/") && request.path != "/healthz" && request.path != "/readyz";
        if (response.status >= 400 && for_people) response = page_of(response, request.parameters);
        if (for_people) add_language_headers(response);
        add_security_headers(response);
        return response;
    }

private:
    using Endpoint = HttpResponse (Site::*)(const HttpRequest&, const Captured&);

    void add(std::string_view pattern, Endpoint endpoint) {
        router_.add("GET", pattern, [this, endpoint](const HttpRequest& request, const Captured& captured) {
            return (this->*endpoint)(request, captured);
        });
    }

    void add_routes() {
        add("/api/v1/search", &Site::search);
        add("/api/v1/suggest", &Site::suggest);
        add("/api/v1/articles/{id}", &Site::article);
        add("/api/v1/articles/{id}/versions", &Site::versions);
        add("/api/v1/articles/{id}/versions/{number}", &Site::version);
        add("/api/v1/stories/{id}", &Site::story);
        add("/api/v1/sources", &Site::sources);
        add("/api/v1/status", &Site::status);
        add("/healthz", &Site::health);
        add("/readyz", &Site::readiness);
        add("/", &Site::front);
        add("/articles/{id}", &Site::article_to_read);
        add("/articles/{id}/versions", &Site::versions_to_read);
        add("/articles/{id}/versions/{number}", &Site::version_to_read);
        add("/stories/{id}", &Site::story_to_read);
        add("/forms", &Site::forms);
        add("/help", &Site::help);
        add("/language", &Site::language);
        add("/static/{hash}/{file}", &Site::static_file);
        add("/favicon.svg", &Site::icon);
        add("/favicon.ico", &Site::icon);
        add("/robots.txt", &Site::robots_file);
    }

    HttpResponse answered(const HttpRequest& request) {
        try {
            return router_.handle(request);
        } catch (...) {
            return problem_of(std::current_exception());
        }
    }

    /// How a search is answered: from what `made` makes of its parameters, unless the client has it or we have.
    using MakeReply = ReplyCache::Made (Site::*)(const HttpRequest&, SearchParameters&, const std::string& tag);
    HttpResponse searched(const HttpRequest& request, std::string_view kind, MakeReply make) {
        auto read = read_search_parameters(request.parameters, access_.now_s());
        if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
        auto& search = std::get<SearchParameters>(read);
        settle_time(search.request);
        const std::string subject = subject_of(search);
        // Asked for before the search: what changes meanwhile makes the reply newer than its tag, never older.
        const IndexState state = access_.index_state();
        std::string tag = entity_tag(state, kind, subject);
        if (client_has(request, tag)) return not_modified(std::move(tag));
        const auto turn = turns_.take(request);
        if (!turn.wanted()) return text("gone\n");
        return replies_.get(tag + subject, [&] { return (this->*make)(request, search, tag); });
    }

    /// Who may have a reply: an answer that was cut short isn't for later, one that was given up is for nobody.
    static ReplyCache::Made made(HttpResponse response, const SearchReply& reply, const HttpRequest& request) {
        const bool given_up = !reply.complete && request.client_gone && request.client_gone();
        return {std::move(response), reply.complete, !given_up};
    }

    HttpResponse search(const HttpRequest& request, const Captured&) {
        return searched(request, "search.json", &Site::make_search_json);
    }

    ReplyCache::Made make_search_json(const HttpRequest& request, SearchParameters& search, const std::string& tag) {
        search.request.abandoned = request.client_gone;
        const auto explanation = explanation_for(search);
        if (search.article && !explanation) return {no_article(std::to_string(search.article->value))};
        const auto timed = timed_search(access_, search.request);
        return made(json_reply(search_json(search, timed.reply, timed.took_ms, explanation), tag), timed.reply,
                    request);
    }

    HttpResponse suggest(const HttpRequest& request, const Captured&) {
        constexpr std::string_view valid[] = {"q"};
        if (auto refused = refuse_others(request, valid)) return *refused;
        const std::string begun(utf8_prefix(request.parameter("q").value_or(""), suggest_bytes_max));
        return json_reply(suggest_json(begun, access_.complete(begun, request.client_gone)));
    }

    /// Why the article that the request names matches or doesn't; no value if it names none or there is no such one.
    std::optional<Explanation> explanation_for(const SearchParameters& search) const {
        return search.article ? access_.explain(*search.article, search.request) : std::nullopt;
    }

    HttpResponse article(const HttpRequest& request, const Captured& captured) {
        constexpr std::string_view valid[] = {"format", "fields"};
        if (auto refused = refuse_others(request, valid)) return *refused;
        const auto read = read_search_parameters(request.parameters, access_.now_s());
        if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
        const auto& search = std::get<SearchParameters>(read);
        const auto id = article_id(captured.at(0));
        std::string tag = entity_tag(access_.index_state(), "article.json", captured.at(0) + subject_of(search));
        const auto found = id ? access_.marked_article(*id, {}) : std::nullopt;
        if (!found) return no_article(captured.at(0));
        return json_reply(article_json(found->article, found->kinship, search.fields), std::move(tag));
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

    HttpResponse health(const HttpRequest&, const Captured&) { return text("ok\n"); }

    /// Ready once an index can be read; until then index_state() throws, which answers 503.
    HttpResponse readiness(const HttpRequest&, const Captured&) {
        return text("ready, generation " + std::to_string(access_.index_state().generation) + "\n");
    }

    HttpResponse front(const HttpRequest& request, const Captured&) {
        return searched(request, "search.html", &Site::make_search_page);
    }

    ReplyCache::Made make_search_page(const HttpRequest& request, SearchParameters& search, const std::string& tag) {
        ask_for_facets(search.request);
        search.request.abandoned = request.client_gone;
        const auto explanation = explanation_for(search);
        if (search.article && !explanation) return {no_article(std::to_string(search.article->value))};
        auto timed = timed_search(access_, search.request);
        open_facets(search, timed.reply, access_.search);
        const ArchiveOverview archive = overview(timed.reply.index.generation);
        return made(page_reply(search_page(search, timed.reply, archive, timed.took_ms, explanation), tag), timed.reply,
                    request);
    }

    HttpResponse article_to_read(const HttpRequest& request, const Captured& captured) {
        const auto read = read_search_parameters(request.parameters, access_.now_s());
        if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
        const auto& search = std::get<SearchParameters>(read);
        const IndexState state = access_.index_state();
        const auto id = article_id(captured.at(0));
        const auto found = id ? access_.marked_article(*id, search.request) : std::nullopt;
        if (!found) return no_article(captured.at(0));
        return page_reply(article_page(search, *found, overview(state.generation)),
                          entity_tag(state, "article.html", captured.at(0) + subject_of(search)));
    }

    HttpResponse help(const HttpRequest&, const Captured&) {
        const IndexState state = access_.index_state();
        return page_reply(help_page(overview(state.generation)), entity_tag(state, "help.html", ""));
    }

    HttpResponse forms(const HttpRequest& request, const Captured&) { return form_choice(request, access_.now_s()); }

    HttpResponse language(const HttpRequest& request, const Captured&) { return language_choice(request); }

    HttpResponse static_file(const HttpRequest&, const Captured& captured) {
        return static_reply(captured.at(0), captured.at(1));
    }

    HttpResponse icon(const HttpRequest&, const Captured&) { return static_reply("", "favicon.svg"); }

    HttpResponse robots_file(const HttpRequest&, const Captured&) { return text(std::string(robots)); }

    static HttpResponse text(std::string body) {
        HttpResponse response;
        response.body = std::move(body);
        response.headers.emplace_back("Cache-Control", "no-cache");
        return response;
    }

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
    TypingTurns turns_;
    std::mutex overview_mutex_;
    std::optional<ArchiveOverview> overview_;
    std::uint64_t overview_generation_ = 0;
};

}  // namespace

HttpHandler site_handler(ArchiveAccess access, std::size_t cache_bytes) {
    auto site = std::make_shared<Site>(std::move(access), cache_bytes);
    return [site](const HttpRequest& request) { return site->handle(request); };
}

}  // namespace broadsheet
