// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/long_form.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace broadsheet {

namespace {

/// Words that an acronym may pass over, of the languages that news is read in; folded.
const std::unordered_set<std::u32string>& small_words() {
    static const std::unordered_set<std::u32string> words = {
        U"a",   U"an",  U"and",  U"as",    U"at",    U"by",  U"for", U"from", U"in",  U"into", U"of",   U"on",   U"or",
        U"the", U"to",  U"with", U"de",    U"la",    U"le",  U"les", U"des",  U"du",  U"et",   U"en",   U"pour", U"sur",
        U"au",  U"aux", U"par",  U"der",   U"die",   U"das", U"den", U"dem",  U"und", U"fur",  U"fuer", U"von",  U"vom",
        U"zu",  U"zur", U"zum",  U"im",    U"am",    U"el",  U"los", U"las",  U"y",   U"e",    U"da",   U"do",   U"dos",
        U"del", U"di",  U"dei",  U"delle", U"della", U"il",  U"per", U"para", U"van", U"het",  U"voor", U"i",    U"och",
        U"og",  U"av",  U"af",   U"w",     U"na",    U"и",   U"в",   U"на",   U"по",  U"о",    U"с",    U"для"};
    return words;
}

/// What companies bear behind their names and leave out of their acronyms.
const std::unordered_set<std::u32string>& company_suffixes() {
    static const std::unordered_set<std::u32string> words = {
        U"ag",   U"asa",   U"ab",      U"bhd",      U"bsc", U"bv", U"ev",      U"co",  U"corp",
        U"gmbh", U"group", U"holding", U"holdings", U"inc", U"kk", U"limited", U"llc", U"llp",
        U"ltd",  U"nv",    U"oyj",     U"plc",      U"pty", U"sa", U"se",      U"spa"};
    return words;
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

/// True of "7" and "seven", for the Group of Seven (G7).
bool is_number_word(const std::u32string& word, std::u32string_view digits) {
    static constexpr std::array<std::u32string_view, 21> words = {
        U"zero",     U"one",     U"two",     U"three",     U"four",     U"five",     U"six",
        U"seven",    U"eight",   U"nine",    U"ten",       U"eleven",   U"twelve",   U"thirteen",
        U"fourteen", U"fifteen", U"sixteen", U"seventeen", U"eighteen", U"nineteen", U"twenty"};
    std::size_t number = 0;
    for (const char32_t digit : digits) {
        if (!is_digit(digit) || number >= words.size()) return false;
        number = number * 10 + (digit - U'0');
    }
    return number < words.size() && word == words[number];
}

/// What it costs a long form to differ from plain initials. 0 is perfect.
using Cost = unsigned;
constexpr Cost impossible = 1000;
constexpr Cost cost_of_comma = 1;
constexpr Cost cost_of_passed_part = 1;     ///< "operation" in "Co-operation"
constexpr Cost cost_of_small_begin = 2;     ///< "of Petroleum Exporting Countries (OPEC)"
constexpr Cost cost_of_inner_letter = 2;    ///< the t of "hypertext"
constexpr Cost cost_of_missed_initial = 4;  ///< the x of "extensible"
constexpr Cost cost_of_passed_word = 5;

/// Foreign exchange is FX.
bool is_ex(const LongFormWord& word, std::u32string_view letters) {
    return letters.front() == U'x' && word.letters.compare(0, 2, U"ex") == 0;
}

/// The cost of finding `letters` in one word, in order.
Cost cost_of_letters(const LongFormWord& word, std::u32string_view letters) {
    if (word.shouted && word.letters == letters) return 0;
    if (is_number_word(word.letters, letters)) return 0;
    const bool initial = word.letters.front() == letters.front() || is_ex(word, letters);
    std::size_t found = 0;
    for (const char32_t letter : word.letters) {
        if (found < letters.size() && letter == letters[found]) ++found;
    }
    if (found < letters.size()) return impossible;
    if (is_digit(letters.front())) return word.letters.size() == letters.size() ? 0 : cost_of_inner_letter;
    const Cost inner = cost_of_inner_letter * static_cast<Cost>(letters.size() - 1);
    return inner + (initial ? 0 : cost_of_missed_initial);
}

/// The cost of using no letter of a word.
Cost cost_of_passing(const LongFormWord& word, bool last, std::size_t letters) {
    if (company_suffixes().contains(word.letters)) return 0;
    if (is_digit(word.letters.front())) return impossible;
    if (last) return letters > 3 && word.capital ? cost_of_passed_word : impossible;
    if (small_words().contains(word.letters)) return 0;
    return word.joined ? cost_of_passed_part : cost_of_passed_word;
}

Cost cost_max(const ShortForm& form) {
    const auto letters = static_cast<Cost>(form.letters.size());
    if (!form.capitals) return cost_of_comma;
    if (letters <= 3) return (letters - 2) * cost_of_inner_letter;
    return std::min((letters - 2) * cost_of_inner_letter + 2, 9u);
}

/// "tuberculosis (TB)", "Bundeskriminalamt (BKA)"; but not places cut short, "Kenya (KEN)", "Pennsylvania (PA)".
bool is_abbreviated_word(const LongFormWord& word, const ShortForm& form) {
    const std::size_t count = form.letters.size();
    if (!form.capitals || word.shouted || word.letters.compare(0, count, form.letters) == 0) return false;
    if (word.capital)
        return word.letters.size() >= (count == short_form_letters_min ? 18 : std::max<std::size_t>(13, 3 * count));
    const bool unit = form.mixed || count == short_form_letters_min;  // MHz, kW
    return word.letters.size() >= (unit ? 8 : std::max<std::size_t>(13, 3 * count));
}

std::size_t count_letters(std::span<const LongFormWord> words) {
    std::size_t count = 0;
    for (const LongFormWord& word : words) count += word.letters.size();
    return count;
}

/// Goes back word by word and keeps the least cost of having matched all letters behind each one of the short form.
class Matcher {
public:
    Matcher(std::span<const LongFormWord> words, const ShortForm& form)
        : words_(words), form_(form), costs_(form.letters.size() + 1, impossible) {
        costs_.back() = 0;
    }

    std::size_t length() {
        const std::size_t letters = form_.letters.size();
        const std::size_t words_max = std::min(letters + 5, 2 * letters);
        std::size_t count = 0;
        for (std::size_t length = 1; length <= words_.size(); ++length) {
            const LongFormWord& word = words_[words_.size() - length];
            if (word.letters == form_.letters) break;
            count += word.joined ? 0 : 1;
            if (count > words_max) break;
            take(word, length);
            if (word.after_break) break;
        }
        return best_length_;
    }

private:
    void take(const LongFormWord& word, std::size_t length) {
        const std::size_t letters = form_.letters.size();
        const std::u32string_view all = form_.letters;
        std::vector<Cost> next(letters + 1, impossible);
        for (std::size_t behind = 1; behind <= letters; ++behind) {
            if (costs_[behind] >= impossible) continue;
            relax(next[behind], costs_[behind] + cost_of_passing(word, length == 1, letters));
            for (std::size_t begin = 0; begin < behind; ++begin) {
                const Cost cost = costs_[behind] + cost_of_letters(word, all.substr(begin, behind - begin));
                if (begin > 0) relax(next[begin], cost);
                if (begin == 0 && word.letters.front() == all.front()) consider(length, cost);
            }
        }
        if (word.after_comma) {
            for (Cost& cost : next) cost += cost_of_comma;
        }
        costs_ = std::move(next);
    }

    static void relax(Cost& cost, Cost other) { cost = std::min(cost, other); }

    void consider(std::size_t length, Cost cost) {
        if (cost >= impossible) return;
        const auto words = words_.last(length);
        if (words.front().joined) cost += cost_of_passed_part;
        if (small_words().contains(words.front().letters)) {
            cost += words.front().capital ? cost_of_small_begin : impossible;
        }
        if (count_letters(words) < 2 * form_.letters.size()) return;
        if (length == 1) {
            if (!is_abbreviated_word(words.front(), form_)) return;
            cost = cost_of_inner_letter;
        } else if (cost > cost_max(form_)) {
            return;
        }
        if (cost >= best_) return;
        best_ = cost;
        best_length_ = length;
    }

    std::span<const LongFormWord> words_;
    const ShortForm& form_;
    std::vector<Cost> costs_;  ///< by how many letters are still to be found
    Cost best_ = impossible;
    std::size_t best_length_ = 0;
};

}  // namespace

std::size_t long_form_length(std::span<const LongFormWord> words, const ShortForm& short_form) {
    return Matcher(words, short_form).length();
}

}  // namespace broadsheet
