// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How much each client has asked for lately: a bucket of tokens for each, which fills up again by and by.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace broadsheet {

/// May be used by any thread at the same time.
class ClientRates {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// A client may have `quota` at once and, in the long run, as much in every `window_s`. `clients_max` are
    /// remembered; when there are more, those who have asked for nothing the longest are forgotten.
    ClientRates(std::uint32_t quota, std::uint32_t window_s, std::size_t clients_max = 10'000);

    struct State {
        bool allowed = true;          ///< there was, or is, a token
        std::uint32_t remaining = 0;  ///< whole tokens left
        std::uint32_t wait_s = 0;     ///< until there is one; 0 if there is
        std::uint32_t full_s = 0;     ///< until the quota is whole again
    };
    /// Takes a token of the client of this address (client_network()), if there is one.
    State take(std::string_view address, Time now);
    /// The same without taking it.
    State look(std::string_view address, Time now);

    std::uint32_t quota() const { return quota_; }
    std::uint32_t window_s() const { return window_s_; }

private:
    struct Bucket {
        double tokens;
        Time filled;
    };

    Bucket& bucket_of(std::string_view address, Time now);
    State state_of(const Bucket& bucket, bool allowed) const;
    void forget_idle(Time now);

    const std::uint32_t quota_;
    const std::uint32_t window_s_;
    const std::size_t clients_max_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace broadsheet
