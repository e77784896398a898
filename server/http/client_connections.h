// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How many connections each client holds.

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadsheet {

/// May be used by any thread at the same time.
class ClientConnections {
public:
    /// `each_max` a client, 0 for any number. Loopback addresses and those of `uncounted` may hold any number.
    ClientConnections(std::size_t each_max, std::vector<std::string> uncounted);

    /// A place for one more, held until the last copy goes, which may be after this object has gone. Without a value
    /// in it if the client has as many as it may.
    std::shared_ptr<void> enter(std::string_view address);

private:
    struct Counts {
        std::mutex mutex;
        std::unordered_map<std::string, std::size_t> of_client;
    };

    const std::size_t each_max_;
    const std::vector<std::string> uncounted_;
    const std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace broadsheet
