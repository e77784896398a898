// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/overview_endpoints.h"

#include "server/api/entity_tag.h"
#include "server/api/overview_reply.h"
#include "server/api/parameter_readers.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/pages/acronyms_page.h"
#include "server/pages/first_page.h"
#include "server/pages/overview_page.h"
#include "server/pages/problems_page.h"

#include <algorithm>

namespace broadsheet {
namespace {

using Captured = std::vector<std::string>;
using Overview = std::function<ArchiveOverview()>;

constexpr std::uint32_t latest_shown = 6;
constexpr std::size_t problems_at_once = 5;
/// Of what a query is narrowed by, all that makes sense for who had it first.
constexpr std::string_view first_parameters[] = {"q",       "searchIn", "from",     "to",  "sources",
                                                 "section", "author",   "language", "tag", "agency",
                                                 "place",   "year",     "exact",    "op"};

/// A page's number from 1 on; a fault otherwise.
std::variant<std::uint32_t, ParameterFault> page_number(const HttpRequest& request) {
    const auto given = request.parameter("page").value_or("");
    if (given.empty()) return 1U;
    const auto number = counting_number(given);
    if (!number || *number > 1'000'000) return *bad_value("page", given, "a whole number from 1 to 1000000");
    return *number;
}

/// A year or month that a period begins or ends with.
std::variant<std::optional<MonthNumber>, ParameterFault> month_bound(const HttpRequest& request,
                                                                     std::string_view name) {
    const auto given = request.parameter(name).value_or("");
    if (given.empty()) return std::optional<MonthNumber>();
    const auto date = parse_iso_date(given);
    if (!date || date->precision > DatePrecision::day)
        return *bad_value(name, given, "a year or a month, such as 2024-05");
    return std::optional(month_of(day_of(name == "to" ? end_of(*date) - 1 : date->utc_s)));
}

/// Pages of what changes without the index: their tag is of the page itself.
HttpResponse tagged_page(std::string html) {
    std::string tag = entity_tag({}, "overview.html", html);
    return page_reply(std::move(html), std::move(tag));
}

HttpResponse tagged_json(std::string body) {
    std::string tag = entity_tag({}, "overview.json", body);
    return json_reply(std::move(body), std::move(tag));
}

SearchReply latest(const ArchiveAccess& access) {
    SearchRequest request;
    request.sort = SortOrder::newest;
    request.limit = latest_shown;
    request.snippets = 0;
    request.facets = {FieldId::language};
    request.now_s = access.now_s();
    return access.search(request);
}

HttpResponse overview_page_reply(const ArchiveAccess& access, const HttpRequest& request, const Overview& overview) {
    constexpr std::string_view valid[] = {"from", "to", "page"};
    if (auto refused = refuse_others(request, valid)) return *refused;
    const auto page = page_number(request);
    if (const auto* fault = std::get_if<ParameterFault>(&page)) return refusal(*fault);
    OverviewView view;
    for (const auto& [name, bound] : {std::pair("from", &view.from), std::pair("to", &view.to)}) {
        const auto read = month_bound(request, name);
        if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
        *bound = std::get<std::optional<MonthNumber>>(read);
    }
    if (view.from && view.to && *view.from > *view.to)
        return refusal(*bad_value("to", *request.parameter("to"), "a month that isn't before 'from'"));
    view.source_page = std::get<std::uint32_t>(page);
    view.archive = overview();
    view.coverage = access.coverage();
    view.latest = latest(access);
    view.problems = access.problems(0, problems_at_once);
    view.last_run = access.last_run();
    view.reindex = access.reindex();
    return tagged_page(overview_page(view));
}

/// Of what is listed in pages: from what `make` makes of the page's number.
template <class Make>
HttpResponse listed_reply(const HttpRequest& request, const Make& make) {
    constexpr std::string_view valid[] = {"page"};
    if (auto refused = refuse_others(request, valid)) return *refused;
    const auto page = page_number(request);
    if (const auto* fault = std::get_if<ParameterFault>(&page)) return refusal(*fault);
    return make(std::get<std::uint32_t>(page));
}

ProblemList problems_of_page(const ArchiveAccess& access, std::uint32_t page) {
    return access.problems(std::size_t{page - 1} * problems_a_page, problems_a_page);
}

HttpResponse problems_page_reply(const ArchiveAccess& access, const HttpRequest& request, const Overview& overview) {
    return listed_reply(request, [&](std::uint32_t page) {
        return tagged_page(problems_page(problems_of_page(access, page), page, overview()));
    });
}

HttpResponse problems_reply(const ArchiveAccess& access, const HttpRequest& request) {
    return listed_reply(request, [&](std::uint32_t page) {
        return tagged_json(problems_json(problems_of_page(access, page), page, problems_a_page));
    });
}

HttpResponse coverage_reply(const ArchiveAccess& access, const HttpRequest& request) {
    return listed_reply(request,
                        [&](std::uint32_t page) { return tagged_json(coverage_json(*access.coverage(), page)); });
}

/// The search of /first; a refusal if it can't be read.
std::variant<SearchParameters, HttpResponse> first_search(const ArchiveAccess& access, const HttpRequest& request) {
    if (auto refused = refuse_others(request, first_parameters)) return *refused;
    auto read = read_search_parameters(request.parameters, access.now_s());
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    auto search = std::get<SearchParameters>(std::move(read));
    search.request.abandoned = request.client_gone;
    return search;
}

HttpResponse first_reply(const ArchiveAccess& access, const HttpRequest& request) {
    auto read = first_search(access, request);
    if (auto* refused = std::get_if<HttpResponse>(&read)) return std::move(*refused);
    const auto& search = std::get<SearchParameters>(read);
    if (search.request.text.empty())
        return refusal({400, "missing-parameter", "q", "'q' is the word or \"phrase\" to look for.", {}});
    return tagged_json(first_json(search, access.first_mentions(search.request)));
}

HttpResponse first_page_reply(const ArchiveAccess& access, const HttpRequest& request, const Overview& overview) {
    auto read = first_search(access, request);
    if (auto* refused = std::get_if<HttpResponse>(&read)) return std::move(*refused);
    const auto& search = std::get<SearchParameters>(read);
    const auto mentions = search.request.text.empty() ? FirstMentions{} : access.first_mentions(search.request);
    return tagged_page(first_page(search, mentions, overview()));
}

/// The first article that has an acronym and what it stands for.
std::optional<StoredArticle> first_with(const ArchiveAccess& access, const std::string& query) {
    SearchRequest request;
    request.text = query;
    request.sort = SortOrder::oldest;
    request.limit = 1;
    request.snippets = 0;
    request.now_s = access.now_s();
    auto reply = access.search(request);
    if (reply.hits.empty() || !reply.hits[0].article.published.known()) return std::nullopt;
    return std::move(reply.hits[0].article);
}

HttpResponse acronyms_page_reply(const ArchiveAccess& access, const HttpRequest& request, const Overview& overview) {
    constexpr std::string_view valid[] = {"q"};
    if (auto refused = refuse_others(request, valid)) return *refused;
    const auto read = read_search_parameters(request.parameters, access.now_s());
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    auto search = std::get<SearchParameters>(read);
    search.request.limit = 1;
    search.request.snippets = 0;
    AcronymsView view;
    view.query = search.request.text;
    if (view.query.empty()) {
        view.most_explained = access.acronyms();
    } else {
        for (auto& meaning : access.search(search.request).meanings) {
            auto first = first_with(access, meaning.only);
            view.meanings.push_back({std::move(meaning), std::move(first)});
        }
    }
    return tagged_page(acronyms_page(view, overview()));
}

}  // namespace

void add_overview_routes(Router& router, const ArchiveAccess& access, const Overview& overview) {
    using Page = HttpResponse (*)(const ArchiveAccess&, const HttpRequest&, const Overview&);
    using Json = HttpResponse (*)(const ArchiveAccess&, const HttpRequest&);
    const auto page = [&](std::string_view pattern, Page answer) {
        router.add("GET", pattern, [access, overview, answer](const HttpRequest& request, const Captured&) {
            return answer(access, request, overview);
        });
    };
    const auto json = [&](std::string_view pattern, Json answer) {
        router.add("GET", pattern,
                   [access, answer](const HttpRequest& request, const Captured&) { return answer(access, request); });
    };
    page("/overview", overview_page_reply);
    page("/overview/problems", problems_page_reply);
    page("/first", first_page_reply);
    page("/acronyms", acronyms_page_reply);
    json("/api/v1/problems", problems_reply);
    json("/api/v1/coverage", coverage_reply);
    json("/api/v1/first", first_reply);
}

}  // namespace broadsheet
