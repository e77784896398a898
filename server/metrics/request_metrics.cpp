// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/request_metrics.h"

#include <algorithm>

namespace broadsheet {

RequestMetrics::RequestMetrics(const std::vector<std::string>& routes) : names_(routes) {
    std::ranges::sort(names_);
    const auto repeated = std::ranges::unique(names_);
    names_.erase(repeated.begin(), repeated.end());
    names_.emplace_back("none");
    routes_ = std::make_unique<Route[]>(names_.size());
    for (std::size_t i = 0; i < names_.size(); ++i) places_.emplace(names_[i], i);
}

RequestMetrics::Route& RequestMetrics::of(std::string_view route) {
    const auto found = places_.find(route);
    return routes_[found == places_.end() ? names_.size() - 1 : found->second];
}

void RequestMetrics::count(std::string_view route, int status, std::chrono::nanoseconds took) {
    Route& stats = of(route);
    const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bound = std::ranges::lower_bound(bounds_s, seconds);
    const auto relaxed = std::memory_order_relaxed;
    stats.by_class[status_class].fetch_add(1, relaxed);
    stats.by_time[static_cast<std::size_t>(bound - bounds_s.begin())].fetch_add(1, relaxed);
    stats.nanoseconds.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0)), relaxed);
}

void RequestMetrics::write(MetricsText& text) const {
    constexpr std::array<std::string_view, classes> class_names = {"1xx", "2xx", "3xx", "4xx", "5xx"};
    text.family("broadsheet_http_requests_total", "counter", "Requests by route and class of status.");
    for (std::size_t i = 0; i < names_.size(); ++i) {
        for (std::size_t c = 0; c < classes; ++c) {
            if (const auto count = routes_[i].by_class[c].load(); count != 0)
                text.sample(static_cast<double>(count),
                            {{"route", names_[i]}, {"status", std::string(class_names[c])}});
        }
    }
    text.family("broadsheet_http_request_duration_seconds", "histogram",
                "Time until the reply was ready to be sent, by route.");
    for (std::size_t i = 0; i < names_.size(); ++i) {
        // Read once: what is counted meanwhile must not make the sum differ from its parts.
        std::array<std::uint64_t, bounds_s.size() + 1> counts{};
        std::uint64_t total = 0;
        for (std::size_t b = 0; b < counts.size(); ++b) total += counts[b] = routes_[i].by_time[b].load();
        if (total == 0) continue;
        std::uint64_t so_far = 0;
        for (std::size_t b = 0; b < bounds_s.size(); ++b) {
            so_far += counts[b];
            text.sample(static_cast<double>(so_far), {{"route", names_[i]}, {"le", metrics_number(bounds_s[b])}},
                        "_bucket");
        }
        text.sample(static_cast<double>(total), {{"route", names_[i]}, {"le", "+Inf"}}, "_bucket");
        text.sample(static_cast<double>(routes_[i].nanoseconds.load()) / 1e9, {{"route", names_[i]}}, "_sum");
        text.sample(static_cast<double>(total), {{"route", names_[i]}}, "_count");
    }
}

}  // namespace broadsheet
