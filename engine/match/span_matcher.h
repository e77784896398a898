// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Whether the words of a document stand as a query wants them: in a row, near each other, in one sentence, in the body.
// Owns the reading of token streams for that; asked only about documents that have the words, or others of their stems.

#include "engine/index/generation.h"
#include "engine/query/near.h"
#include "engine/query/node.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace broadsheet {

/// What to look for in the positions of a document.
struct SpanPattern {
    TextField field = {};                                ///< whose words; none: the row that all fields share
    std::uint32_t first_position = 0;                    ///< what begins before it doesn't count: 0 or body_position
    std::vector<std::vector<query::Run>> operands = {};  ///< one: it occurs; several: near each other
    query::Nearness nearness = query::Nearness::words;
    std::uint32_t distance = 0;
};

/// A pattern made ready for one segment. For one thread.
class SpanMatcher {
public:
    /// `part` must outlive it.
    SpanMatcher(std::shared_ptr<const SpanPattern> pattern, const Generation::Part& part);

    /// True if no document of the segment can match: it doesn't know the words.
    bool is_hopeless() const { return hopeless_; }
    /// `document` counts from 0 within the segment.
    bool matches(std::uint32_t document);
    /// Lets the processor fetch what matches() will read of a document soon. Where it lies is asked for still earlier.
    void expect(std::uint32_t document) const { tokens_.expect(document); }
    void expect_place(std::uint32_t document) const { tokens_.expect_place(document); }

private:
    /// The words at one place of a run, as the segment numbers them.
    struct Place {
        std::vector<std::uint32_t> words;
        std::vector<std::uint32_t> not_written;  ///< where one of these stands, a word doesn't count ("=resume")
    };
    struct PlacedRun {
        const query::Run* run = nullptr;
        std::vector<Place> places;  ///< none: any word
    };
    /// A word by which a run is found: the code of one of those at a place of it.
    struct Needle {
        const PlacedRun* run = nullptr;
        std::size_t place = 0;
        std::string code = {};
    };
    struct Watched {
        std::uint32_t word = 0;
        std::vector<std::uint32_t> positions;  ///< in the document at hand
    };

    Place place_of(const query::Slot& slot) const;
    void add_written(const std::string& prefix, std::vector<std::uint32_t>& words) const;
    void prepare_bytes();
    bool append_needles(const PlacedRun& run);
    void watch();
    bool has_bytes(const TokenStream& stream) const;
    bool is_run_around(const TokenStream& stream, const char* at, const Needle& needle) const;
    static bool goes_on(const Needle& needle, const char* at, const char* end);
    static bool began(const Needle& needle, const char* at, const char* begin);
    bool is_watched(std::uint32_t word) const;
    bool has_writing(const TokenStream& stream) const;
    bool has_word(const TokenStream& stream) const;
    void read(const TokenStream& stream);
    void see(std::uint32_t position, std::uint32_t word);
    const std::vector<std::uint32_t>& positions_of(std::uint32_t word) const;
    std::vector<std::uint32_t> positions_of(const Place& place) const;
    std::vector<query::Span> places_of(const std::vector<PlacedRun>& runs) const;
    bool looks_into(TextPart part, const TokenStream& stream) const;

    const std::shared_ptr<const SpanPattern> pattern_;
    const Tokens& tokens_;
    std::vector<std::vector<PlacedRun>> operands_;
    bool hopeless_ = false;
    std::vector<Needle> needles_;             ///< if any, they tell of all runs
    bool bytes_tell_all_ = false;             ///< what has no needle doesn't match
    bool bytes_are_proof_ = false;            ///< what has one does: there is no writing that doesn't count
    bool single_words_ = false;               ///< any of the watched words is a match
    std::vector<Watched> watched_;            ///< by word
    std::array<bool, 1024> maybe_watched_{};  ///< by the last bits of a word's number
};

}  // namespace broadsheet
