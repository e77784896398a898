// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/client_rates.h"

#include "server/http/client_address.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace broadsheet {
namespace {

double seconds(std::chrono::steady_clock::duration time) {
    return std::chrono::duration<double>(time).count();
}

}  // namespace

ClientRates::ClientRates(std::uint32_t quota, std::uint32_t window_s, std::size_t clients_max)
    : quota_(std::max(quota, 1U)),
      window_s_(std::max(window_s, 1U)),
      clients_max_(std::max<std::size_t>(clients_max, 1)) {}

ClientRates::State ClientRates::take(std::string_view address, Time now) {
    const std::lock_guard lock(mutex_);
    Bucket& bucket = bucket_of(address, now);
    const bool allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    return state_of(bucket, allowed);
}

ClientRates::State ClientRates::look(std::string_view address, Time now) {
    const std::lock_guard lock(mutex_);
    const Bucket& bucket = bucket_of(address, now);
    return state_of(bucket, bucket.tokens >= 1);
}

ClientRates::Bucket& ClientRates::bucket_of(std::string_view address, Time now) {
    const std::string client = client_network(address);
    auto found = buckets_.find(client);
    if (found == buckets_.end()) {
        if (buckets_.size() >= clients_max_) forget_idle(now);
        found = buckets_.emplace(client, Bucket{static_cast<double>(quota_), now}).first;
    }
    Bucket& bucket = found->second;
    const double gained = std::max(0.0, seconds(now - bucket.filled)) * quota_ / window_s_;
    bucket.tokens = std::min<double>(quota_, bucket.tokens + gained);
    bucket.filled = std::max(bucket.filled, now);
    return bucket;
}

ClientRates::State ClientRates::state_of(const Bucket& bucket, bool allowed) const {
    const double token_s = static_cast<double>(window_s_) / quota_;
    const auto whole_s = [&](double tokens) {
        return static_cast<std::uint32_t>(std::ceil(std::max(0.0, tokens) * token_s));
    };
    return {allowed, static_cast<std::uint32_t>(bucket.tokens), whole_s(1 - bucket.tokens),
            whole_s(quota_ - bucket.tokens)};
}

/// Whose bucket is full again may go without a trace. If nobody's is, the half that has asked the longest ago goes, so
/// that not every new client looks through all.
void ClientRates::forget_idle(Time now) {
    const auto whole = std::chrono::seconds(window_s_);
    std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.filled >= whole; });
    if (buckets_.size() < clients_max_) return;
    std::vector<Time> times;
    times.reserve(buckets_.size());
    for (const auto& entry : buckets_) times.push_back(entry.second.filled);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.filled <= *middle; });
}

}  // namespace broadsheet
