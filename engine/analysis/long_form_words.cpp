// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/long_form.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet {

namespace {

void append_letters(std::u32string& letters, std::string_view folded) {
    for (std::size_t at = 0; at < folded.size();) {
        const Decoded decoded = decode_utf8(folded, at);
        letters += decoded.character;
        at += decoded.bytes;
    }
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

/// Articles that lean on the word behind them: l'Organisation, dell'Europa.
bool is_elided(const std::u32string& word) {
    static constexpr std::array<std::u32string_view, 9> elided = {U"l",    U"d",    U"dell", U"all", U"nell",
                                                                  U"sull", U"dall", U"un",   U"qu"};
    return std::find(elided.begin(), elided.end(), word) != elided.end();
}

/// Reads words one character at a time, noting what stood between them.
class WordCollector {
public:
    explicit WordCollector(std::string_view text) : text_(text) {}

    std::vector<LongFormWord> collect() {
        while (at_ < text_.size()) {
            const Decoded decoded = decode_utf8(text_, at_);
            const FoldedCharacter folded = fold(decoded.character);
            at_ += decoded.bytes;
            take(decoded.character, folded);
        }
        end_word();
        return std::move(words_);
    }

private:
    void take(char32_t character, const FoldedCharacter& folded) {
        switch (folded.kind) {
            case CharacterKind::letter:
                return take_letter(folded);
            case CharacterKind::mark:
                if (in_word_) append_letters(word_.letters, folded.text);
                return;
            case CharacterKind::vanishing:
                return;
            case CharacterKind::dash:
                return take_dash();
            case CharacterKind::apostrophe:
                return take_apostrophe();
            case CharacterKind::newline:
                if (++newlines_ > 1) next_.after_break = true;
                return end_word();
            case CharacterKind::space:
                return end_word();
            case CharacterKind::paragraph:
            case CharacterKind::ideograph:
                end_word();
                next_.after_break = true;
                return;
            case CharacterKind::separator:
                return take_sign(character);
        }
    }

    void take_letter(const FoldedCharacter& folded) {
        if (!in_word_) begin_word(folded.capital);
        append_letters(word_.letters, folded.text);
        ++characters_;
        ++run_;
        capitals_ += folded.capital ? 1 : 0;
    }

    void begin_word(bool capital) {
        // "The plan failed. World Health …": a full stop ends a sentence if no abbreviation stands before it.
        if (stopped_ && capital) next_.after_break = true;
        word_ = std::exchange(next_, {});
        word_.capital = capital;
        in_word_ = true;
        stopped_ = false;
        characters_ = capitals_ = run_ = newlines_ = 0;
    }

    void end_word() {
        if (!in_word_) return;
        in_word_ = false;
        word_.shouted = characters_ > 1 && capitals_ == characters_;
        if (!word_.letters.empty()) words_.push_back(std::move(word_));
    }

    /// True if a letter follows directly.
    bool letter_follows() const {
        return at_ < text_.size() && fold(decode_utf8(text_, at_).character).kind == CharacterKind::letter;
    }

    void take_dash() {
        const bool inside = in_word_;
        end_word();
        if (!inside) {
            next_.after_break = true;
        } else if (letter_follows()) {
            next_.joined = true;
        }
    }

    void take_apostrophe() {
        if (!in_word_) return;
        if (!letter_follows()) return end_word();
        const bool possessive = text_[at_] == 's' || text_[at_] == 'S';
        if (possessive && (at_ + 1 == text_.size() || !letter_at(at_ + 1))) {
            ++at_;
            end_word();
        } else if (is_elided(word_.letters)) {
            word_.letters.clear();
            end_word();
        }
    }

    bool letter_at(std::size_t at) const {
        return fold(decode_utf8(text_, at).character).kind == CharacterKind::letter;
    }

    void take_sign(char32_t character) {
        const char sign = plain_sign(character);
        if (in_word_ && letter_follows()) {
            if (sign == '.' && run_ == 1) {  // U.S., e.V.
                run_ = 0;
                return;
            }
            if (sign == '&') {
                word_.letters += U'&';
                return;
            }
        }
        const std::size_t characters = in_word_ ? characters_ : 0;
        end_word();
        if (sign == ',' || character == 0x060C) {
            next_.after_comma = true;
        } else if (sign == '.') {
            stopped_ = characters > abbreviation_max;
        } else if (!joins_words(character)) {
            next_.after_break = true;
        }
    }

    /// Signs that may stand inside a long form; others, such as brackets and colons, end it.
    static bool joins_words(char32_t character) {
        switch (character) {
            case U'/':
            case U'&':
            case U'"':
            case 0xAB:
            case 0xBB:
            case 0x201A:
            case invalid_character:
                return true;
            default:
                return character >= 0x201C && character <= 0x201F;
        }
    }

    static constexpr std::size_t abbreviation_max = 4;  ///< letters: "Corp."

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<LongFormWord> words_;
    LongFormWord word_;
    LongFormWord next_;  ///< what is known of the next word before it begins
    bool in_word_ = false;
    bool stopped_ = false;
    std::size_t characters_ = 0;
    std::size_t capitals_ = 0;
    std::size_t run_ = 0;  ///< letters since the last dot
    std::size_t newlines_ = 0;
};

/// One character of a short form.
struct FormCharacter {
    char32_t character = 0;
    FoldedCharacter folded;
};

/// The characters of a short form from its first letter to its last; empty if the text is too long for one.
std::vector<FormCharacter> inner_characters(std::string_view text) {
    constexpr std::size_t bytes_max = 64;
    std::vector<FormCharacter> characters;
    if (text.size() > bytes_max) return characters;
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        const FoldedCharacter folded = fold(decoded.character);
        at += decoded.bytes;
        const bool letter = folded.kind == CharacterKind::letter;
        if (!letter && (characters.empty() || folded.kind == CharacterKind::vanishing)) continue;
        characters.push_back({decoded.character, folded});
        if (letter || folded.kind == CharacterKind::mark) end = characters.size();
    }
    characters.resize(end);
    return characters;
}

/// Follows the letters and signs of a short form.
class ShortFormReader {
public:
    std::optional<ShortForm> read(const std::vector<FormCharacter>& characters) {
        for (std::size_t i = 0; i < characters.size(); ++i) {
            const FormCharacter& each = characters[i];
            if (each.folded.kind == CharacterKind::letter || each.folded.kind == CharacterKind::mark) {
                take_letter(each.folded);
            } else if (each.folded.kind == CharacterKind::apostrophe && i + 2 == characters.size() &&
                       characters[i + 1].character == U's') {
                break;  // "AGI's"
            } else if (!take_sign(plain_sign(each.character))) {
                return std::nullopt;
            }
        }
        return finish();
    }

private:
    void take_letter(const FoldedCharacter& folded) {
        append_letters(form_.letters, folded.text);
        form_.text += folded.text;
        if (!folded.text.empty()) last_is_small_s_ = !folded.capital && folded.text == "s";
        if (folded.kind == CharacterKind::mark) return;
        ++run_;
        ++characters_;
        capitals_ += folded.capital ? 1 : 0;
        cased_ += !form_.letters.empty() && is_digit(form_.letters.back()) ? 0 : 1;
    }

    bool take_sign(char sign) {
        if (sign == '.' && run_ != 1) return false;  // example.com
        // D-Calif., R-TX: an American politician's party and state
        if (sign == '-' && (form_.letters == U"d" || form_.letters == U"r" || form_.letters == U"i")) return false;
        if (sign == '&') form_.text += '&';
        dotted_ = dotted_ || sign == '.';
        run_ = 0;
        return sign == '.' || sign == '-' || sign == '&';
    }

    std::optional<ShortForm> finish() {
        if (dotted_ && run_ > 1) return std::nullopt;
        if (last_is_small_s_ && capitals_ >= short_form_letters_min && capitals_ + 1 == cased_) {
            form_.letters.pop_back();
            form_.text.pop_back();
            --cased_;
        }
        const std::size_t count = form_.letters.size();
        if (count < short_form_letters_min || count > short_form_letters_max || is_digit(form_.letters.front()))
            return std::nullopt;
        form_.mixed = capitals_ < cased_;
        form_.capitals = (dotted_ && cased_ > short_form_letters_min) ||
                         (capitals_ >= short_form_letters_min && capitals_ * 2 >= cased_) ||
                         (cased_ == 1 && capitals_ == 1);  // G7
        if (!form_.capitals && count == short_form_letters_min) return std::nullopt;
        return std::move(form_);
    }

    ShortForm form_;
    std::size_t run_ = 0;  ///< letters since the last sign
    std::size_t characters_ = 0;
    std::size_t capitals_ = 0;
    std::size_t cased_ = 0;  ///< letters, not digits
    bool dotted_ = false;
    bool last_is_small_s_ = false;
};

}  // namespace

std::vector<LongFormWord> read_long_form_words(std::string_view text) {
    return WordCollector(text).collect();
}

std::string long_form_text(std::span<const LongFormWord> words) {
    std::string text;
    for (const LongFormWord& word : words) {
        if (!text.empty()) text += ' ';
        for (const char32_t letter : word.letters) append_utf8(text, letter);
    }
    return text;
}

std::optional<ShortForm> read_short_form(std::string_view text) {
    const auto characters = inner_characters(text);
    if (characters.empty()) return std::nullopt;
    return ShortFormReader().read(characters);
}

}  // namespace broadsheet
