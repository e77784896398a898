// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A part of a plan at work in one segment: gives its matches in batches, or tests those of another part.

#include "engine/match/bits.h"
#include "engine/match/plan.h"
#include "engine/match/stop.h"

#include <array>
#include <cstdint>
#include <memory>

namespace broadsheet::match {

inline constexpr std::size_t batch_max = 2048;

/// Matches in order, and what they weigh.
struct Batch {
    std::size_t size = 0;
    std::array<std::uint32_t, batch_max> documents;
    std::array<float, batch_max> weights;
};

/// batch_max documents in a row, a bit each.
struct Window {
    std::uint32_t begin = 0, end = 0;  ///< `begin` is a multiple of 64
    std::array<std::uint64_t, batch_max / word_documents> bits{};

    /// Calls see(document) for each document with a bit, in order.
    template <typename See>
    void for_each(See&& see) const {
        std::uint32_t first = begin;
        for (const std::uint64_t word : bits) {
            for_each_bit(word, first, see);
            first += word_documents;
        }
    }
};

/// With what each weighs: 0 for documents without a bit.
struct WeighedWindow : Window {
    std::array<float, batch_max> sums{};
};

/// Where a cursor works.
struct Scope {
    Reader& reader;
    std::size_t part = 0;
    std::uint32_t begin = 0, end = 0;  ///< documents that may match
    bool scored = true;
    Stop& stop;

    const Snapshot::Part& arrays() const { return reader.snapshot().parts[part]; }
};

/// For one thread; goes through the segment once, upwards. next() and collect() don't mix with test().
class Cursor {
public:
    virtual ~Cursor() = default;

    /// The next matches; weights are set only if the scope is scored. False at the end, or when time is up.
    virtual bool next(Batch& batch) = 0;

    /// Sets matched[i] for each of `count` ascending documents that matches, and adds what it weighs to weights[i]
    /// unless `weights` is null. Calls go upwards.
    virtual void test(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) = 0;

    /// At most so many documents match.
    virtual std::size_t estimate() const = 0;

    /// No document before this one matches any more; the scope's end if none does.
    virtual std::uint32_t next_document();

    /// Sets the bits of matches before the window's end, and adds their weights to the sums.
    virtual void collect(WeighedWindow& window);

protected:
    explicit Cursor(std::uint32_t end) : end_(end) {}

    const std::uint32_t end_;

private:
    bool refill();

    std::unique_ptr<Batch> pending_;  ///< matches that haven't been collected yet
    std::size_t pending_at_ = 0;
};

/// `plan` must outlive the cursor.
std::unique_ptr<Cursor> open_cursor(const Plan& plan, const Scope& scope);

/// Leaves in the batch only what is marked (or, if `wanted` is false, only what isn't).
void keep_marked(Batch& batch, const std::uint8_t* marks, bool wanted, bool scored);

}  // namespace broadsheet::match
