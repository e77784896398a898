// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How many requests each route has had, how they ended and how long they took. Counted without a lock.

#include "server/metrics/metrics_text.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadsheet {

/// May be used by any thread.
class RequestMetrics {
public:
    /// The patterns of all routes ("/api/v1/articles/{id}"); requests for others are counted together, as "none".
    explicit RequestMetrics(const std::vector<std::string>& routes);

    void count(std::string_view route, int status, std::chrono::nanoseconds took);

    /// Only of routes that were asked for: a hundred lines of nothing help nobody.
    void write(MetricsText& text) const;

private:
    static constexpr std::array bounds_s = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                            0.25,  0.5,    1.0,   2.5,  5.0,   10.0};
    static constexpr std::size_t classes = 5;  // 1xx to 5xx

    struct Route {
        std::array<std::atomic<std::uint64_t>, classes> by_class{};
        std::array<std::atomic<std::uint64_t>, bounds_s.size() + 1> by_time{};  ///< the last: longer than all
        std::atomic<std::uint64_t> nanoseconds{0};
    };

    Route& of(std::string_view route);

    std::vector<std::string> names_;  ///< sorted; the last is "none"
    std::unique_ptr<Route[]> routes_;
    std::unordered_map<std::string_view, std::size_t> places_;  ///< never changed after the constructor
};

}  // namespace broadsheet
