// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin_endpoints.h"

#include "server/api/job_reply.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/api/saved_body.h"
#include "server/http/problem.h"
#include "server/pages/admin_page.h"
#include "server/schedule/job_queue.h"

#include <charconv>

namespace broadsheet {
namespace {

constexpr std::size_t jobs_shown_max = 20, runs_shown_max = 10;

HttpResponse page(const ArchiveAccess& access, const HttpRequest&) {
    AdminView view;
    view.archive = access.overview();
    view.runs = access.runs(runs_shown_max);
    const ArchiveSizes sizes = access.sizes();
    view.record_bytes = sizes.record_bytes;
    view.index_bytes = sizes.index_bytes;
    if (access.jobs) {
        view.jobs = access.jobs->jobs();
        if (view.jobs.size() > jobs_shown_max) view.jobs.resize(jobs_shown_max);
        view.next_s = access.jobs->next_s();
        view.scheduled = access.jobs->is_scheduled();
        view.has_sources = access.jobs->can_reindex();
    }
    HttpResponse response = page_reply(admin_page(view));
    // Else browsers would hide where the forms of the page come from, and they would be refused.
    response.headers.emplace_back("Referrer-Policy", "same-origin");
    return response;
}

/// Back to the page, which may be loaded again.
HttpResponse back() {
    HttpResponse response;
    response.status = 303;
    response.headers.emplace_back("Location", "/admin");
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

/// `do` says what: reindex, or cancel (with job).
HttpResponse act(const ArchiveAccess& access, const HttpRequest& request) {
    const auto form = read_form(request);
    if (const auto* refused = std::get_if<HttpResponse>(&form)) return *refused;
    const auto& fields = std::get<ParameterList>(form);
    const std::string action = value_of(fields, "do"), number = value_of(fields, "job");
    if (!access.jobs) return no_jobs();
    if (action == "reindex" && access.jobs->can_reindex()) {
        const Job job = access.jobs->reindex("request");
        access.authority.note(request, "reindex", "job " + std::to_string(job.id));
        return back();
    }
    std::int64_t id = 0;
    std::from_chars(number.data(), number.data() + number.size(), id);
    if (action != "cancel")
        return refusal({400, "bad-value", "do", "A job can be cancelled, and the sources can be read again.", {}});
    // One that has ended meanwhile is shown as such.
    if (access.jobs->cancel(id) == JobQueue::Cancelled::yes) access.authority.note(request, "job.cancel", number);
    return back();
}

}  // namespace

void add_admin_routes(Router& router, const ArchiveAccess& access) {
    using Answer = HttpResponse (*)(const ArchiveAccess&, const HttpRequest&);
    const auto add = [&](std::string method, Answer answer) {
        router.add(std::move(method), "/admin",
                   [access, answer](const HttpRequest& request, const std::vector<std::string>&) {
                       if (auto refused = access.authority.refuse(request, Scope::admin)) return *refused;
                       if (auto refused = refuse_others(request, {})) return *refused;
                       return answer(access, request);
                   });
    };
    add("GET", page);
    add("POST", act);
}

}  // namespace broadsheet
