// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/word_reader.h"

#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"

#include <algorithm>
#include <array>

namespace broadsheet {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

/// Articles and particles that French and Italian write with an apostrophe before a vowel.
constexpr std::array<std::string_view, 32> elided = {
    "l",    "d",   "j",    "m",    "t",    "s",    "n",     "c",    "qu",     "jusqu", "lorsqu",
    "gl",   "dev", "anch", "tutt", "bell", "degl", "agl",   "negl", "sugl",   "dagl",  "quest",
    "dell", "all", "nell", "sull", "dall", "un",   "quell", "sant", "quelqu", "puisqu"};

/// Spaces that stand inside a figure: no-break, thin and narrow no-break.
bool is_figure_space(char32_t c) {
    return c == 0x00A0 || c == 0x2009 || c == 0x202F;
}

bool is_elided(std::string_view word) {
    return std::find(elided.begin(), elided.end(), word) != elided.end();
}

bool begins_with_vowel(std::string_view word) {
    return !word.empty() && std::string_view("aeiouyh").find(word.front()) != std::string_view::npos;
}

/// Follows whether a piece is capitals, perhaps with one small "s" behind: the plural of an acronym.
class AcronymWatch {
public:
    void see(bool capital, std::string_view folded) {
        plural_ = capitals_ >= 2 && only_capitals_ && !capital && folded == "s";
        only_capitals_ = only_capitals_ && capital;
        if (capital) ++capitals_;
    }
    bool plural() const { return plural_; }
    bool acronym() const { return (only_capitals_ || plural_) && capitals_ >= 2 && capitals_ <= acronym_letters_max; }

private:
    std::size_t capitals_ = 0;
    bool only_capitals_ = true;
    bool plural_ = false;
};

}  // namespace

std::span<const Word> WordReader::read_compound(std::size_t at) {
    std::size_t count = 0;
    while (true) {
        if (count == words_.size()) words_.emplace_back();
        read_word(at, words_[count]);
        const Word& word = words_[count++];
        const Sign sign = sign_at(word.next);
        if (sign.plain != '-') break;
        at = letter_at(sign.after) ? sign.after : after_line_end(sign.after);
        if (at == 0) break;
    }
    return {words_.data(), count};
}

/// Where a word that was parted at the end of a line goes on, or 0: only small letters continue a word.
std::size_t WordReader::after_line_end(std::size_t at) const {
    if (at < text_.size() && text_[at] == '\r') ++at;
    if (at >= text_.size() || text_[at] != '\n') return 0;
    const std::size_t next = text_.find_first_not_of(' ', at + 1);
    if (next == std::string_view::npos || !letter_at(next)) return 0;
    const char32_t first = decode_utf8(text_, next).character;
    return fold(first).capital || (first < 0x80 && is_digit(static_cast<char>(first))) ? 0 : next;
}

Word WordReader::read_ideograph(std::size_t at) const {
    Word word;
    word.begin = at;
    do {
        const Decoded decoded = decode_utf8(text_, at);
        const FoldedCharacter folded = fold(decoded.character);
        at += decoded.bytes;
        word.text += folded.text;
        if (folded.kind != CharacterKind::vanishing) word.end = at;
        if (at == text_.size()) break;
        const CharacterKind next = fold(decode_utf8(text_, at).character).kind;
        if (next != CharacterKind::mark && next != CharacterKind::vanishing) break;
    } while (true);
    word.next = at;
    word.characters = 1;
    word.digits = false;
    return word;
}

void WordReader::read_word(std::size_t at, Word& word) {
    read_piece(at, word);
    simple_ = true;
    while (join(word)) {
    }
}

/// Takes what follows the word into it if a rule says so; false when the word has ended.
bool WordReader::join(Word& word) {
    const Sign sign = sign_at(word.next);
    switch (sign.plain) {
        case '.':
            return join_dot(word, sign);
        case ',':
            return join_thousands(word, sign);
        case '\'':
            return join_apostrophe(word, sign);
        case '&':
            return join_ampersand(word, sign);
        case '+':
        case '#':
            return join_suffix(word, sign);
        case 0:
            return word.digits && word.next < text_.size() &&
                   is_figure_space(decode_utf8(text_, word.next).character) && join_thousands(word, sign);
        default:
            return false;
    }
}

bool WordReader::join_dot(Word& word, const Sign& sign) {
    if (!letter_at(sign.after)) return false;
    if (word.digits) return join_dotted_thousands(word, sign) || join_fraction(word, sign);
    return word.characters == 1 && simple_ && join_acronym(word, sign);
}

/// Single letters with dots between: "U.S.", "A.G.I". The last dot belongs to it.
bool WordReader::join_acronym(Word& word, const Sign& first) {
    std::size_t letters = 1;
    Sign sign = first;
    while (sign.plain == '.' && letter_at(sign.after)) {
        read_piece(sign.after, piece_);
        if (piece_.characters != 1 || piece_.digits) break;
        append(word, piece_);
        ++letters;
        sign = sign_at(word.next);
    }
    if (letters == 1) return false;
    simple_ = false;
    word.dotted = true;
    if (sign.plain == '.') {
        word.next = sign.after;
        word.end = skip_vanishing(word.end) + decode_utf8(text_, skip_vanishing(word.end)).bytes;
    }
    return true;
}

/// "3.14" and "1.5bn" are one word; a chain such as 28.01.2025 or 1.2.3 is several.
bool WordReader::join_fraction(Word& word, const Sign& sign) {
    const bool in_chain = word.begin >= 2 && text_[word.begin - 1] == '.' && is_digit(text_[word.begin - 2]);
    if (in_chain) return false;
    read_piece(sign.after, piece_);
    if (!is_digit(piece_.text.front())) return false;
    const Sign behind = sign_at(piece_.next);
    if (behind.plain == '.' && letter_at(behind.after)) return false;
    word.text += '.';
    append(word, piece_);
    word.digits = false;
    simple_ = false;
    return true;
}

/// "1,000,000" is 1000000, and so it is with narrow spaces or Swiss apostrophes.
bool WordReader::join_thousands(Word& word, const Sign& sign) {
    if (!word.digits || !letter_at(sign.after) || (simple_ && word.characters > 3)) return false;
    read_piece(sign.after, piece_);
    if (!is_group_of_three(piece_)) return false;
    append(word, piece_);
    simple_ = false;
    return true;
}

bool WordReader::is_group_of_three(const Word& piece) const {
    const std::string& group = piece.text;
    const bool three = group.size() >= 3 && is_digit(group[0]) && is_digit(group[1]) && is_digit(group[2]);
    return three && (group.size() == 3 || !is_digit(group[3]));
}

/// "1.000.000" is 1000000; a single group would be a fraction in English.
bool WordReader::join_dotted_thousands(Word& word, const Sign& sign) {
    if (!simple_ || word.characters > 3) return false;
    Word groups;
    read_piece(sign.after, groups);
    if (!groups.digits || !is_group_of_three(groups)) return false;
    const std::size_t one_group = groups.next;
    for (Sign dot = sign_at(groups.next); dot.plain == '.' && letter_at(dot.after); dot = sign_at(groups.next)) {
        read_piece(dot.after, piece_);
        if (!piece_.digits || !is_group_of_three(piece_)) return false;
        append(groups, piece_);
    }
    if (groups.next == one_group) return false;
    append(word, groups);
    simple_ = false;
    return true;
}

bool WordReader::join_apostrophe(Word& word, const Sign& sign) {
    if (!letter_at(sign.after)) return false;
    if (word.digits && join_thousands(word, sign)) return true;
    read_piece(sign.after, piece_);
    if (word.digits && piece_.digits) return false;  // 5'10 is feet and inches
    if (piece_.text == "s") {
        word.end = piece_.end;
        word.next = piece_.next;
        return false;
    }
    if (simple_ && is_elided(word.text) && begins_with_vowel(piece_.text)) {
        std::swap(word, piece_);
        return true;
    }
    append(word, piece_);
    simple_ = false;
    return true;
}

/// AT&T, R&D, Q&A: letters in ones and twos.
bool WordReader::join_ampersand(Word& word, const Sign& sign) {
    if (word.digits || word.characters > 2 || !simple_ || !letter_at(sign.after)) return false;
    read_piece(sign.after, piece_);
    if (piece_.digits || piece_.characters > 2) return false;
    word.text += '&';
    append(word, piece_);
    simple_ = false;
    return true;
}

/// C++, C#, F#, notepad++.
bool WordReader::join_suffix(Word& word, const Sign& sign) {
    if (word.digits || !simple_) return false;
    Sign last = sign;
    if (sign.plain == '+') {
        last = sign_at(sign.after);
        if (last.plain != '+') return false;
    } else if (word.characters != 1) {
        return false;
    }
    if (letter_at(last.after)) return false;
    word.text += sign.plain == '+' ? "++" : "#";
    word.capitals = false;
    word.end = word.next = last.after;
    simple_ = false;
    return true;
}

void WordReader::append(Word& word, const Word& piece) {
    if (word.text.size() < token_bytes_max) word.text += piece.text;
    word.end = piece.end;
    word.next = piece.next;
    word.characters += piece.characters;
    word.digits = word.digits && piece.digits;
    word.capitals = false;
}

WordReader::Sign WordReader::sign_at(std::size_t at) const {
    if (at >= text_.size()) return {};
    const Decoded decoded = decode_utf8(text_, at);
    return {plain_sign(decoded.character), skip_vanishing(at + decoded.bytes)};
}

bool WordReader::letter_at(std::size_t at) const {
    if (at >= text_.size()) return false;
    if (static_cast<unsigned char>(text_[at]) < 0x80) return is_ascii_letter(text_[at]);
    return fold(decode_utf8(text_, at).character).kind == CharacterKind::letter;
}

std::size_t WordReader::skip_vanishing(std::size_t at) const {
    while (at < text_.size() && static_cast<unsigned char>(text_[at]) >= 0x80) {
        const Decoded decoded = decode_utf8(text_, at);
        if (fold(decoded.character).kind != CharacterKind::vanishing) break;
        at += decoded.bytes;
    }
    return at;
}

/// Reads letters and their marks, and past invisible characters among and behind them.
void WordReader::read_piece(std::size_t at, Word& piece) const {
    piece.text.clear();
    piece.begin = piece.end = at;
    piece.characters = 0;
    piece.digits = true;
    piece.capitals = piece.dotted = false;
    AcronymWatch watch;
    while (at < text_.size()) {
        const Decoded decoded = decode_utf8(text_, at);
        const FoldedCharacter folded = fold(decoded.character);
        const bool letter = folded.kind == CharacterKind::letter;
        if (!letter && folded.kind != CharacterKind::mark && folded.kind != CharacterKind::vanishing) break;
        at += decoded.bytes;
        if (folded.kind == CharacterKind::vanishing) continue;
        piece.end = at;
        // A long run is cut, but read to its end.
        if (piece.text.size() < token_bytes_max) piece.text += folded.text;
        if (!letter) continue;
        ++piece.characters;
        piece.digits = piece.digits && folded.text.size() == 1 && is_digit(folded.text[0]);
        watch.see(folded.capital, folded.text);
    }
    piece.next = at;
    piece.capitals = watch.acronym();
    if (watch.plural() && piece.text.back() == 's' && piece.text.size() < token_bytes_max) piece.text.pop_back();
}

}  // namespace broadsheet
