// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/term.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/language.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/utf8.h"
#include "engine/article/article.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace broadsheet {

namespace {

constexpr std::size_t slug_bytes_max = 200;
constexpr std::size_t cut_slug_bytes = 180;
constexpr std::size_t word_bytes_max = 240;

/// FNV-1a, 64 bits, in hexadecimal. Part of stored terms: frozen.
std::string fingerprint(std::string_view text) {
    std::uint64_t hash = 14'695'981'039'346'656'037u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[hash >> shift & 0xF];
    return digits;
}

std::string prefixed(std::string_view mark, FieldId id, std::string_view word) {
    std::string term(mark);
    term += field(id).prefix;
    term += utf8_prefix(word, word_bytes_max);
    return term;
}

std::string_view prefix_of(TextField id) {
    return id ? field(*id).prefix : std::string_view();
}

}  // namespace

std::string word_term(TextField field, std::string_view word) {
    std::string term(prefix_of(field));
    return term += utf8_prefix(word, word_bytes_max);
}

std::string stem_term(TextField field, std::string_view code, std::string_view stem) {
    std::string term = "Z";
    term += prefix_of(field);
    term += code;
    return term += utf8_prefix(stem, word_bytes_max);
}

std::vector<std::string> terms_of_holders(TextField field, const std::string& word,
                                          const std::vector<std::string>& codes) {
    if (field == FieldId::author) return {word_term(field, word)};
    const TextField title = field == FieldId::title ? field : std::nullopt;
    std::vector<std::string> terms;
    const CharacterKind first = fold(decode_utf8(word, 0).character).kind;
    const bool tag = word.front() == '#' || word.front() == '@';
    if (tag || first == CharacterKind::ideograph || count_characters(word) == 1)
        terms.push_back(word_term(title, word));
    for (const std::string& code : codes) {
        const std::string_view own = stem_code_of(word, code);
        std::string term = stem_term(title, own, own == code ? Stemmer::of(code).stem(word) : word);
        if (std::ranges::find(terms, term) == terms.end()) terms.push_back(std::move(term));
    }
    return terms;
}

std::string keyword_term(FieldId field, std::string_view value) {
    std::string code = field == FieldId::language ? normalize_language(value) : "";
    const std::string slug = code.empty() ? slug_of(std::string(value)) : std::move(code);
    // A whole author's name must not meet a word of a longer one.
    const std::string_view mark = broadsheet::field(field).kind == FieldKind::text ? "XU" : "";
    if (slug.size() <= slug_bytes_max) return prefixed(mark, field, slug);
    return prefixed(mark, field, std::string(utf8_prefix(slug, cut_slug_bytes)) + '-' + fingerprint(slug));
}

std::string compound_term(std::string_view closed, std::string_view hyphenated) {
    return compound_prefix(closed) + std::string(hyphenated);
}

std::string compound_prefix(std::string_view closed) {
    std::string prefix = "XH";
    prefix += closed;
    return prefix + '=';
}

std::string accented_term(std::string_view word, std::string_view accented) {
    std::string term = accented_prefix(word);
    return term += utf8_prefix(accented, word_bytes_max - std::min(word_bytes_max, term.size()));
}

std::string accented_prefix(std::string_view word) {
    std::string prefix = "'";
    prefix += utf8_prefix(word, word_bytes_max / 2);
    return prefix + '=';
}

std::string definition_term(std::string_view acronym, std::string_view long_form) {
    std::string term = definition_prefix(acronym);
    return term += utf8_prefix(long_form, word_bytes_max - std::min(word_bytes_max, term.size()));
}

std::string definition_prefix(std::string_view acronym) {
    std::string prefix = "XD";
    prefix += acronym;
    return prefix + '=';
}

}  // namespace broadsheet
