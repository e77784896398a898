// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/openapi_entries.h"

namespace broadsheet {

std::vector<Endpoint> operation_endpoint_entries() {
    constexpr std::string_view plain = "text/plain";
    constexpr EndpointParameter verbose = {"verbose", "query", R"({"type": "string"})",
                                           "Each check as JSON, whatever its value.", R"("1")"};
    return {
        {.method = "GET",
         .path = "/healthz",
         .group = "Service",
         .name = "health",
         .summary = "Is the server there?",
         .description = "Answers as long as the program runs. X-Uptime-Seconds says how long already.",
         .parameters = {},
         .search_parameters = {},
         .body = "",
         .replies = {{plain, ""}},
         .refusals = {},
         .conditional = false,
         .example = ""},
        {.method = "GET",
         .path = "/readyz",
         .group = "Service",
         .name = "readiness",
         .summary = "Can it answer searches?",
         .description =
             "503 while no index can be read, while the index lags too far behind, and once the server stops. With "
             "verbose, or Accept: application/json, each check with its name, state and detail.",
         .parameters = {verbose},
         .search_parameters = {},
         .body = "",
         .replies = {{plain, ""}, {json_type, ""}},
         .refusals = {400, 503},
         .conditional = false,
         .example = ""},
        {.method = "GET",
         .path = "/metrics",
         .group = "Service",
         .name = "metrics",
         .summary = "How is it doing?",
         .description =
             "Requests, connections, replies kept, index, runs of the indexer and the process, for Prometheus.",
         .parameters = {},
         .search_parameters = {},
         .body = "",
         .replies = {{plain, ""}},
         .refusals = {400},
         .conditional = false,
         .example = ""},
    };
}

}  // namespace broadsheet
