// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/definition.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/long_form.h"
#include "engine/analysis/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

namespace broadsheet {

namespace {

constexpr std::string_view wide_open = "\xEF\xBC\x88";   // （
constexpr std::string_view wide_close = "\xEF\xBC\x89";  // ）

/// Longer brackets define nothing.
constexpr std::size_t bracket_bytes_max = 200;

/// Long forms are sought so far before a bracket.
constexpr std::size_t reach_bytes = 300;

struct Bracket {
    std::string_view before;  ///< back to the bracket before it, at most `reach_bytes`
    std::string_view inside;
    std::size_t end = 0;  ///< where to read on
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view spaces = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(spaces);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(spaces) + 1 - begin);
}

/// `text` without the part of a word that its cut beginning may be.
std::string_view last_bytes(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    text.remove_prefix(text.size() - bytes);
    const std::size_t space = text.find_first_of(" \n");
    return space == std::string_view::npos ? std::string_view() : text.substr(space);
}

/// Finds the brackets of a text one after the other. Of brackets inside brackets, the inner ones count.
class BracketFinder {
public:
    explicit BracketFinder(std::string_view text) : text_(text), wide_(text.find(wide_open)) {}

    std::optional<Bracket> next() {
        while (true) {
            const std::size_t open = next_open();
            if (open == std::string_view::npos) return std::nullopt;
            const std::size_t inside = open + (text_[open] == '(' ? 1 : wide_open.size());
            const std::size_t close = close_of(inside);
            const std::string_view before = text_.substr(done_, open - done_);
            done_ = at_ = inside;
            if (close == std::string_view::npos) continue;
            const std::size_t end = close + (text_[close] == ')' ? 1 : wide_close.size());
            done_ = at_ = end;
            return Bracket{last_bytes(before, reach_bytes), text_.substr(inside, close - inside), end};
        }
    }

private:
    std::size_t next_open() {
        if (wide_ < at_) wide_ = text_.find(wide_open, at_);
        const std::size_t narrow = text_.substr(0, wide_).find('(', at_);
        return std::min(narrow, wide_);
    }

    /// Nothing if another bracket opens first.
    std::size_t close_of(std::size_t inside) const {
        const std::string_view reach = text_.substr(0, inside + bracket_bytes_max);
        for (std::size_t at = inside; at < reach.size(); ++at) {
            if (reach[at] == ')') return at;
            if (reach[at] == '(') break;
            if (reach[at] != wide_open.front()) continue;
            if (reach.substr(at, wide_close.size()) == wide_close) return at;
            if (reach.substr(at, wide_open.size()) == wide_open) break;
        }
        return std::string_view::npos;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t done_ = 0;  ///< behind the last bracket of either kind
    std::size_t wide_;      ///< the next full-width one; npos if none follows
};

/// Words before an acronym or a long form in brackets that are no part of it: "(or AGI)", "(short for …)".
bool is_lead_in(std::string_view word) {
    static constexpr std::array<std::string_view, 26> words = {
        "a",   "an",     "the",  "or", "short", "for",  "abbreviated", "also",    "known",
        "as",  "called", "aka",  "ie", "kurz",  "auch", "fur",         "genannt", "die",
        "der", "das",    "oder", "ou", "o",     "le",   "la",          "stands"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The acronym that is all of `text`, lead-ins aside.
std::optional<ShortForm> only_short_form(std::string_view text) {
    constexpr std::size_t lead_ins_max = 3;
    text = trimmed(text);
    for (std::size_t i = 0; i < lead_ins_max; ++i) {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos || !is_lead_in(text.substr(0, space))) break;
        text = trimmed(text.substr(space));
    }
    if (text.find(' ') != std::string_view::npos) return std::nullopt;
    return read_short_form(text);
}

class DefinitionFinder {
public:
    std::vector<Definition> find(std::string_view text) {
        BracketFinder brackets(text);
        while (const auto bracket = brackets.next()) {
            if (!take_short_inside(*bracket) && !take_both_inside(*bracket)) take_long_inside(*bracket);
        }
        return std::move(definitions_);
    }

private:
    /// "artificial general intelligence (AGI)", also "(AGI, for short)".
    bool take_short_inside(const Bracket& bracket) {
        const auto form = only_short_form(bracket.inside.substr(0, bracket.inside.find_first_of(",;:=")));
        return form && add_last_of(read_long_form_words(bracket.before), *form);
    }

    /// "(artificial general intelligence, AGI)", as German and Chinese papers gloss foreign names.
    bool take_both_inside(const Bracket& bracket) {
        constexpr std::string_view wide_comma = "\xEF\xBC\x8C";
        std::size_t comma = bracket.inside.rfind(',');
        std::size_t behind = 1;
        if (comma == std::string_view::npos) {
            comma = bracket.inside.rfind(wide_comma);
            behind = wide_comma.size();
        }
        if (comma == std::string_view::npos) return false;
        const auto form = only_short_form(bracket.inside.substr(comma + behind));
        return form && form->capitals && add_last_of(read_long_form_words(bracket.inside.substr(0, comma)), *form);
    }

    /// "AGI (artificial general intelligence)".
    void take_long_inside(const Bracket& bracket) {
        const std::string_view before = trimmed(bracket.before);
        const std::size_t space = before.find_last_of(" \n");
        const auto form = read_short_form(space == std::string_view::npos ? before : before.substr(space));
        if (!form || !form->capitals) return;
        std::vector<LongFormWord> words = read_long_form_words(bracket.inside);
        const auto ends = [](const LongFormWord& word) { return word.after_break; };
        if (!words.empty()) words.erase(std::find_if(words.begin() + 1, words.end(), ends), words.end());
        const auto is_led_in = [](const LongFormWord& word) { return is_lead_in(long_form_text({&word, 1})); };
        const auto begin = std::find_if_not(words.begin(), words.end(), is_led_in);
        const std::span<const LongFormWord> all(begin, words.end());
        if (long_form_length(all, *form) == all.size()) add(*form, all);
    }

    bool add_last_of(const std::vector<LongFormWord>& words, const ShortForm& form) {
        const std::size_t length = long_form_length(words, form);
        if (length == 0) return false;
        add(form, std::span(words).last(length));
        return true;
    }

    void add(const ShortForm& form, std::span<const LongFormWord> words) {
        if (words.empty()) return;
        Definition definition{form.text, long_form_text(words)};
        if (known_.insert(definition.acronym + '\n' + definition.long_form).second) {
            definitions_.push_back(std::move(definition));
        }
    }

    std::vector<Definition> definitions_;
    std::unordered_set<std::string> known_;
};

}  // namespace

std::vector<Definition> find_definitions(std::string_view text) {
    return DefinitionFinder().find(text);
}

}  // namespace broadsheet
