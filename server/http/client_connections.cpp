// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/client_connections.h"

#include "server/http/client_address.h"

#include <algorithm>
#include <utility>

namespace broadsheet {

ClientConnections::ClientConnections(std::size_t each_max, std::vector<std::string> uncounted)
    : each_max_(each_max), uncounted_(std::move(uncounted)) {}

std::shared_ptr<void> ClientConnections::enter(std::string_view address) {
    const bool counts = each_max_ > 0 && !is_loopback(address) &&
                        std::ranges::none_of(uncounted_, [&](const std::string& known) { return known == address; });
    if (!counts) return std::make_shared<char>();
    std::string client = client_network(address);
    const std::lock_guard lock(counts_->mutex);
    std::size_t& held = counts_->of_client[client];
    if (held >= each_max_) return nullptr;
    ++held;
    return {counts_.get(), [counts = counts_, client = std::move(client)](void*) {
                const std::lock_guard leaving(counts->mutex);
                const auto found = counts->of_client.find(client);
                if (--found->second == 0) counts->of_client.erase(found);
            }};
}

}  // namespace broadsheet
