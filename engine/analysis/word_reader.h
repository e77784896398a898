// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words with signs inside: hyphens, apostrophes, dots, figures, ampersands.
// Owns the rules for what such signs join, part or drop; the tokenizer owns everything between words.

#include "engine/analysis/fold.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A word as read from a text.
struct Word {
    std::string text;       ///< folded
    std::size_t begin = 0;  ///< bytes [begin, end) are the word's
    std::size_t end = 0;
    std::size_t next = 0;  ///< where to read on; past invisible characters after the word
    std::uint32_t characters = 0;
    bool digits = true;     ///< digits only
    bool capitals = false;  ///< an acronym if its neighbourhood doesn't stand in capitals, too
    bool dotted = false;    ///< an acronym wherever it stands
};

class WordReader {
public:
    explicit WordReader(std::string_view text) : text_(text) {}

    /// Reads words joined by dashes; a letter must stand at `at`. The span holds until the next call.
    std::span<const Word> read_compound(std::size_t at);

    /// Reads one ideograph with its marks.
    Word read_ideograph(std::size_t at) const;

private:
    struct Sign {
        char plain = 0;         ///< see plain_sign(); 0 at the end of the text
        std::size_t after = 0;  ///< first byte after the sign and invisible characters behind it
    };

    Sign sign_at(std::size_t at) const;
    bool letter_at(std::size_t at) const;
    std::size_t skip_vanishing(std::size_t at) const;
    void read_piece(std::size_t at, Word& piece) const;
    void read_word(std::size_t at, Word& word);
    std::size_t after_line_end(std::size_t at) const;

    bool join_dot(Word& word, const Sign& sign);
    bool join_acronym(Word& word, const Sign& sign);
    bool join_fraction(Word& word, const Sign& sign);
    bool join_thousands(Word& word, const Sign& sign);
    bool join_dotted_thousands(Word& word, const Sign& sign);
    bool is_group_of_three(const Word& piece) const;
    bool join_apostrophe(Word& word, const Sign& sign);
    bool join_ampersand(Word& word, const Sign& sign);
    bool join_suffix(Word& word, const Sign& sign);
    bool join(Word& word);
    static void append(Word& word, const Word& piece);

    std::string_view text_;
    std::vector<Word> words_;  ///< of the compound at hand; kept for their memory
    Word piece_;               ///< the one looked at behind a sign
    bool simple_ = true;       ///< the word at hand is one run of letters so far
};

}  // namespace broadsheet
