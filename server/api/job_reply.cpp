// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/job_reply.h"

#include "engine/article/date.h"
#include "server/api/json_writer.h"
#include "server/api/replies.h"
#include "server/http/problem.h"
#include "server/schedule/job_queue.h"

#include <algorithm>
#include <charconv>

namespace broadsheet {
namespace {

constexpr std::int64_t wait_s_max = 30;

void write_time(JsonWriter& json, std::string_view name, const std::optional<std::int64_t>& time_s) {
    json.key(name);
    json.string_or_null(time_s ? to_iso_utc(*time_s) : std::string());
}

void write_progress(JsonWriter& json, const std::optional<JobProgress>& progress) {
    json.key("progress");
    if (!progress) return json.null();
    json.begin_object();
    json.number_member("files", progress->files);
    json.number_member("filesTotal", progress->files_total);
    json.number_member("bytes", progress->bytes);
    json.number_member("bytesTotal", progress->bytes_total);
    json.number_member("articles", progress->articles);
    json.number_member("seconds", progress->seconds);
    json.end_object();
}

void write_counts(JsonWriter& json, const std::optional<JobCounts>& counts) {
    json.key("counts");
    if (!counts) return json.null();
    json.begin_object();
    json.number_member("scanned", counts->scanned);
    json.number_member("added", counts->added);
    json.number_member("updated", counts->updated);
    json.number_member("unchanged", counts->unchanged);
    json.number_member("removed", counts->removed);
    json.number_member("rejected", counts->rejected);
    json.end_object();
}

void write(JsonWriter& json, const Job& job) {
    json.begin_object();
    json.number_member("id", job.id);
    json.string_member("kind", name_of(job.kind));
    json.string_member("state", name_of(job.state));
    json.string_member("cause", job.cause);
    write_time(json, "createdAt", job.created_s);
    write_time(json, "startedAt", job.started_s);
    write_time(json, "finishedAt", job.finished_s);
    json.key("waitsForArchive");
    json.boolean(job.waits_for_archive);
    write_progress(json, job.progress);
    write_counts(json, job.counts);
    json.key("articles");
    json.begin_array();
    for (const std::uint32_t id : job.articles) json.number(id);
    json.end_array();
    json.key("problems");
    json.begin_array();
    for (const JobProblem& problem : job.problems) {
        json.begin_object();
        json.string_member("location", problem.location);
        json.string_member("reason", problem.reason);
        json.end_object();
    }
    json.end_array();
    json.key("error");
    json.string_or_null(job.error);
    json.key("links");
    json.begin_object();
    json.string_member("self", job_address(job));
    json.end_object();
    json.end_object();
}

}  // namespace

std::string job_json(const Job& job) {
    JsonWriter json;
    write(json, job);
    return json.take();
}

std::string job_list_json(const std::vector<Job>& jobs, std::optional<std::int64_t> next_s) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    write_time(json, "nextAt", next_s);
    json.key("jobs");
    json.begin_array();
    for (const Job& job : jobs) write(json, job);
    json.end_array();
    json.end_object();
    return json.take();
}

HttpResponse job_reply(const Job& job) {
    HttpResponse response = json_reply(job_json(job));
    response.status = job.finished() ? 200 : 202;
    response.headers.emplace_back("Location", job_address(job));
    return response;
}

std::string job_address(const Job& job) {
    return "/api/v1/jobs/" + std::to_string(job.id);
}

std::int64_t preferred_wait_s(const HttpRequest& request) {
    for (const auto& [name, value] : request.headers) {
        if (name != "prefer") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            std::string_view one = rest.substr(0, comma);
            rest.remove_prefix(std::min(comma + 1, rest.size()));
            one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
            if (!one.starts_with("wait=")) continue;
            one.remove_prefix(5);
            std::int64_t seconds = 0;
            if (std::from_chars(one.data(), one.data() + one.size(), seconds).ec == std::errc())
                return std::clamp<std::int64_t>(seconds, 0, wait_s_max);
        }
    }
    return 0;
}

HttpResponse no_job(std::string_view id) {
    return problem(404, "not-found",
                   "There is no job " + std::string(id) + ". The server remembers the newest " +
                       std::to_string(finished_jobs_max) + " finished ones since it was started.");
}

HttpResponse no_jobs() {
    return problem(503, "read-only", "This server only reads the archive: it has nothing that would change it.");
}

}  // namespace broadsheet
