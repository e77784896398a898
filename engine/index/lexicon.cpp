// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/lexicon.h"

#include <algorithm>
#include <functional>

namespace broadsheet {

namespace {

/// A word that is among the first of all segments together is mostly among so many times the first of one of them.
constexpr std::size_t looked_at_growth = 4;

std::uint32_t articles_in(const WordCounts& counts, TextField field) {
    return field == FieldId::title ? counts.titles : field == FieldId::author ? counts.authors : counts.articles;
}

/// Ranks of the words with most articles, in no order.
std::vector<std::uint32_t> most_frequent(const WordTable& words, WordTable::Range range, std::size_t limit,
                                         TextField field) {
    using Entry = std::pair<std::uint32_t, std::uint32_t>;  // articles; ranks the other way round: of equals the first
    std::vector<Entry> kept;                                // a heap with the least on top
    for (std::uint32_t rank = range.begin; rank < range.end; ++rank) {
        const Entry entry{articles_in(words.counts[rank], field), ~rank};
        if (entry.first == 0) continue;
        if (kept.size() < limit) {
            kept.push_back(entry);
            std::ranges::push_heap(kept, std::greater<>{});
        } else if (entry > kept.front()) {
            std::ranges::pop_heap(kept, std::greater<>{});
            kept.back() = entry;
            std::ranges::push_heap(kept, std::greater<>{});
        }
    }
    std::vector<std::uint32_t> ranks;
    for (const Entry& entry : kept) ranks.push_back(~entry.second);
    return ranks;
}

}  // namespace

WordCounts Lexicon::counts(std::string_view word) const {
    WordCounts sum;
    for (const Generation::Part& part : generation_.parts()) {
        const WordTable& words = part.segment.files->tokens.tokens().words;
        const auto rank = words.find(word);
        if (rank) sum += words.counts[*rank];
    }
    return sum;
}

std::vector<Lexicon::Counted> Lexicon::starting_with(std::string_view prefix, std::size_t limit,
                                                     TextField field) const {
    const auto& parts = generation_.parts();
    const std::size_t looked_at = parts.size() > 1 ? limit * looked_at_growth : limit;
    std::vector<Counted> found;
    for (const Generation::Part& part : parts) {
        const WordTable& words = part.segment.files->tokens.tokens().words;
        for (const std::uint32_t rank : most_frequent(words, words.starting_with(prefix), looked_at, field))
            found.emplace_back(words.word(rank), articles_in(words.counts[rank], field));
    }
    if (parts.size() > 1) {
        std::ranges::sort(found);
        found.erase(std::unique(found.begin(), found.end(), [](auto& a, auto& b) { return a.first == b.first; }),
                    found.end());
        for (auto& [word, articles] : found) articles = articles_in(counts(word), field);
    }
    const std::size_t kept = std::min(limit, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept), [](auto& a, auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    found.resize(kept);
    return found;
}

}  // namespace broadsheet
