// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a server knows of its connections at this moment, for those who watch it. Written without a lock.

#include <atomic>
#include <cstdint>
#include <utility>

namespace broadsheet {

struct HttpGauges {
    using Gauge = std::atomic<std::int64_t>;

    Gauge open{0};     ///< connections
    Gauge parked{0};   ///< of them idle or unfinished, without a worker
    Gauge queued{0};   ///< of them waiting for a worker
    Gauge working{0};  ///< workers that have one
    Gauge workers{0};
    std::atomic<std::uint64_t> accepted{0};    ///< connections, since the start
    std::atomic<std::uint64_t> overloaded{0};  ///< of them turned away because there was no room
    std::atomic<std::uint64_t> refused{0};     ///< requests that were none, came too slowly or broke a limit
    std::atomic<std::uint64_t> answered{0};    ///< requests
};

/// Counts one up for as long as it lives.
class GaugeHold {
public:
    GaugeHold() = default;
    explicit GaugeHold(HttpGauges::Gauge& gauge) : gauge_(&gauge) { ++gauge; }
    GaugeHold(GaugeHold&& other) noexcept : gauge_(std::exchange(other.gauge_, nullptr)) {}
    GaugeHold& operator=(GaugeHold&& other) noexcept {
        std::swap(gauge_, other.gauge_);
        return *this;
    }
    ~GaugeHold() {
        if (gauge_) --*gauge_;
    }

private:
    HttpGauges::Gauge* gauge_ = nullptr;
};

}  // namespace broadsheet
