// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Jobs as REST tells them.

#include "server/http/http.h"
#include "server/schedule/job.h"

#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

std::string job_json(const Job& job);
std::string job_list_json(const std::vector<Job>& jobs, std::optional<std::int64_t> next_s);

/// The job, with its Location: 200 if it has finished, 202 if not.
HttpResponse job_reply(const Job& job);

/// "/api/v1/jobs/1796313612345"
std::string job_address(const Job& job);

/// Seconds that the client is willing to wait for the end, by `Prefer: wait=N` (RFC 7240); 0 if it doesn't say so. At
/// most 30.
std::int64_t preferred_wait_s(const HttpRequest& request);

/// 404 for a job that isn't remembered.
HttpResponse no_job(std::string_view id);

/// 503: this server changes nothing.
HttpResponse no_jobs();

}  // namespace broadsheet
