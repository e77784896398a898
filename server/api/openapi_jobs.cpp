// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/openapi_entries.h"

namespace broadsheet {
namespace {

constexpr EndpointParameter article_number = {"id", "path", R"({"$ref": "#/components/schemas/ArticleId"})",
                                              "The number of the article.", "1"};
constexpr EndpointParameter job_number = {"id", "path", R"({"type": "integer", "minimum": 1})",
                                          "The number of the job.", "1796313612345"};

std::vector<Endpoint> changing_entries() {
    return {
        {.method = "POST",
         .path = "/api/v1/articles",
         .group = "Changing the archive",
         .name = "addArticles",
         .summary = "Add articles",
         .description =
             "One object, an array, {\"articles\": […]}, or an object a line as application/x-ndjson; names of "
             "fields as in files of JSON. 202 means that they are kept and survive anything; with Prefer: "
             "wait=N (seconds, at most 30) the reply comes when they can be found. An article with the same "
             "url, or id and source, is an update.",
         .parameters = {},
         .search_parameters = {},
         .body = "PostedArticles",
         .replies = {{json_type, "Job", 202}, {json_type, "Job", 200}},
         .refusals = {400, 403, 413, 415, 503},
         .conditional = false,
         .example = ""},
        {.method = "DELETE",
         .path = "/api/v1/articles/{id}",
         .group = "Changing the archive",
         .name = "removeArticle",
         .summary = "Remove an article",
         .description =
             "It stays away, whatever files hold it, until `broadsheet remove --undo` brings it back. 410: it "
             "has been removed before.",
         .parameters = {article_number},
         .search_parameters = {},
         .body = "",
         .replies = {{json_type, "Job", 202}, {json_type, "Job", 200}},
         .refusals = {400, 403, 404, 410, 503},
         .conditional = false,
         .example = ""},
        {.method = "POST",
         .path = "/api/v1/reindex",
         .group = "Changing the archive",
         .name = "reindex",
         .summary = "Read the sources again",
         .description = "The job that waits already, if one does. 409: the server has no --source.",
         .parameters = {},
         .search_parameters = {},
         .body = "",
         .replies = {{json_type, "Job", 202}, {json_type, "Job", 200}},
         .refusals = {400, 403, 409, 503},
         .conditional = false,
         .example = ""},
    };
}

std::vector<Endpoint> watching_entries() {
    return {
        {.method = "GET",
         .path = "/api/v1/jobs",
         .group = "Changing the archive",
         .name = "jobs",
         .summary = "What is done to the archive",
         .description = "One job runs at a time. The newest 100 finished ones are remembered until the server stops.",
         .parameters = {},
         .search_parameters = {},
         .body = "",
         .replies = {{json_type, "JobsReply"}},
         .refusals = {400, 403, 503},
         .conditional = false,
         .example = ""},
        {.method = "GET",
         .path = "/api/v1/jobs/{id}",
         .group = "Changing the archive",
         .name = "job",
         .summary = "One job",
         .description = "With its progress.",
         .parameters = {job_number},
         .search_parameters = {},
         .body = "",
         .replies = {{json_type, "Job"}},
         .refusals = {400, 403, 404, 503},
         .conditional = false,
         .example = ""},
        {.method = "DELETE",
         .path = "/api/v1/jobs/{id}",
         .group = "Changing the archive",
         .name = "cancelJob",
         .summary = "Cancel it",
         .description =
             "A job that waits is never begun; a reindexing that runs is ended, and keeps what it has. 409: it "
             "has ended, or is taking in what was posted.",
         .parameters = {job_number},
         .search_parameters = {},
         .body = "",
         .replies = {{json_type, "Job", 202}, {json_type, "Job", 200}},
         .refusals = {400, 403, 404, 409, 503},
         .conditional = false,
         .example = ""},
    };
}

}  // namespace

std::vector<Endpoint> job_endpoint_entries() {
    std::vector<Endpoint> entries = changing_entries();
    for (Endpoint& entry : watching_entries()) entries.push_back(std::move(entry));
    return entries;
}

}  // namespace broadsheet
