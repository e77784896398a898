// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The table of the language of news: groups of small articles, and which of them each query must and must not find.

#include "tests/support/sample_articles.h"

#include <string>
#include <utility>
#include <vector>

namespace broadsheet::test {

/// How a row's queries are asked.
enum class Asking : std::uint8_t { plain, exact, any_word, body };

/// Queries that mean the same, and the articles that each of them finds. Keys are separated by spaces.
struct LanguageRow {
    std::vector<std::string> queries;
    std::string found;
    std::string never;  ///< "*": every other article of the group; articles named in neither are free to be found
    Asking asking = Asking::plain;
    bool marked = true;  ///< the queries have words, so each article found shows a mark somewhere
};

struct LanguageGroup {
    std::string name;
    std::vector<Story> articles;  ///< each with a key of its own
    std::vector<LanguageRow> rows;
};

/// Each query finds exactly these articles.
inline LanguageRow only(std::vector<std::string> queries, std::string found) {
    return {std::move(queries), std::move(found), "*"};
}

/// Each query finds at least `found` and none of `never`.
inline LanguageRow some(std::vector<std::string> queries, std::string found, std::string never = "") {
    return {std::move(queries), std::move(found), std::move(never)};
}

/// As only(), for queries that mark nothing: filters, exclusions, an empty query.
inline LanguageRow filtered(std::vector<std::string> queries, std::string found) {
    return {std::move(queries), std::move(found), "*", Asking::plain, false};
}

inline LanguageRow asked(Asking asking, LanguageRow row) {
    row.asking = asking;
    return row;
}

/// An article without a title.
inline Story item(std::string key, std::string body, std::string language = "en") {
    return {.title = "", .body = std::move(body), .key = std::move(key), .language = std::move(language)};
}

inline Story headlined(std::string key, std::string title, std::string body, std::string language = "en") {
    Story story = item(std::move(key), std::move(body), std::move(language));
    story.title = std::move(title);
    return story;
}

std::vector<LanguageGroup> compound_groups();  ///< hyphens, closed and spaced forms
std::vector<LanguageGroup> acronym_groups();
std::vector<LanguageGroup> spelling_groups();  ///< elision, accents, apostrophes, figures, signs, addresses
std::vector<LanguageGroup> form_groups();      ///< stop words, stems, exact words, wildcards, similar words
std::vector<LanguageGroup> language_groups();  ///< languages and scripts
std::vector<LanguageGroup> operator_groups();  ///< phrases, proximity, Boolean operators, fields, dates

}  // namespace broadsheet::test
