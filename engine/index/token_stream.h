// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words of one article in order, as numbers: what tells phrases, nearness, and words exactly as written.
//
// A stream is a byte of flags, four lengths, and five stretches of varints: the words of title, authors and body, what
// is written at the place of a word besides it (closed compounds, tags, accents, hyphens), and the sentences.
//   words     one code for each word: its number + word_code_first; smaller codes leave out positions. Each part counts
//             from position 1.
//   writings  distance from the position before (in the row that all parts share) and number, by turns.
//   breaks    twice the distance from the position before in the body, plus 1 where a paragraph begins.
// Varints are LEB128: their last byte is below 0x80 and the others aren't, so that words in a row can be found as
// bytes.

#include "engine/analysis/term.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace broadsheet {

enum class TextPart : std::uint8_t { title, author, body };
inline constexpr std::size_t text_parts = 3;

/// Left free at the end of the title's and the authors' part, so that no NEAR reaches from one to the other.
inline constexpr std::uint32_t part_gap = 130;

/// Where a part begins in the row of positions that all share: its first word has this position + 1.
constexpr std::uint32_t base_position(TextPart part) {
    return part == TextPart::title ? 0 : part == TextPart::author ? author_position : body_position;
}

/// Of a position of that row.
constexpr TextPart part_at(std::uint32_t position) {
    return position >= body_position     ? TextPart::body
           : position >= author_position ? TextPart::author
                                         : TextPart::title;
}

/// Words of a part from this position on would run into the next one: they are in no phrase of the shared row.
constexpr std::uint32_t position_limit(TextPart part) {
    return part == TextPart::title    ? author_position - part_gap
           : part == TextPart::author ? body_position - part_gap
                                      : std::numeric_limits<std::uint32_t>::max();
}

/// Codes below this one are gaps; each leaves out so many positions.
inline constexpr std::array<std::uint32_t, 3> gap_positions = {1, 9, 100};
inline constexpr std::uint32_t word_code_first = gap_positions.size();

void append_varint(std::string& bytes, std::uint32_t value);

/// Takes a varint off the front of `bytes`. Of damaged bytes it makes some value and never reads beyond their end.
inline std::uint32_t take_varint(const char*& at, const char* end) {
    std::uint32_t value = 0;
    for (unsigned shift = 0; at < end; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        if (shift < 32) value |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) break;
    }
    return value;
}

/// A stream being written, part after part.
class TokenStreamWriter {
public:
    void clear();
    /// `position` counts from 1 within the part, ascending.
    void add_word(TextPart part, std::uint32_t position, std::uint32_t word);
    /// `position` is that of the row that all parts share, ascending.
    void add_writing(std::uint32_t position, std::uint32_t word);
    /// `position` counts from 1 within the body, ascending.
    void add_break(std::uint32_t position, bool paragraph);
    /// The title repeats the beginning of the body: its words count for the title alone.
    void set_title_repeats_body() { title_repeats_body_ = true; }

    void append_to(std::string& streams) const;

private:
    std::array<std::string, text_parts> words_;
    std::array<std::uint32_t, text_parts> last_position_{};
    std::string writings_, breaks_;
    std::uint32_t last_writing_ = 0, last_break_ = 0;
    bool title_repeats_body_ = false;
};

/// A stream being read: views into its bytes.
class TokenStream {
public:
    explicit TokenStream(std::string_view bytes);

    std::string_view words(TextPart part) const { return words_[static_cast<std::size_t>(part)]; }
    std::string_view writings() const { return writings_; }
    std::string_view breaks() const { return breaks_; }
    /// True if the title's words aren't in the row that all parts share.
    bool title_repeats_body() const { return title_repeats_body_; }

    /// Calls see(position, word) for each word, positions counting from `base` + 1.
    template <typename See>
    static void for_each_word(std::string_view words, std::uint32_t base, See&& see) {
        const char *at = words.data(), *end = at + words.size();
        std::uint32_t position = base;
        while (at < end) {
            const std::uint32_t code = take_varint(at, end);
            if (code < word_code_first) {
                position += gap_positions[code];
            } else {
                see(++position, code - word_code_first);
            }
        }
    }

    /// Calls see(position, word) for each writing, positions being those of the shared row.
    template <typename See>
    void for_each_writing(See&& see) const {
        const char *at = writings_.data(), *end = at + writings_.size();
        std::uint32_t position = 0;
        while (at < end) {
            position += take_varint(at, end);
            see(position, take_varint(at, end));
        }
    }

    /// Calls see(position, paragraph) for each break, positions being those of the shared row.
    template <typename See>
    void for_each_break(See&& see) const {
        const char *at = breaks_.data(), *end = at + breaks_.size();
        std::uint32_t position = body_position;
        while (at < end) {
            const std::uint32_t code = take_varint(at, end);
            position += code / 2;
            see(position, code % 2 == 1);
        }
    }

    /// Calls see(position, word) for all words and writings of the row that all parts share: those of each part, then
    /// the writings.
    template <typename See>
    void for_each_in_row(See&& see) const {
        for (const TextPart part : {TextPart::title, TextPart::author, TextPart::body}) {
            if (part == TextPart::title && title_repeats_body_) continue;
            const std::uint32_t limit = base_position(part) + std::min(position_limit(part), row_positions_max);
            for_each_word(words(part), base_position(part), [&](std::uint32_t position, std::uint32_t word) {
                if (position < limit) see(position, word);
            });
        }
        for_each_writing(see);
    }

private:
    static constexpr std::uint32_t row_positions_max = 0x8000'0000;  ///< so that nothing overflows

    std::array<std::string_view, text_parts> words_;
    std::string_view writings_, breaks_;
    bool title_repeats_body_ = false;
};

/// Appends `stream` to `streams` with each word w replaced by new_numbers[w]; `words` is their number.
void append_renumbered(std::string_view stream, const std::uint32_t* new_numbers, std::size_t words,
                       std::string& streams);

}  // namespace broadsheet
