// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Decoded postings of the terms that were asked for last, of all segments, within a set number of bytes.

#include "engine/match/postings.h"

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace broadsheet::match {

/// Any thread may use it at the same time.
class PostingCache {
public:
    explicit PostingCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    using Read = std::function<Postings()>;
    /// What is known of the key, or what `read` reads. Two threads may read the same at the same time.
    std::shared_ptr<const Postings> get(const std::string& key, const Read& read);

    /// What is known of the key, or null.
    std::shared_ptr<const Postings> find(const std::string& key);
    std::shared_ptr<const Postings> keep(const std::string& key, std::shared_ptr<const Postings> postings);

    std::size_t bytes() const;

private:
    struct Entry {
        std::string key;
        std::shared_ptr<const Postings> postings;
    };
    using Entries = std::list<Entry>;

    void give_back_holes();

    const std::size_t bytes_max_;
    mutable std::mutex mutex_;  ///< guards all below
    Entries entries_;           ///< last used first
    std::unordered_map<std::string, Entries::iterator> places_;
    std::size_t bytes_ = 0;
    std::size_t dropped_bytes_ = 0;  ///< since holes were last given back
};

}  // namespace broadsheet::match
