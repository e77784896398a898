// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Finished replies by what was asked: kept while there is room, and made once for all who ask at the same time.

#include "server/http/http.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace broadsheet {

/// May be used by any thread. A key must name everything that a reply depends on, so that no reply is ever out of date;
/// those that nobody asks for any more make room for others, the longest unasked first.
class ReplyCache {
public:
    /// With 0 nothing is kept; what is under way is shared still.
    explicit ReplyCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// A reply and who may have it.
    struct Made {
        HttpResponse response;
        bool keep = false;  ///< for all who ask later
        bool share = true;  ///< with those who wait for it; if not, the next of them makes his own
    };

    /// The reply that is kept, or that is being made, or what `make` makes. What `make` throws comes to its caller
    /// only.
    HttpResponse get(const std::string& key, const std::function<Made()>& make);

    std::size_t bytes() const;

    struct Figures {
        std::uint64_t hits = 0;    ///< kept ones, and those that were being made
        std::uint64_t misses = 0;  ///< made
        std::size_t bytes = 0;
    };
    Figures figures() const;

private:
    struct Kept {
        std::string key;
        HttpResponse response;
        std::size_t bytes = 0;
    };
    struct UnderWay {
        bool over = false;
        std::shared_ptr<const HttpResponse> response;  ///< null if it can't be shared
    };

    HttpResponse make_for_all(const std::string& key, const std::function<Made()>& make, UnderWay& mine);
    void keep(const std::string& key, const HttpResponse& response);
    void end(const std::string& key, UnderWay& mine, std::shared_ptr<const HttpResponse> response);

    const std::size_t bytes_max_;
    mutable std::mutex mutex_;
    std::condition_variable ended_;
    std::list<Kept> kept_;  ///< the last asked for first
    std::unordered_map<std::string_view, std::list<Kept>::iterator> places_;
    std::unordered_map<std::string, std::shared_ptr<UnderWay>> under_way_;
    std::size_t bytes_ = 0;
    std::uint64_t hits_ = 0, misses_ = 0;
};

}  // namespace broadsheet
