// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/client_limits.h"

#include "server/http/client_address.h"
#include "server/http/client_rates.h"
#include "server/http/problem.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace broadsheet {
namespace {

void tell(HttpResponse& response, const ClientRates& rates, const ClientRates::State& state) {
    response.headers.emplace_back(
        "RateLimit-Policy", "\"client\";q=" + std::to_string(rates.quota()) + ";w=" + std::to_string(rates.window_s()));
    response.headers.emplace_back(
        "RateLimit", "\"client\";r=" + std::to_string(state.remaining) + ";t=" + std::to_string(state.full_s));
}

HttpResponse too_fast(const ClientRates::State& state) {
    const std::string wait = std::to_string(std::max(state.wait_s, 1U));
    HttpResponse response =
        problem(429, "rate-limited", "This client asks too often; ask again in " + wait + " seconds.");
    response.headers.emplace_back("Retry-After", wait);
    return response;
}

}  // namespace

HttpHandler with_client_limits(HttpHandler handler, std::uint32_t requests_a_second,
                               std::vector<std::string_view> free_paths) {
    if (requests_a_second == 0) return handler;
    auto rates = std::make_shared<ClientRates>(requests_a_second * rate_window_s, rate_window_s);
    return [handler = std::move(handler), rates, free_paths = std::move(free_paths)](const HttpRequest& request) {
        const bool is_free = std::ranges::find(free_paths, request.path) != free_paths.end();
        if (is_free || is_loopback(request.remote_address)) return handler(request);
        const auto state = rates->take(request.remote_address, std::chrono::steady_clock::now());
        HttpResponse response = state.allowed ? handler(request) : too_fast(state);
        tell(response, *rates, state);
        return response;
    };
}

}  // namespace broadsheet
