// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs plans that are nothing but words, some of them in many documents: by bits, 64 documents at a time. What is found
// is counted as bits, and only documents that may be among the best are weighed.

#include "engine/match/match.h"

#include <array>
#include <memory>
#include <vector>

namespace broadsheet::match {

/// For one thread and one segment.
class WordRun {
public:
    /// Null if the plan has other parts than words, or so few documents match that their list is quicker.
    static std::unique_ptr<WordRun> open(const Plan& plan, const Scope& scope, Sink& sink);

    void run();

private:
    /// Of so many alternatives it is told which documents have several, for counting and for weighing.
    static constexpr std::size_t combined_words_max = 5;

    /// A word in the window at hand.
    struct Place {
        std::shared_ptr<const Postings> postings;
        float factor = 0;
        const std::uint64_t* bits = nullptr;                               ///< of the window
        std::array<std::uint64_t, batch_max / word_documents> own_bits{};  ///< of a list's
        std::size_t begin = 0, end = 0;                                    ///< of a list: its postings in the window
        float bound = 0;  ///< in the block at hand no document weighs more
    };
    /// Any of some words.
    struct Clause {
        std::vector<Place> places;
        bool wanted = true;
        std::size_t documents() const;
    };

    WordRun(const Scope& scope, Sink& sink);
    void add_clause(const Plan& plan, bool wanted);
    bool counts_by_words() const;
    bool may_hold_kept(std::uint32_t begin) const;
    void count_window();
    void uncount_window();
    void open_window(std::uint32_t begin);
    void open_list(Place& place) const;
    void match_window();
    void keep_block(std::size_t first_word);
    void set_bounds(std::uint32_t document);
    float bound_of(const Place& place, std::uint32_t document) const;
    void take_hopeful(std::size_t first_word, std::size_t end_word);
    std::uint64_t hopeful(std::size_t word) const;
    void choose_ways();
    void weigh_batch();
    void leave_hopeful(float more);
    void add_weights(const Place& place);

    const Scope scope_;
    const Snapshot::Part& part_;
    Sink& sink_;
    std::vector<Clause> clauses_;
    std::size_t wanted_words_ = 0;
    bool by_words_ = false;  ///< matches are counted so
    Window window_;
    std::size_t window_words_ = 0;
    /// Of alternatives: documents with all words of one of these sets (a bit a word) may be among the best.
    std::vector<std::uint32_t> ways_;
    float least_weight_ = 0;  ///< in the block at hand
    Batch batch_;
};

}  // namespace broadsheet::match
