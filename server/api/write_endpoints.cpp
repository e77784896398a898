// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/write_endpoints.h"

#include "server/api/job_reply.h"
#include "server/api/posted_articles.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/http/problem.h"
#include "server/schedule/job_queue.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>

namespace broadsheet {
namespace {

using Captured = std::vector<std::string>;
using Answer = HttpResponse (*)(const ArchiveAccess&, const HttpRequest&, const Captured&);

/// Requests that may wait for the end of their job at a time: each holds a worker.
constexpr int waiting_max = 8;

/// The job as it is, or as it is when it has ended if the client waits for that.
HttpResponse reply_in_time(const ArchiveAccess& access, const HttpRequest& request, Job job) {
    static std::atomic<int> waiting = 0;
    const std::int64_t wait_s = preferred_wait_s(request);
    if (wait_s == 0) return job_reply(job);
    if (++waiting <= waiting_max)
        if (auto waited = access.jobs->wait(job.id, std::chrono::seconds(wait_s), request.client_gone))
            job = std::move(*waited);
    --waiting;
    HttpResponse response = job_reply(job);
    response.headers.emplace_back("Preference-Applied", "wait=" + std::to_string(wait_s));
    return response;
}

HttpResponse post_articles(const ArchiveAccess& access, const HttpRequest& request, const Captured&) {
    const auto checked = check_posted(request);
    if (const auto* refused = std::get_if<HttpResponse>(&checked)) return *refused;
    const Job job = access.jobs->submit(std::get<RequestKind>(checked), request.body);
    access.authority.note(request, "article.add", "job " + std::to_string(job.id));
    return reply_in_time(access, request, job);
}

HttpResponse delete_article(const ArchiveAccess& access, const HttpRequest& request, const Captured& captured) {
    const auto id = article_id(captured.at(0));
    const Standing standing = id ? access.standing(*id) : Standing::unknown;
    if (standing == Standing::unknown) return no_article(captured.at(0));
    if (standing == Standing::taken_down)
        return problem(410, "gone",
                       "Article " + captured.at(0) + " has been removed already. `broadsheet remove --undo " +
                           captured.at(0) + "` brings it back.");
    const Job job = access.jobs->submit(RequestKind::take_down, std::to_string(id->value) + "\n");
    access.authority.note(request, "article.remove", std::to_string(id->value));
    return reply_in_time(access, request, job);
}

HttpResponse post_reindex(const ArchiveAccess& access, const HttpRequest& request, const Captured&) {
    if (!access.jobs->can_reindex())
        return problem(409, "no-source",
                       "The server has no folder to index: start it with `broadsheet serve --source PATH`.");
    const Job job = access.jobs->reindex("request");
    access.authority.note(request, "reindex", "job " + std::to_string(job.id));
    return reply_in_time(access, request, job);
}

HttpResponse list(const ArchiveAccess& access, const HttpRequest&, const Captured&) {
    return json_reply(job_list_json(access.jobs->jobs(), access.jobs->next_s()));
}

std::optional<std::int64_t> job_number(const std::string& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number <= 0) return std::nullopt;
    return number;
}

HttpResponse one(const ArchiveAccess& access, const HttpRequest&, const Captured& captured) {
    const auto id = job_number(captured.at(0));
    const auto job = id ? access.jobs->find(*id) : std::nullopt;
    return job ? json_reply(job_json(*job)) : no_job(captured.at(0));
}

HttpResponse cancel(const ArchiveAccess& access, const HttpRequest& request, const Captured& captured) {
    const auto id = job_number(captured.at(0));
    switch (id ? access.jobs->cancel(*id) : JobQueue::Cancelled::unknown) {
        case JobQueue::Cancelled::yes:
            break;
        case JobQueue::Cancelled::unknown:
            return no_job(captured.at(0));
        case JobQueue::Cancelled::finished:
            return problem(409, "finished", "Job " + captured.at(0) + " has ended already.");
        case JobQueue::Cancelled::under_way:
            return problem(409, "under-way", "What was posted is being taken in: that can't be stopped half-way.");
    }
    access.authority.note(request, "job.cancel", captured.at(0));
    const auto job = access.jobs->find(*id);
    return job ? job_reply(*job) : no_job(captured.at(0));
}

}  // namespace

void add_write_routes(Router& router, const ArchiveAccess& access) {
    const auto add = [&](std::string method, std::string_view pattern, Scope scope, Answer answer) {
        router.add(std::move(method), pattern,
                   [access, scope, answer](const HttpRequest& request, const Captured& captured) {
                       if (auto refused = access.authority.refuse(request, scope)) return *refused;
                       if (auto refused = refuse_others(request, {})) return *refused;
                       if (!access.jobs) return no_jobs();
                       return answer(access, request, captured);
                   });
    };
    add("POST", "/api/v1/articles", Scope::write, post_articles);
    add("DELETE", "/api/v1/articles/{id}", Scope::write, delete_article);
    add("POST", "/api/v1/reindex", Scope::admin, post_reindex);
    add("GET", "/api/v1/jobs", Scope::admin, list);
    add("GET", "/api/v1/jobs/{id}", Scope::write, one);  // whoever has posted watches
    add("DELETE", "/api/v1/jobs/{id}", Scope::admin, cancel);
}

}  // namespace broadsheet
