// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/sentence.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/utf8.h"

#include <algorithm>
#include <array>

namespace broadsheet {

namespace {

/// Words that take a full stop without ending a sentence, in small letters.
constexpr std::array<std::string_view, 66> abbreviations = {
    "mr",  "mrs",  "ms",   "dr",   "st",  "prof",   "gen",  "sen", "rep", "gov", "lt",  "col", "capt", "sgt",
    "maj", "rev",  "hon",  "jr",   "sr",  "co",     "corp", "inc", "ltd", "no",  "nos", "vs",  "etc",  "al",
    "fig", "vol",  "pp",   "ca",   "cf",  "approx", "dept", "est", "jan", "feb", "mar", "apr", "jun",  "jul",
    "aug", "sep",  "sept", "oct",  "nov", "dec",    "mon",  "tue", "wed", "thu", "fri", "bzw", "nr",   "bn",
    "mme", "mlle", "sra",  "srta", "ave", "blvd",   "mt",   "ft",  "adm", "cmdr"};

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

bool starts_with_any(std::string_view text, std::size_t at, std::initializer_list<std::string_view> signs) {
    return std::any_of(signs.begin(), signs.end(), [&](std::string_view s) { return text.substr(at, s.size()) == s; });
}

/// Bytes of the sign at `at` that ends sentences without a space behind it.
std::size_t wide_stop_at(std::string_view text, std::size_t at) {
    if ((text[at] & 0x80) == 0) return 0;
    return starts_with_any(text, at, {"。", "！", "？", "؟", "।"}) ? decode_utf8(text, at).bytes : 0;
}

std::size_t skip_closers(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const char c = text[at];
        const bool plain = c == '"' || c == '\'' || c == ')' || c == ']' || c == '.' || c == '!' || c == '?';
        if (!plain && !starts_with_any(text, at, {"”", "’", "»", "“", "」", "』", "）"})) break;
        at += decode_utf8(text, at).bytes;
    }
    return at;
}

/// True if a new sentence may begin at `at`: not in small letters.
bool may_begin_sentence(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == '"' || text[at] == '\'' || text[at] == '(' ||
                                starts_with_any(text, at, {"“", "‘", "„", "«", "»", "—", "–"}))) {
        at += decode_utf8(text, at).bytes;
    }
    if (at >= text.size()) return true;
    if (text[at] >= 'a' && text[at] <= 'z') return false;
    const char32_t c = decode_utf8(text, at).character;
    if (c < 0x80) return true;
    const FoldedCharacter folded = fold(c);
    std::string self;
    append_utf8(self, c);
    // Scripts without capitals begin sentences with any letter.
    return folded.kind != CharacterKind::letter || folded.capital || c >= 0x0590 || folded.text != self;
}

/// "J." in a name and "Dr." end no sentence.
bool is_abbreviated(std::string_view text, std::size_t stop) {
    std::size_t begin = stop;
    while (begin > 0 && is_letter(text[begin - 1]) && stop - begin < 8) --begin;
    const std::string_view word = text.substr(begin, stop - begin);
    if (word.empty()) return false;
    if (count_characters(word) == 1) return (word[0] & 0x20) == 0 || (word[0] & 0x80) != 0;
    std::string lower(word);
    for (char& c : lower) c = static_cast<char>(c | 0x20);
    return std::find(abbreviations.begin(), abbreviations.end(), lower) != abbreviations.end();
}

/// If a sentence ends with the sign at `at`, the place behind it and its closing quotes; else 0.
std::size_t end_at(std::string_view text, std::size_t at) {
    if (const std::size_t bytes = wide_stop_at(text, at); bytes > 0) return skip_closers(text, at + bytes);
    const char c = text[at];
    if (c != '.' && c != '!' && c != '?') return 0;
    const std::size_t end = skip_closers(text, at + 1);
    if (end == text.size()) return end;
    if (!is_space(text[end]) || (c == '.' && is_abbreviated(text, at))) return 0;
    std::size_t next = end;
    while (next < text.size() && is_space(text[next])) ++next;
    return may_begin_sentence(text, next) ? end : 0;
}

/// True if a line break at `at` has only space between it and another one behind.
bool is_paragraph_end(std::string_view text, std::size_t at) {
    if (text[at] != '\n') return false;
    for (std::size_t i = at + 1; i < text.size() && is_space(text[i]); ++i) {
        if (text[i] == '\n') return true;
    }
    return false;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size() && is_space(text[at])) ++at;
    return at;
}

}  // namespace

std::size_t sentence_begin(std::string_view text, std::size_t at) {
    const std::size_t limit = at > sentence_bytes_max ? at - sentence_bytes_max : 0;
    for (std::size_t i = at; i > limit; --i) {
        const std::size_t before = i - 1;
        if (is_paragraph_end(text, before)) return skip_space(text, i);
        if (continues_utf8(text[before])) continue;
        const std::size_t end = end_at(text, before);
        if (end == 0 || end > at) continue;
        const std::size_t begin = skip_space(text, end);
        if (begin <= at) return begin;
    }
    return limit == 0 ? std::min(skip_space(text, 0), at) : word_begin_after(text, limit, at);
}

std::size_t sentence_end(std::string_view text, std::size_t at) {
    const std::size_t limit = std::min(text.size(), at + sentence_bytes_max);
    for (std::size_t i = at; i < limit; ++i) {
        if (is_paragraph_end(text, i)) return word_end_before(text, i, at);
        if (continues_utf8(text[i])) continue;
        if (const std::size_t end = end_at(text, i); end > at) return end;
    }
    if (limit < text.size()) return word_end_before(text, limit, at);
    std::size_t end = text.size();
    while (end > at && is_space(text[end - 1])) --end;
    return end;
}

bool continues_before(std::string_view text, std::size_t at) {
    int lines = 0;
    for (; at > 0 && is_space(text[at - 1]); --at) lines += text[at - 1] == '\n' ? 1 : 0;
    return at > 0 && lines < 2;
}

bool continues_after(std::string_view text, std::size_t at) {
    int lines = 0;
    for (; at < text.size() && is_space(text[at]); ++at) lines += text[at] == '\n' ? 1 : 0;
    return at < text.size() && lines < 2;
}

std::size_t word_begin_after(std::string_view text, std::size_t at, std::size_t last) {
    if (at == 0 || is_space(text[at - 1])) return std::min(skip_space(text, at), last);
    for (std::size_t i = at; i < last; ++i) {
        if (is_space(text[i])) return std::min(skip_space(text, i), last);
    }
    while (at < last && continues_utf8(text[at])) ++at;
    return at;
}

std::size_t word_end_before(std::string_view text, std::size_t at, std::size_t first) {
    std::size_t end = std::min(at, text.size());
    const bool between = end == text.size() || is_space(text[end]);
    while (!between && end > first && !is_space(text[end - 1])) --end;
    if (end == first && !between) {
        end = std::min(at, text.size());
        while (end > first && continues_utf8(text[end])) --end;
        return end;
    }
    while (end > first && is_space(text[end - 1])) --end;
    return end;
}

Breaks breaks_of(std::string_view text, const std::vector<Token>& tokens) {
    Breaks breaks;
    std::size_t read_until = 0;
    std::uint32_t position = 0;
    for (const Token& token : tokens) {
        if (token.position != position && position > 0) {
            const bool paragraph = token.position - position > paragraph_gap;
            bool sentence = paragraph;
            for (std::size_t i = read_until; i < token.begin && !sentence; ++i) {
                sentence = !is_space(text[i]) && !continues_utf8(text[i]) && end_at(text, i) > 0;
            }
            if (paragraph) breaks.paragraphs.push_back(token.position);
            if (sentence) breaks.sentences.push_back(token.position);
        }
        position = token.position;
        read_until = std::max<std::size_t>(read_until, token.end);
    }
    return breaks;
}

}  // namespace broadsheet
