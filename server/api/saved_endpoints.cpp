// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/saved_endpoints.h"

#include "server/api/entity_tag.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/api/saved_body.h"
#include "server/api/saved_query.h"
#include "server/api/saved_reply.h"
#include "server/api/saved_state.h"
#include "server/http/problem.h"
#include "server/pages/saved_page.h"

#include <algorithm>

namespace broadsheet {
namespace {

using Captured = std::vector<std::string>;
using Answer = HttpResponse (*)(const ArchiveAccess&, const HttpRequest&, const Captured&);

HttpResponse no_search(std::string_view id) {
    return problem(404, "not-found", "There is no saved search " + std::string(id) + "; it may have been deleted.");
}

HttpResponse too_many() {
    return problem(409, "too-many",
                   "There are " + std::to_string(saved_searches_max) +
                       " saved searches, which is as many as are kept. "
                       "Delete one first.");
}

ArticleId newest_of(const ArchiveAccess& access) {
    return access.coverage()->newest;
}

/// What somebody says to have seen can't be newer than what is there.
void settle_seen(SavedSearches::Change& change, ArticleId newest) {
    if (change.seen_article) change.seen_article = std::min(*change.seen_article, newest);
}

/// Settles name and query as given; a fault if they can't be kept.
std::optional<ParameterFault> settle(SavedSearches::Change& change, std::int64_t now_s) {
    if (change.query) {
        auto query = settled_query(*change.query, now_s);
        if (const auto* fault = std::get_if<ParameterFault>(&query)) return *fault;
        change.query = std::get<std::string>(query);
    }
    if (change.name) {
        auto name = settled_name(*change.name, change.query.value_or(""), now_s);
        if (const auto* fault = std::get_if<ParameterFault>(&name)) return *fault;
        change.name = std::get<std::string>(name);
        if (change.name->empty()) change.name = "All articles";
    }
    return std::nullopt;
}

/// What the audit log calls it.
std::string object_of(const SavedSearch& saved) {
    return std::to_string(saved.id) + " " + saved.name;
}

std::variant<SavedSearch, HttpResponse> added(const ArchiveAccess& access, const HttpRequest& request,
                                              SavedSearches::Change wanted) {
    if (!wanted.name) wanted.name.emplace();
    if (!wanted.query) wanted.query.emplace();
    if (const auto fault = settle(wanted, access.now_s())) return refusal(*fault);
    auto saved = access.saved->add(*wanted.name, *wanted.query, access.now_s(), newest_of(access));
    if (!saved) return too_many();
    access.authority.note(request, "search.save", object_of(*saved));
    return std::move(*saved);
}

std::variant<SavedSearch, HttpResponse> changed(const ArchiveAccess& access, const HttpRequest& request,
                                                const std::string& id, SavedSearches::Change change) {
    if (const auto fault = settle(change, access.now_s())) return refusal(*fault);
    settle_seen(change, newest_of(access));
    const auto number = counting_number(id);
    auto saved = number ? access.saved->change(*number, change, access.now_s()) : std::nullopt;
    if (!saved) return no_search(id);
    access.authority.note(request, "search.change", object_of(*saved));
    return std::move(*saved);
}

HttpResponse json_of(const ArchiveAccess& access, const std::variant<SavedSearch, HttpResponse>& result, int status) {
    if (const auto* refused = std::get_if<HttpResponse>(&result)) return *refused;
    const auto& saved = std::get<SavedSearch>(result);
    HttpResponse response = json_reply(saved_json(state_of(saved, access, newest_of(access))));
    response.status = status;
    if (status == 201) response.headers.emplace_back("Location", "/api/v1/searches/" + std::to_string(saved.id));
    return response;
}

HttpResponse list(const ArchiveAccess& access, const HttpRequest& request, const Captured&) {
    if (auto refused = refuse_others(request, {})) return *refused;
    const ArticleId newest = newest_of(access);
    return json_reply(saved_list_json(states_of(access.saved->all(), access, newest), newest));
}

HttpResponse one(const ArchiveAccess& access, const HttpRequest& request, const Captured& captured) {
    if (auto refused = refuse_others(request, {})) return *refused;
    const auto number = counting_number(captured.at(0));
    const auto saved = number ? access.saved->find(*number) : std::nullopt;
    return saved ? json_of(access, *saved, 200) : no_search(captured.at(0));
}

HttpResponse add(const ArchiveAccess& access, const HttpRequest& request, const Captured&) {
    auto body = read_saved_body(request, "query");
    if (const auto* refused = std::get_if<HttpResponse>(&body)) return *refused;
    return json_of(access, added(access, request, std::get<SavedSearches::Change>(body)), 201);
}

HttpResponse change(const ArchiveAccess& access, const HttpRequest& request, const Captured& captured) {
    auto body = read_saved_body(request, "");
    if (const auto* refused = std::get_if<HttpResponse>(&body)) return *refused;
    return json_of(access, changed(access, request, captured.at(0), std::get<SavedSearches::Change>(body)), 200);
}

HttpResponse remove(const ArchiveAccess& access, const HttpRequest& request, const Captured& captured) {
    const auto number = counting_number(captured.at(0));
    if (!number || !access.saved->remove(*number)) return no_search(captured.at(0));
    access.authority.note(request, "search.delete", captured.at(0));
    HttpResponse response;
    response.status = 204;
    return response;
}

/// Where a form leads when it is done: a page that may be loaded again.
HttpResponse see_other(const std::string& url) {
    HttpResponse response;
    response.status = 303;
    response.headers.emplace_back("Location", url);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

HttpResponse back_to(const std::variant<SavedSearch, HttpResponse>& result) {
    if (const auto* refused = std::get_if<HttpResponse>(&result)) return *refused;
    return see_other("/saved#s" + std::to_string(std::get<SavedSearch>(result).id));
}

/// One that is kept already: a second click isn't meant to keep another.
std::optional<SavedSearch> same_search(const ArchiveAccess& access, SavedSearches::Change wanted) {
    if (settle(wanted, access.now_s())) return std::nullopt;
    for (const SavedSearch& saved : access.saved->all())
        if (saved.query == wanted.query) return saved;
    return std::nullopt;
}

HttpResponse add_by_form(const ArchiveAccess& access, const HttpRequest& request, const Captured&) {
    const auto form = read_form(request);
    if (const auto* refused = std::get_if<HttpResponse>(&form)) return *refused;
    const auto& fields = std::get<ParameterList>(form);
    SavedSearches::Change wanted;
    wanted.name = value_of(fields, "name");
    wanted.query = value_of(fields, "query");
    if (const auto known = same_search(access, wanted)) return back_to(*known);
    return back_to(added(access, request, std::move(wanted)));
}

/// `do` says what: rename (with name), seen (with newest), delete.
HttpResponse change_by_form(const ArchiveAccess& access, const HttpRequest& request, const Captured& captured) {
    const auto form = read_form(request);
    if (const auto* refused = std::get_if<HttpResponse>(&form)) return *refused;
    const auto& fields = std::get<ParameterList>(form);
    const std::string action = value_of(fields, "do");
    SavedSearches::Change change;
    if (action == "delete") {
        const HttpResponse gone = remove(access, request, captured);
        return gone.status == 204 ? see_other("/saved") : gone;
    }
    if (action == "seen") {
        const auto newest = article_id(value_of(fields, "newest"));
        if (!newest) return see_other("/saved");
        change.seen_article = newest;
    } else if (action == "rename" && !value_of(fields, "name").empty()) {
        change.name = value_of(fields, "name");
    } else {
        return refusal({400, "bad-value", "do", "A saved search can be renamed (with a name), seen or deleted.", {}});
    }
    return back_to(changed(access, request, captured.at(0), std::move(change)));
}

HttpResponse page(const ArchiveAccess& access, const HttpRequest& request, const ArchiveOverview& overview) {
    if (auto refused = refuse_others(request, {})) return *refused;
    const ArticleId newest = newest_of(access);
    const bool may_write = !access.authority.refuse_need(request, Need::saving);
    HttpResponse response =
        page_reply(saved_page(states_of(access.saved->all(), access, newest), newest, may_write, overview));
    // Else browsers would hide where the forms of the page come from, and they would be refused.
    response.headers.emplace_back("Referrer-Policy", "same-origin");
    return response;
}

}  // namespace

void add_saved_routes(Router& router, const ArchiveAccess& access, const std::function<ArchiveOverview()>& overview) {
    const auto reads = [&](std::string_view pattern, Answer answer) {
        router.add("GET", pattern, [access, answer](const HttpRequest& request, const Captured& captured) {
            return answer(access, request, captured);
        });
    };
    const auto writes = [&](std::string method, std::string_view pattern, Answer answer) {
        router.add(std::move(method), pattern, [access, answer](const HttpRequest& request, const Captured& captured) {
            if (auto refused = refuse_others(request, {})) return *refused;
            return answer(access, request, captured);
        });
    };
    reads("/api/v1/searches", list);
    reads("/api/v1/searches/{id}", one);
    writes("POST", "/api/v1/searches", add);
    writes("PATCH", "/api/v1/searches/{id}", change);
    writes("DELETE", "/api/v1/searches/{id}", remove);
    writes("POST", "/saved", add_by_form);
    writes("POST", "/saved/{id}", change_by_form);
    router.add("GET", "/saved", [access, overview](const HttpRequest& request, const Captured&) {
        return page(access, request, overview());
    });
}

}  // namespace broadsheet
