// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/article_passages.h"

#include "engine/analysis/utf8.h"

#include <algorithm>
#include <string>
#include <vector>

namespace broadsheet::test {

namespace {

constexpr int tries = 200;

bool within(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

/// A letter of a script that writes no spaces between words.
bool unspaced(char32_t c) {
    return within(c, 0x4E00, 0x9FFF) || within(c, 0x3041, 0x3096) || within(c, 0x30A1, 0x30FA) || c == 0x30FC ||
           within(c, 0x0E01, 0x0E4E) || within(c, 0x1780, 0x17D3) || within(c, 0x1000, 0x104F);
}

/// A Thai vowel or tone sign that is written onto the letter before it; no selection begins there.
bool joins_before(char32_t c) {
    return c == 0x0E31 || within(c, 0x0E33, 0x0E3A) || within(c, 0x0E47, 0x0E4E) || within(c, 0x17B4, 0x17D3);
}

bool ascii_letter_or_digit(char32_t c) {
    return within(c, '0', '9') || within(c, 'a', 'z') || within(c, 'A', 'Z');
}

/// Punctuation that may surround a word.
bool punctuation(char32_t c) {
    if (c < 0x80) return !ascii_letter_or_digit(c) && c != '#' && c != '@' && c != '+';
    return within(c, 0xA0, 0xBF) || within(c, 0x2000, 0x206F) || within(c, 0x3000, 0x303F) ||
           within(c, 0xFF00, 0xFF0F) || within(c, 0xFF1A, 0xFF20) || c == 0x060C || c == 0x061B || c == 0x061F ||
           c == 0x06D4 || within(c, 0x0964, 0x0965);
}

bool space(char32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0x3000;
}

struct Character {
    char32_t code = 0;
    std::size_t begin = 0;
};

std::vector<Character> characters_of(std::string_view text) {
    std::vector<Character> characters;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        characters.push_back({decoded.character, at});
        at += decoded.bytes;
    }
    return characters;
}

/// What stands between spaces, without punctuation at its ends; none for what is punctuation alone.
std::vector<Passage> words_of(std::string_view text) {
    std::vector<Passage> words;
    Passage word;
    bool inside = false;
    const auto finish = [&] {
        if (inside) words.push_back(word);
        inside = false;
    };
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        if (space(decoded.character)) {
            finish();
        } else if (!punctuation(decoded.character)) {
            if (!inside) word.begin = at;
            inside = true;
            word.end = at + decoded.bytes;
        }
        at += decoded.bytes;
    }
    finish();
    return words;
}

bool operator_word(std::string_view word) {
    return word == "AND" || word == "OR" || word == "NOT" || word.starts_with("NEAR");
}

bool holds_any(std::string_view text, const std::vector<std::string_view>& signs) {
    return std::ranges::any_of(signs, [text](std::string_view sign) { return text.find(sign) != text.npos; });
}

/// A text that a query doesn't read as the words it is made of.
bool has_operators(std::string_view text) {
    static const std::vector<std::string_view> signs = {"\"", "“",  "”",  "„", "‟", "«", "»", "‹",    "›", "「",
                                                        "」", "『", "』", "*", "~", "=", "|", "\n\n", "(", ")"};
    if (holds_any(text, signs)) return true;
    for (std::size_t at = text.find('-'); at != text.npos; at = text.find('-', at + 1)) {
        const bool after_space = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
        if (after_space && at + 1 < text.size() && text[at + 1] != ' ') return true;
    }
    return std::ranges::any_of(words_of(text), [text](const Passage& word) { return operator_word(word.in(text)); });
}

bool all_letters(std::string_view word) {
    for (const Character& character : characters_of(word)) {
        const char32_t c = character.code;
        if (c < 0x80 && !(within(c, 'a', 'z') || within(c, 'A', 'Z'))) return false;
        if (punctuation(c) || unspaced(c) || c == invalid_character) return false;
    }
    return true;
}

bool blank_line_between(std::string_view text, const Passage& first, const Passage& second) {
    return text.substr(first.end, second.begin - first.end).find("\n\n") != text.npos;
}

/// `count` characters from `at` on, all of scripts without spaces unless `with_signs`; no value if there aren't so
/// many.
std::optional<Passage> run_of(std::string_view text, const std::vector<Character>& characters, std::size_t at,
                              std::size_t count, bool with_signs) {
    const std::size_t last = at + count - 1;
    if (last >= characters.size() || !unspaced(characters[at].code) || joins_before(characters[at].code)) return {};
    if (!unspaced(characters[last].code)) return {};
    if (last + 1 < characters.size() && joins_before(characters[last + 1].code)) return {};
    for (std::size_t i = at; i <= last; ++i) {
        if (!with_signs && !unspaced(characters[i].code)) return {};
        if (characters[i].code == '\n') return {};
    }
    return Passage{characters[at].begin, last + 1 < characters.size() ? characters[last + 1].begin : text.size()};
}

/// A text in such a script, though a long address may stand below it.
bool written_without_spaces(const std::vector<Character>& characters) {
    const auto letters = std::ranges::count_if(characters, [](const Character& c) { return unspaced(c.code); });
    return letters * 10 > static_cast<std::ptrdiff_t>(characters.size());
}

/// A place in the middle half of a list.
std::size_t middle_of(std::size_t size, PassagePicker& picker) {
    return size / 4 + picker.below(std::max<std::size_t>(size / 2, 1));
}

}  // namespace

std::optional<Passage> PassagePicker::word(std::string_view text) {
    const std::vector<Character> characters = characters_of(text);
    const bool without_spaces = written_without_spaces(characters);
    const std::vector<Passage> words = words_of(text);
    for (int i = 0; i < tries; ++i) {
        if (without_spaces) {
            const std::size_t at = middle_of(characters.size(), *this);
            if (const auto run = run_of(text, characters, at, 2 + below(3), false)) return run;
        } else if (!words.empty()) {
            const Passage word = words[middle_of(words.size(), *this)];
            if (word.end - word.begin >= 2 && !has_operators(word.in(text))) return word;
        }
    }
    return {};
}

std::optional<Passage> PassagePicker::plain_word(std::string_view text, std::size_t characters_min) {
    const std::vector<Passage> words = words_of(text);
    for (int i = 0; i < tries && !words.empty(); ++i) {
        const Passage word = words[below(words.size())];
        const std::string_view letters = word.in(text);
        if (all_letters(letters) && count_characters(letters) >= characters_min && !operator_word(letters)) return word;
    }
    return {};
}

std::optional<Passage> PassagePicker::compound(std::string_view text) {
    std::vector<Passage> compounds;
    for (const Passage& word : words_of(text)) {
        const std::string_view written = word.in(text);
        const auto in_words = [](const Character& character) { return !unspaced(character.code); };
        if (!std::ranges::all_of(characters_of(written), in_words) || has_operators(written)) continue;
        if (holds_any(written, {"-", "\u2010", "\u2011"})) compounds.push_back(word);
    }
    if (compounds.empty()) return {};
    return compounds[below(compounds.size())];
}

std::optional<Passage> PassagePicker::phrase(std::string_view text, std::size_t words_min, std::size_t words_max) {
    const std::vector<Character> characters = characters_of(text);
    const bool without_spaces = written_without_spaces(characters);
    const std::vector<Passage> words = words_of(text);
    for (int i = 0; i < tries; ++i) {
        const std::size_t count = words_min + below(words_max - words_min + 1);
        std::optional<Passage> found;
        if (without_spaces) {
            found = run_of(text, characters, middle_of(characters.size(), *this), std::max(2 * count - 4, count), true);
        } else if (words.size() >= count) {
            const std::size_t first = std::min(middle_of(words.size(), *this), words.size() - count);
            found = Passage{words[first].begin, words[first + count - 1].end};
        }
        if (found && !has_operators(found->in(text))) return found;
    }
    return {};
}

std::optional<PassagePair> PassagePicker::pair(std::string_view text, std::size_t between_max) {
    const std::vector<Passage> words = words_of(text);
    for (int i = 0; i < tries && words.size() > 1; ++i) {
        const std::size_t first = below(words.size());
        const std::size_t second = first + 1 + below(between_max + 1);
        if (second >= words.size() || blank_line_between(text, words[first], words[second])) continue;
        const std::string_view one = words[first].in(text), other = words[second].in(text);
        if (!all_letters(one) || !all_letters(other) || one == other) continue;
        if (!operator_word(one) && !operator_word(other)) return PassagePair{words[first], words[second]};
    }
    return {};
}

}  // namespace broadsheet::test
