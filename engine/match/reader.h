// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A generation as the matcher reads it: arrays by document, postings by term.

#include "engine/index/dead_set.h"
#include "engine/match/posting_cache.h"
#include "engine/match/segment_arrays.h"

#include <xapian.h>

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace broadsheet::match {

/// A generation with what is derived from it. Immutable.
struct Snapshot {
    struct Part {
        const Generation::Part* generation_part = nullptr;
        std::shared_ptr<const SegmentArrays> arrays;
        std::vector<float> length_parts;  ///< of each document's length in the formula of ranking
        std::vector<std::uint32_t> dead;  ///< documents, ascending

        const Columns& columns() const { return generation_part->segment.files->columns; }
        const DeadSet* dead_set() const { return dead.empty() ? nullptr : generation_part->segment.dead.get(); }
    };

    std::shared_ptr<const Generation> generation;
    std::vector<Part> parts;
    double documents = 0;  ///< dead ones included, as long as their segments hold them
    double average_length = 0;
};

/// What all threads share: the newest snapshot, and the decoded postings.
class Library {
public:
    explicit Library(std::size_t cache_bytes = cache_bytes_default) : cache(cache_bytes) {}

    /// The snapshot of a generation: made by the first to ask, from what is known of the segments that it shares with
    /// the last one. Throws Xapian::Error.
    std::shared_ptr<const Snapshot> snapshot(std::shared_ptr<const Generation> generation);

    PostingCache cache;

private:
    static constexpr std::size_t cache_bytes_default = std::size_t{160} << 20;

    std::shared_ptr<const SegmentArrays> known_arrays(const Generation::Part& part) const;

    std::mutex mutex_;
    std::shared_ptr<const Snapshot> newest_;
};

/// For one thread: opens the segments' databases as it needs them.
class Reader {
public:
    Reader(std::shared_ptr<Library> library, std::shared_ptr<const Snapshot> snapshot)
        : library_(std::move(library)), snapshot_(std::move(snapshot)), databases_(snapshot_->parts.size()) {}

    const Snapshot& snapshot() const { return *snapshot_; }

    /// Documents with one of the terms; empty if there are none. Throws Xapian::Error.
    std::shared_ptr<const Postings> postings(std::size_t part, const std::vector<std::string>& terms);
    std::shared_ptr<const Postings> postings(std::size_t part, const std::string& term) {
        return postings(part, std::vector<std::string>{term});
    }

    /// Documents that have a term and also one of the words, sorted, as written: if they have been kept.
    std::shared_ptr<const Postings> known_sought(std::size_t part, const std::vector<std::string>& terms,
                                                 const std::vector<std::string>& words);
    /// Keeps them, ascending, for the next search.
    void keep_sought(std::size_t part, const std::vector<std::string>& terms, const std::vector<std::string>& words,
                     std::vector<std::uint32_t> documents);

    /// Documents that have a term, dead ones included, summed over the terms.
    double articles_with(const std::vector<std::string>& terms);

private:
    const std::shared_ptr<Library> library_;
    const std::shared_ptr<const Snapshot> snapshot_;
    std::vector<std::optional<Xapian::Database>> databases_;
};

}  // namespace broadsheet::match
