// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/operation_endpoints.h"

#include "server/api/json_writer.h"
#include "server/api/operation_metrics.h"
#include "server/api/readiness.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/metrics/server_state.h"

namespace broadsheet {
namespace {

using Captured = std::vector<std::string>;

HttpResponse health_reply(const ArchiveAccess& access) {
    const auto running = std::chrono::steady_clock::now() - access.server->started;
    HttpResponse response = text_reply("ok\n");
    response.headers.emplace_back("X-Uptime-Seconds",
                                  std::to_string(std::chrono::duration_cast<std::chrono::seconds>(running).count()));
    return response;
}

std::string json_of(const std::vector<ReadinessCheck>& checks) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", is_ready(checks) ? "ready" : "not ready");
    json.key("checks");
    json.begin_array();
    for (const ReadinessCheck& check : checks) {
        json.begin_object();
        json.string_member("name", check.name);
        json.string_member("state", name_of(check.state));
        json.string_member("detail", check.detail);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take() + "\n";
}

/// The first line says it all; below it whatever isn't as it should be.
std::string text_of(const std::vector<ReadinessCheck>& checks) {
    std::string text = is_ready(checks) ? "ready" : "not ready";
    for (const ReadinessCheck& check : checks) {
        if (check.name == "index" && check.state == CheckState::ok) text += ", " + check.detail;
    }
    text += "\n";
    for (const ReadinessCheck& check : checks) {
        if (check.state != CheckState::ok)
            text += std::string(check.name) + ": " + std::string(name_of(check.state)) + ": " + check.detail + "\n";
    }
    return text;
}

HttpResponse readiness_reply(const ArchiveAccess& access, const HttpRequest& request) {
    constexpr std::string_view valid[] = {"verbose"};
    if (auto refused = refuse_others(request, valid)) return *refused;
    const auto checks = readiness_checks(access);
    const bool wants_json = request.parameter("verbose") ||
                            request.header("accept").value_or("").find("application/json") != std::string::npos;
    HttpResponse response = text_reply(wants_json ? json_of(checks) : text_of(checks));
    if (wants_json) response.content_type = "application/json";
    response.headers.emplace_back("Vary", "Accept");
    if (is_ready(checks)) return response;
    response.status = 503;
    response.headers.emplace_back("Retry-After", "5");
    return response;
}

}  // namespace

void add_operation_routes(Router& router, const ArchiveAccess& access, const ReplyCache& replies) {
    router.add("GET", "/healthz", [access](const HttpRequest&, const Captured&) { return health_reply(access); });
    router.add("GET", "/readyz",
               [access](const HttpRequest& request, const Captured&) { return readiness_reply(access, request); });
    router.add("GET", "/metrics", [access, &replies](const HttpRequest& request, const Captured&) {
        if (auto refused = refuse_others(request, {})) return *refused;
        HttpResponse response = text_reply(metrics_text(access, replies));
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return response;
    });
}

}  // namespace broadsheet
