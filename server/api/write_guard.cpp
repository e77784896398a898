// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/write_guard.h"

#include "server/api/authority.h"

#include "server/http/host_list.h"
#include "server/http/problem.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// What proxies add: behind one, everybody seems to be at this machine.
constexpr std::string_view proxy_headers[] = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"};

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address.starts_with("::ffff:127.") || address == "::1";
}

bool came_straight(const HttpRequest& request) {
    return std::ranges::none_of(proxy_headers, [&](std::string_view name) { return request.header(name).has_value(); });
}

bool names_this_machine(const HttpRequest& request) {
    const auto host = host_name(request.header("host").value_or(""));
    return host && is_listed_host(*host, {"127.0.0.1", "localhost", "::1"});
}

/// Browsers say who has made a request; programs say nothing.
bool is_from_elsewhere(const HttpRequest& request) {
    if (const auto site = request.header("sec-fetch-site")) return *site != "same-origin" && *site != "none";
    const auto origin = request.header("origin");
    if (!origin) return false;
    const std::string own = "http://" + std::string(request.header("host").value_or(""));
    return *origin != own;
}

}  // namespace

std::optional<HttpResponse> refuse_writer(const HttpRequest& request) {
    if (is_from_elsewhere(request))
        return problem(403, "cross-site", "Only pages of this server and programs may change saved searches.");
    if (!is_loopback(request.remote_address) || !came_straight(request) || !names_this_machine(request))
        return problem(403, "not-local",
                       "Saved searches can be changed only at the machine that serves the archive, by way of "
                       "http://localhost or its loopback address. Everybody may read them.");
    return std::nullopt;
}

Authority local_authority() {
    return {[](const HttpRequest& request, Scope scope) {
                return scope == Scope::read ? std::nullopt : refuse_writer(request);
            },
            [](const HttpRequest&, std::string_view, std::string_view) {}};
}

}  // namespace broadsheet
