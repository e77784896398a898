// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/request_origin.h"

#include "server/api/base_address.h"
#include "server/http/client_address.h"
#include "server/http/host_list.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// What proxies add: behind one, everybody seems to be at this machine.
constexpr std::string_view proxy_headers[] = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"};

bool came_straight(const HttpRequest& request) {
    return std::ranges::none_of(proxy_headers, [&](std::string_view name) { return request.header(name).has_value(); });
}

bool names_this_machine(const HttpRequest& request) {
    const auto host = host_name(request.header("host").value_or(""));
    return host && is_listed_host(*host, {"127.0.0.1", "localhost", "::1"});
}

}  // namespace

bool is_at_this_machine(const HttpRequest& request) {
    return is_loopback(request.remote_address) && came_straight(request) && names_this_machine(request);
}

bool is_from_elsewhere(const HttpRequest& request) {
    if (const auto site = request.header("sec-fetch-site")) return *site != "same-origin" && *site != "none";
    const auto origin = request.header("origin");
    return origin && *origin != base_address(request);
}

}  // namespace broadsheet
