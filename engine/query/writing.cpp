// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/writing.h"

#include "engine/analysis/function_word.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/utf8.h"

#include <algorithm>
#include <array>

namespace broadsheet::query {

namespace {

/// Shorter beginnings are shared by too many words to look through for forms of one.
constexpr std::size_t form_prefix_bytes_min = 3;

/// Words looked at for forms of one, and enough for the endings of one word in a few languages.
constexpr std::size_t looked_at_max = 256;
constexpr std::size_t forms_max = 24;

/// Letters of an acronym with dots: A.S.E.A.N., but not every dotted line.
constexpr std::size_t dotted_letters_max = 8;

/// An ordinary writing this rare beside the acronym is taken for a careless one.
constexpr std::uint32_t careless_share = 2;

template <typename Item>
void add_once(std::vector<Item>& items, Item item) {
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(std::move(item));
}

std::string_view common_prefix(std::string_view left, std::string_view right) {
    std::size_t bytes = 0;
    while (bytes < std::min(left.size(), right.size()) && left[bytes] == right[bytes]) ++bytes;
    return utf8_prefix(left, bytes);
}

/// Acronyms that are never meant by the word of the same letters, even where the archive doesn't have them. (THE in
/// capitals is only loud.)
bool reads_as_pronoun(std::string_view word) {
    constexpr std::array<std::string_view, 8> names = {"us", "it", "who", "is", "un", "eu", "am", "as"};
    return std::find(names.begin(), names.end(), word) != names.end();
}

bool may_be_acronym(const std::string& word) {
    const std::size_t letters = count_characters(word);
    return letters >= 2 && letters <= dotted_letters_max && word.find_first_of(".#@0123456789&+") == std::string::npos;
}

}  // namespace

std::vector<std::string> spaced_words(std::span<const Token> tokens) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == TokenKind::closed) continue;
        words.push_back(tokens[i].text);
        if (tokens[i].kind == TokenKind::tag && i + 1 < tokens.size()) ++i;
    }
    return words;
}

void Writing::add_word(const std::string& word, Node& leaf) const {
    const bool acronym = is_acronym(word);
    const bool unknown = acronym && vocabulary_.articles_with(word) == 0;
    if (unknown && !reads_as_pronoun(word.substr(1))) return add_word(word.substr(1), leaf);
    for (Stem& stem : stems_of(word)) add_once(leaf.stems, std::move(stem));
    for (std::string& form : forms_of(word)) add_once(leaf.forms, std::move(form));
    for (std::string& other : slot_of(word)) {
        if (other == word) continue;
        add_once(leaf.forms, other);
        if (is_acronym(other)) {
            add_once(leaf.stems, Stem{std::string(unstemmed_code), std::move(other)});
        } else {
            add_once(leaf.runs, Run{{std::move(other)}});
        }
    }
}

std::vector<Stem> Writing::stems_of(const std::string& word) const {
    std::vector<Stem> stems;
    for (const std::string& code : vocabulary_.stem_codes()) {
        const std::string word_code(stem_code_of(word, code));
        add_once(stems, Stem{word_code, word_code == code ? Stemmer::of(code).stem(word) : word});
    }
    if (stems.empty()) stems.push_back({std::string(unstemmed_code), word});
    return stems;
}

Slot Writing::slot_of(const std::string& word) const {
    Slot slot = {word};
    if (is_acronym(word)) {
        const std::string letters = word.substr(1);
        if (vocabulary_.articles_with(letters) > 0 && !is_own_word(letters, word)) slot.push_back(letters);
    } else if (may_be_acronym(word) && !is_function(word)) {
        const std::string acronym = '.' + word;
        if (vocabulary_.articles_with(acronym) > 0) slot.push_back(acronym);
    }
    return slot;
}

bool Writing::is_function(const std::string& word) const {
    const auto& codes = vocabulary_.stem_codes();
    return std::any_of(codes.begin(), codes.end(), [&](const auto& code) { return is_function_word(word, code); });
}

/// True if small letters mean something else than the capitals: "who" is not WHO, but "Nato" and "agi" are NATO and
/// AGI.
bool Writing::is_own_word(const std::string& word, const std::string& acronym) const {
    if (is_function(word)) return true;
    const bool inflected = Stemmer::of("en").stem(word) != word;
    const bool careless = vocabulary_.articles_with(word) <= vocabulary_.articles_with(acronym) / careless_share;
    return (inflected || !careless) && vocabulary_.is_written_small(word);
}

Slot Writing::forms_of(const std::string& word) const {
    Slot forms = {word};
    std::vector<std::pair<std::string, Slot>> looked_up;  // languages mostly share the beginning
    for (const std::string& code : vocabulary_.stem_codes()) {
        if (stem_code_of(word, code) != code) continue;
        Stemmer& stemmer = Stemmer::of(code);
        const std::string stem = stemmer.stem(word);
        std::string prefix(common_prefix(stem, word));
        if (prefix.size() < form_prefix_bytes_min) continue;
        // Stems end in "i" where forms end in "y": ferri, ferry.
        if (prefix.back() == 'i' && prefix.size() > form_prefix_bytes_min) prefix.pop_back();
        auto known =
            std::find_if(looked_up.begin(), looked_up.end(), [&](auto& entry) { return entry.first == prefix; });
        if (known == looked_up.end())
            known = looked_up.insert(known, {prefix, vocabulary_.words_with_prefix({}, prefix, looked_at_max)});
        for (const std::string& form : known->second) {
            if (stemmer.stem(form) == stem) add_once(forms, form);
        }
    }
    if (forms.size() > forms_max) forms.resize(forms_max);
    return forms;
}

}  // namespace broadsheet::query
