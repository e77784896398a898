// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a byline's name is the family's?
#include "server/api/citation.h"

#include <algorithm>
#include <array>
#include <vector>

namespace broadsheet {
namespace {

/// A byline of more words is a sentence.
constexpr std::size_t name_words_max = 5;

constexpr std::array<std::string_view, 22> particles = {"van", "von", "de",  "der", "den", "del", "della", "di",
                                                        "da",  "dos", "das", "du",  "la",  "le",  "bin",   "ibn",
                                                        "al",  "el",  "ten", "ter", "zu",  "y"};
constexpr std::array<std::string_view, 6> suffixes = {"Jr.", "Jr", "Sr.", "Sr", "II", "III"};
/// Of bylines that name no person.
constexpr std::array<std::string_view, 20> offices = {
    "agencies", "agency", "board", "bureau", "correspondent", "correspondents", "desk",    "editor", "editors", "news",
    "newsroom", "office", "press", "report", "reporter",      "reporters",      "service", "staff",  "team",    "wire"};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string in_small_letters(std::string_view word) {
    std::string small(word);
    for (char& c : small) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return small;
}

std::vector<std::string_view> words_of(std::string_view name) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find(' ', begin), name.size());
        if (end > begin) words.push_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

/// Letters up to U+024F, full stops, apostrophes and hyphens.
bool is_latin(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        const bool ascii =
            (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '.' || byte == '\'' || byte == '-';
        if (ascii) continue;
        const bool apostrophe = word.substr(i).starts_with("’");
        if (!apostrophe && (byte < 0xC3 || byte > 0xC9)) return false;
        i += apostrophe ? 2 : 1;
    }
    return true;
}

/// "d'Angelo" is a name.
bool begins_small(std::string_view word) {
    const bool elided = word.size() > 2 && (word[1] == '\'' || word.substr(1).starts_with("’"));
    return word.front() >= 'a' && word.front() <= 'z' && !elided;
}

}  // namespace

std::string family_name_first(std::string_view name) {
    std::vector<std::string_view> words = words_of(name);
    std::string suffix;
    if (words.size() > 2 && is_one_of(suffixes, words.back())) {
        suffix = ", " + std::string(words.back());
        words.pop_back();
    }
    if (words.size() < 2 || words.size() > name_words_max) return std::string(name);
    for (const auto word : words) {
        const bool particle = is_one_of(particles, word);
        if (!is_latin(word) || (begins_small(word) && !particle)) return std::string(name);
        if (is_one_of(offices, in_small_letters(word))) return std::string(name);
    }
    std::size_t family = words.size() - 1;
    while (family > 1 && is_one_of(particles, words[family - 1])) --family;
    std::string result;
    for (std::size_t i = family; i < words.size(); ++i) result += (i > family ? " " : "") + std::string(words[i]);
    result += ',';
    for (std::size_t i = 0; i < family; ++i) result += ' ' + std::string(words[i]);
    return result + suffix;
}

}  // namespace broadsheet
