// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The index follows the record. First build, catching up, recovery and rebuild are one path: catch_up().

#include "engine/record/archive_lock.h"
#include "engine/record/record_reader.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace broadsheet {

/// Changes of the record taken into one segment at most.
inline constexpr std::size_t batch_articles_default = 50'000;

/// Writes segments and publishes generations. For one thread, besides its own background merge.
class IndexWriter {
public:
    /// Opens the index of the locked archive and removes what a crashed writer left. An index that doesn't fit the
    /// record (another archive, another analysis version, ahead of it, or damaged) is forgotten: the next catch_up()
    /// builds it anew and publishes it whole; until then it stays for those who have it open. Throws Error{io} if it
    /// can't be read.
    IndexWriter(const ArchiveLock& lock, RecordReader& record, unsigned jobs);
    /// Waits for a merge under way.
    ~IndexWriter();

    std::uint64_t generation() const;
    Sequence covered() const;
    std::size_t segment_count() const;

    /// Takes in every change of the record that the index doesn't cover, in batches, each published as a generation.
    /// `progress` gets the changes taken so far. Returns their number. Starts background merges when they are due.
    std::size_t catch_up(RecordReader& record, std::size_t batch_articles = batch_articles_default,
                         const std::function<void(std::size_t)>& progress = {});

    /// Makes the whole index anew from the record, published as one generation at the end; readers keep the old one so
    /// long.
    std::size_t rebuild(RecordReader& record, const std::function<void(std::size_t)>& progress = {});

    /// Merges everything into one segment without dead documents.
    void compact();

    /// Waits for merges, and makes the one that the end of a run with so many changes is worth (see merge_policy.h).
    void settle(std::size_t changes);

    /// Waits until no merge is under way or due. Throws what a merge has thrown.
    void wait_for_merges();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
