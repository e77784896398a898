// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words and token streams of a chunk of articles while it is being made.

#include "engine/index/text_numbers.h"
#include "engine/index/tokens.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Where a word is counted (see WordCounts).
enum class WordPlace : std::uint8_t { anywhere, title, author, small, writing };

/// For one thread. Articles come one after the other, each between begin_article() and end_article().
class ChunkWords {
public:
    void begin_article();
    void end_article();

    std::uint32_t number_of(std::string_view word);

    /// Counts a word for this article, however often it is called.
    void count(std::uint32_t word, WordPlace place);

    TokenStreamWriter stream;

    std::size_t bytes() const { return streams_.size(); }
    /// The sorted table and all streams. Nothing can be added after it.
    OwnedTokens finish();

private:
    /// The last article that counted the word, by place; articles count from 1.
    using Seen = std::array<std::uint32_t, 5>;

    TextNumbers words_;
    std::vector<Seen> seen_;
    std::vector<WordCounts> counts_;  ///< by number
    std::vector<std::uint64_t> stream_ends_;
    std::string streams_;
    std::uint32_t article_ = 0;
};

}  // namespace broadsheet
