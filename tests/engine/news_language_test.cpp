// SPDX-License-Identifier: GPL-3.0-or-later
// The acceptance table of the language of news: what a reader types, and what a librarian expects to come back.
#include "tests/engine/news_language_keys.h"

#include <doctest/doctest.h>

#include <iostream>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

bool shows_mark(const Hit& hit) {
    const auto marked = [](const auto& part) { return !part.empty(); };
    return !hit.title_marks.empty() || std::ranges::any_of(hit.author_marks, marked) ||
           std::ranges::any_of(hit.fragments, marked, &Fragment::marks);
}

Keys unmarked_of(const SearchReply& reply) {
    Keys keys;
    for (const Hit& hit : reply.hits)
        if (!shows_mark(hit)) keys.insert(hit.article.key);
    return keys;
}

/// One query of a row: what it finds, that the canonical text finds the same, that each article found shows why.
void check_query(Searcher& searcher, const LanguageRow& row, const std::string& query, const Keys& all) {
    CAPTURE(query);
    const SearchReply reply = searcher.search(request_for_row(query, row.asking));
    const Keys found = found_by(reply);
    CHECK(reply.total == found.size());
    const Keys wanted = keys_of(row.found);
    const Keys unwanted = row.never == "*" ? without(all, wanted) : keys_of(row.never);
    const std::string missing = joined(without(wanted, found));
    const std::string too_many = joined(common(found, unwanted));
    CHECK(missing == "");
    CHECK(too_many == "");
    CAPTURE(reply.understood);
    const Asking again_as = row.asking == Asking::body ? Asking::body : Asking::plain;
    const std::string again = joined(found_by(searcher.search(request_for_row(reply.understood, again_as))));
    CHECK(again == joined(found));
    if (row.marked) CHECK(joined(unmarked_of(reply)) == "");
    for (const query::Warning& warning : reply.warnings) CHECK(warning.position <= query.size());
}

void check_keys(const LanguageGroup& group, const Keys& all) {
    CHECK(all.size() == group.articles.size());
    for (const LanguageRow& row : group.rows) {
        REQUIRE(joined(without(keys_of(row.found), all)) == "");
        if (row.never != "*") REQUIRE(joined(without(keys_of(row.never), all)) == "");
    }
}

void check_groups(const std::vector<LanguageGroup>& groups) {
    std::size_t rows = 0, pairs = 0;
    for (const LanguageGroup& group : groups) {
        CAPTURE(group.name);
        TestArchive archive;
        archive.put_and_index("/in/group", group.articles);
        Searcher searcher(archive.path());
        Keys all;
        for (const Story& story : group.articles) all.insert(story.key);
        check_keys(group, all);
        for (const LanguageRow& row : group.rows) {
            ++rows;
            for (const std::string& query : row.queries) check_query(searcher, row, query, all);
            const std::size_t judged =
                row.never == "*" ? all.size() : keys_of(row.found).size() + keys_of(row.never).size();
            pairs += row.queries.size() * judged;
        }
    }
    std::cout << groups.size() << " groups, " << rows << " rows, " << pairs << " pairs of query and article\n";
}

}  // namespace

TEST_CASE("language of news: hyphenated, closed and spaced compounds") {
    check_groups(compound_groups());
}

TEST_CASE("language of news: acronyms and the words that look like them") {
    check_groups(acronym_groups());
}

TEST_CASE("language of news: elision, accents, apostrophes, figures, signs, addresses") {
    check_groups(spelling_groups());
}

TEST_CASE("language of news: stop words, forms of words, exact words, wildcards, similar words") {
    check_groups(form_groups());
}

TEST_CASE("language of news: languages and scripts") {
    check_groups(language_groups());
}

TEST_CASE("language of news: proximity, Boolean operators, fields and dates") {
    check_groups(operator_groups());
}
