// SPDX-License-Identifier: GPL-3.0-or-later
// Articles for spreadsheets and citation managers.
#include "server/api/article_csv.h"
#include "server/api/citation.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace broadsheet;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string row_of(const StoredArticle& article) {
    return csv_row(article, {3, 5, 1, 2});
}

/// Cells of one line by RFC 4180.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quoted && line[i] == '"' && line.substr(i, 2) == "\"\"")
            cells.back() += line[i++];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (!quoted && line[i] == ',')
            cells.emplace_back();
        else if (!quoted && line.substr(i) == "\r\n")
            break;
        else
            cells.back() += line[i];
    }
    return cells;
}

}  // namespace

TEST_CASE("csv: as many cells as columns, named as in REST, whatever they hold") {
    const auto names = cells_of(csv_head());
    CHECK(names.front() == "id");
    CHECK(names.back() == "body");
    auto article = test::sample_article();
    article.title = "He said \"no, never\"";
    const auto cells = cells_of(row_of(article));
    REQUIRE(cells.size() == names.size());
    const auto cell = [&](std::string_view name) {
        return cells[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())];
    };
    CHECK(cell("id") == "7");
    CHECK(cell("key") == "hw-7");
    CHECK(cell("title") == "He said \"no, never\"");
    CHECK(cell("authors") == "Mei Tan; Jonas Okoro");
    CHECK(cell("source") == "Harbour Wire");
    CHECK(cell("publishedAt") == "2025-01-28");
    CHECK(cell("story") == "3");
    CHECK(cell("withdrawn") == "false");
    CHECK(cell("body") == article.body);
    CHECK(row_of(article).ends_with("\r\n"));
}

TEST_CASE("csv: what a spreadsheet would run stays text") {
    auto article = test::sample_article();
    for (const std::string evil : {"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"x\")", "＝1+1", "－1"}) {
        article.title = evil;
        const auto cells = cells_of(row_of(article));
        CHECK(std::ranges::find(cells, "'" + evil) != cells.end());
    }
    article.title = "a=b";
    CHECK(std::ranges::count(cells_of(row_of(article)), "a=b") == 1);
}

TEST_CASE("ris: a record that begins with its type and ends") {
    const auto ris = ris_of(test::sample_article());
    CHECK(ris.starts_with("TY  - NEWS\r\n"));
    CHECK(ris.ends_with("ER  - \r\n\r\n"));
    for (const std::string line :
         {"AU  - Tan, Mei", "AU  - Okoro, Jonas", "TI  - Open-source, quietly", "T2  - Harbour Wire", "PY  - 2025",
          "DA  - 2025/01/28/", "KW  - software", "LA  - en", "UR  - https://harbour-wire.example/2025/quiet?a=1&b=2"}) {
        CAPTURE(line);
        CHECK(has(ris, line + "\r\n"));
    }
}

TEST_CASE("ris: dates are as precise as they are known, and text can't add lines") {
    auto article = test::sample_article();
    article.published = test::date_of("1987");
    CHECK(has(ris_of(article), "DA  - 1987///\r\n"));
    article.published = test::date_of("1987-02");
    CHECK(has(ris_of(article), "DA  - 1987/02//\r\n"));
    article.published = {};
    CHECK_FALSE(has(ris_of(article), "PY  - "));
    article.subtitle = "one\r\nER  - \r\ntwo";
    CHECK_FALSE(has(ris_of(article), "\nER  - \r\ntwo"));
    article.withdrawn = true;
    CHECK(has(ris_of(article), "N1  - Withdrawn"));
}

TEST_CASE("bibtex: an article of its publication, escaped for TeX") {
    auto article = test::sample_article();
    article.title = "100% {of} $5 & #1_a ~ ^ \\ end}";
    article.authors = {"Mei Tan", "Smith, Jones and Sons"};
    article.url = "https://harbour-wire.example/{a} b?x=1%202&y=#z";
    const auto entry = bibtex_of(article);
    CHECK(entry.starts_with("@article{harbour-wire-2025-7,\n"));
    CHECK(entry.ends_with("\n}\n\n"));
    CHECK(has(entry,
              "title = {{100\\% {\\textbraceleft}of{\\textbraceright} \\$5 \\& \\#1\\_a {\\textasciitilde} "
              "{\\textasciicircum} {\\textbackslash} end{\\textbraceright}}}"));
    CHECK(has(entry, "author = {Mei Tan and {Smith, Jones and Sons}}"));
    CHECK(has(entry, "journal = {Harbour Wire}"));
    CHECK(has(entry, "month = jan"));
    CHECK(has(entry, "day = {28}"));
    CHECK(has(entry, "url = {https://harbour-wire.example/%7Ba%7D%20b?x=1%202&y=#z}"));
    CHECK(std::ranges::count(entry, '{') == std::ranges::count(entry, '}'));
    article.source.clear();
    CHECK(bibtex_of(article).starts_with("@misc{article-2025-7,\n"));
}

TEST_CASE("citation: names of persons are turned, other bylines stay") {
    const std::vector<std::pair<std::string, std::string>> table = {
        {"Mei Tan", "Tan, Mei"},
        {"Jean-Paul d'Aubigné", "d'Aubigné, Jean-Paul"},
        {"Ludwig van der Berg", "van der Berg, Ludwig"},
        {"Ada B. Core Jr.", "Core, Ada B., Jr."},
        {"Reuters", "Reuters"},
        {"Staff Reporter", "Staff Reporter"},
        {"Harbour Wire Newsroom", "Harbour Wire Newsroom"},
        {"Tan, Mei", "Tan, Mei"},
        {"陈 美", "陈 美"},
        {"our own correspondent in the harbour", "our own correspondent in the harbour"},
        {"", ""}};
    for (const auto& [name, expected] : table) CHECK(family_name_first(name) == expected);
}
