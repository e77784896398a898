// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// All token streams of a segment with the table of its words: a file beside the postings, mapped, never changed.
//
// File: "BSHTOK01"; the streams, one after the other; then on multiples of 8 bytes the ends of the streams
// u64[documents]; ends of the words' texts u32[words], their counts, numbers u32[words], ranks u32[words], texts; last
// the footer: u64 documents, words, bytes of the texts, bytes of the streams, XXH3 hash of the streams, XXH3 hash of
// all between the streams and this last hash. Native byte order, like the columns.

#include "engine/index/durable_file.h"
#include "engine/index/token_stream.h"
#include "engine/index/word_table.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Views into memory or a mapped file. Documents count from 0.
struct Tokens {
    WordTable words;
    std::span<const std::uint64_t> stream_ends;
    std::string_view streams;

    std::uint32_t documents() const { return static_cast<std::uint32_t>(stream_ends.size()); }
    TokenStream stream(std::uint32_t document) const { return TokenStream(stream_bytes(document)); }
    /// Lets the processor fetch a stream that will be read soon: reading many is mostly waiting for memory. Where it
    /// lies is itself in memory, so ask for that still earlier.
    void expect_place(std::uint32_t document) const { __builtin_prefetch(&stream_ends[document]); }
    void expect(std::uint32_t document) const {
        const std::string_view bytes = stream_bytes(document);
        __builtin_prefetch(bytes.data());
        __builtin_prefetch(bytes.data() + bytes.size() / 2);
    }
    std::string_view stream_bytes(std::uint32_t document) const {
        const std::uint64_t begin = document == 0 ? 0 : stream_ends[document - 1];
        return streams.substr(begin, stream_ends[document] - begin);
    }
};

/// Tokens of an opened segment.
class TokensFile {
public:
    /// Throws Error{corrupt} if the tables aren't whole. The streams are looked at by streams_are_whole() only.
    explicit TokensFile(const std::filesystem::path& file);

    const Tokens& tokens() const { return tokens_; }
    /// Reads all streams.
    bool streams_are_whole() const;

private:
    MappedFile file_;
    Tokens tokens_;
    std::uint64_t streams_hash_ = 0;
};

/// Tokens that own their memory.
struct OwnedTokens {
    std::string text, streams;
    std::vector<std::uint32_t> ends, numbers, ranks;
    std::vector<WordCounts> counts;
    std::vector<std::uint64_t> stream_ends;

    Tokens view() const { return {{ends, counts, numbers, ranks, text}, stream_ends, streams}; }
};

/// Writes the documents of `sources`, in their order, with one table of words. Durable when it returns. Needs memory
/// for the table, not for the streams. Throws Error{io}.
void write_tokens(const std::filesystem::path& file, const std::vector<Tokens>& sources);

}  // namespace broadsheet
