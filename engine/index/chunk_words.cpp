// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/chunk_words.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace broadsheet {

void ChunkWords::begin_article() {
    ++article_;
    stream.clear();
}

void ChunkWords::end_article() {
    stream.append_to(streams_);
    stream_ends_.push_back(streams_.size());
}

std::uint32_t ChunkWords::number_of(std::string_view word) {
    const std::uint32_t number = words_.number_of(word);
    if (number == seen_.size()) {
        seen_.emplace_back();
        counts_.emplace_back();
    }
    return number;
}

void ChunkWords::count(std::uint32_t word, WordPlace place) {
    std::uint32_t& last = seen_[word][static_cast<std::size_t>(place)];
    if (last == article_) return;
    last = article_;
    WordCounts& counts = counts_[word];
    ++(place == WordPlace::anywhere ? counts.articles
       : place == WordPlace::title  ? counts.titles
       : place == WordPlace::author ? counts.authors
       : place == WordPlace::small  ? counts.small
                                    : counts.writings);
}

OwnedTokens ChunkWords::finish() {
    OwnedTokens made;
    made.ranks.resize(words_.size());
    std::vector<std::uint32_t> by_rank(words_.size());
    std::iota(by_rank.begin(), by_rank.end(), 0U);
    std::ranges::sort(by_rank, [this](std::uint32_t a, std::uint32_t b) { return words_.text(a) < words_.text(b); });
    for (const std::uint32_t number : by_rank) {
        made.ranks[number] = static_cast<std::uint32_t>(made.ends.size());
        made.text += words_.text(number);
        made.ends.push_back(static_cast<std::uint32_t>(made.text.size()));
        made.counts.push_back(counts_[number]);
    }
    made.numbers = std::move(by_rank);
    made.stream_ends = std::move(stream_ends_);
    made.streams = std::move(streams_);
    return made;
}

}  // namespace broadsheet
