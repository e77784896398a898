// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a server knows of itself: shared by whoever runs it, who counts, and the addresses that tell of it.

#include "server/http/http_gauges.h"
#include "server/metrics/request_metrics.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet {

/// May be used by any thread.
struct ServerState {
    /// The patterns of the routes that will be asked for.
    explicit ServerState(const std::vector<std::string>& routes = {}) : requests(routes) {}

    HttpGauges http;
    RequestMetrics requests;
    HttpGauges::Gauge in_flight{0};     ///< requests
    std::atomic<bool> stopping{false};  ///< no longer ready: a proxy is to ask others
    std::uint64_t lag_max = 0;  ///< of a server that is ready: changes that the index lacks; 0: any. Set at the start
    const std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
};

}  // namespace broadsheet
