// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/reply_cache.h"

#include "server/http/stored_body.h"

#include <utility>

namespace broadsheet {
namespace {

/// What an entry takes besides key and body: headers, list, table.
constexpr std::size_t entry_bytes = 1024;
/// A reply that would push so large a part of the others out isn't kept.
constexpr std::size_t largest_part = 8;

}  // namespace

HttpResponse ReplyCache::get(const std::string& key, const std::function<Made()>& make) {
    std::shared_ptr<UnderWay> mine;
    {
        std::unique_lock lock(mutex_);
        while (!mine) {
            if (const auto place = places_.find(key); place != places_.end()) {
                ++hits_;
                kept_.splice(kept_.begin(), kept_, place->second);
                return kept_.front().response;
            }
            auto& entry = under_way_[key];
            if (!entry) {
                ++misses_;
                mine = entry = std::make_shared<UnderWay>();
                break;
            }
            const std::shared_ptr<UnderWay> other = entry;
            ended_.wait(lock, [&other] { return other->over; });
            if (!other->response) continue;
            ++hits_;
            return *other->response;
        }
    }
    return make_for_all(key, make, *mine);
}

HttpResponse ReplyCache::make_for_all(const std::string& key, const std::function<Made()>& make, UnderWay& mine) {
    try {
        Made made = make();
        auto response = std::make_shared<HttpResponse>(std::move(made.response));
        if (!response->stored) response->stored = std::make_shared<const StoredBody>(std::exchange(response->body, {}));
        if (made.keep && made.share) keep(key, *response);
        end(key, mine, made.share ? response : nullptr);
        return *response;
    } catch (...) {
        end(key, mine, nullptr);
        throw;
    }
}

void ReplyCache::keep(const std::string& key, const HttpResponse& response) {
    const std::size_t bytes = entry_bytes + key.size() + response.stored->bytes();
    if (bytes > bytes_max_ / largest_part) return;
    const std::lock_guard lock(mutex_);
    kept_.push_front({key, response, bytes});
    places_[kept_.front().key] = kept_.begin();
    bytes_ += bytes;
    while (bytes_ > bytes_max_) {
        bytes_ -= kept_.back().bytes;
        places_.erase(kept_.back().key);
        kept_.pop_back();
    }
}

void ReplyCache::end(const std::string& key, UnderWay& mine, std::shared_ptr<const HttpResponse> response) {
    {
        const std::lock_guard lock(mutex_);
        mine.response = std::move(response);
        mine.over = true;
        under_way_.erase(key);
    }
    ended_.notify_all();
}

ReplyCache::Figures ReplyCache::figures() const {
    const std::lock_guard lock(mutex_);
    return {hits_, misses_, bytes_};
}

std::size_t ReplyCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

}  // namespace broadsheet
