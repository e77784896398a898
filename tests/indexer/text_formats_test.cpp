// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/indexer/collected_articles.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using Names = std::vector<std::string>;

namespace {

Article only(const CollectedArticles& collected) {
    REQUIRE(collected.problems.empty());
    REQUIRE(collected.articles.size() == 1);
    return collected.articles.front();
}

const std::string paragraph =
    "The harbour was quiet on Tuesday, and the people who work there said that they were glad of it after so many loud "
    "weeks.";

}  // namespace

TEST_CASE("a text with header lines gives every field, whatever the headers are called") {
    const Article a = only(
        read_from(Format::text,
                  "Headline: Cranes & gulls: a truce\nDATE: 28 January 2025 09:30 +01:00\nBy: Mei Tan and Jo Park\n"
                  "Publication: Harbour Wire\nCategory: Business\nKeywords: port, cranes; gulls, port\nLang: en-GB\n"
                  "Link: https://a.example/1\nUID: 77\nX-Unknown: whatever\nStandfirst: Peace, for now,\n"
                  "  at the quay.\nUpdated: 2025-01-29\n\nCranes & gulls: a truce\n\nHAMBURG, Jan 28 (dpa) – " +
                      paragraph + "\n"));
    CHECK(a.title == "Cranes & gulls: a truce");
    CHECK(to_iso(a.published) == "2025-01-28T09:30+01:00");
    CHECK(a.published.source == DateSource::header);
    CHECK(to_iso(a.modified) == "2025-01-29");
    CHECK(a.authors == Names{"Mei Tan", "Jo Park"});
    CHECK(a.source == "Harbour Wire");
    CHECK(a.section == "Business");
    CHECK(a.tags == Names{"port", "cranes", "gulls"});
    CHECK(a.language == "en");
    CHECK(a.url == "https://a.example/1");
    CHECK(a.key == "77");
    CHECK(a.subtitle == "Peace, for now, at the quay.");
    CHECK(a.place == "Hamburg");
    CHECK(a.agency == "dpa");
    CHECK(a.body == "HAMBURG, Jan 28 (dpa) – " + paragraph);
}

TEST_CASE("a first line 'date 2025-01-28' is the date, not the title") {
    const Article a = only(read_from(Format::text, " date 2025-01-28 " + paragraph + "\n\nSecond paragraph.\n"));
    CHECK(to_iso(a.published) == "2025-01-28");
    CHECK(a.published.source == DateSource::text);
    CHECK(a.title ==
          "The harbour was quiet on Tuesday, and the people who work there said that they were glad of it after so "
          "many loud weeks");
    CHECK(a.body == paragraph + "\n\nSecond paragraph.");
}

TEST_CASE("the first line is the title when it stands apart; byline and date below it are taken") {
    const Article a = only(read_from(
        Format::text, "\n\nQuiet at the harbour\n\nBy Mei Tan\n3 March 2025\n\n" + paragraph, "2020-01-01-x.txt"));
    CHECK(a.title == "Quiet at the harbour");
    CHECK(a.authors == Names{"Mei Tan"});
    CHECK(to_iso(a.published) == "2025-03-03");
    CHECK(a.body == paragraph);
}

TEST_CASE("a text without a heading gets its first sentence as title, cut at a word") {
    const std::string run_on =
        "When the ministers of the nine provinces met in the old mint on Monday evening to talk about the bridges "
        "nobody had "
        "expected that they would agree on anything at all before the morning came.";
    const Article a = only(read_from(Format::text, run_on + " Second sentence.\n\n" + paragraph));
    CHECK(a.title ==
          "When the ministers of the nine provinces met in the old mint on Monday evening to talk about the bridges "
          "nobody had…");
    CHECK(a.body.starts_with(run_on));
    const Article short_text =
        only(read_from(Format::text, "Mr. Ó Sé of the U.S. embassy left early. Nobody knows why."));
    CHECK(short_text.title == "Mr. Ó Sé of the U.S. embassy left early");
    CHECK(short_text.body == "Mr. Ó Sé of the U.S. embassy left early. Nobody knows why.");
}

TEST_CASE("the comment form at the end of a saved page is cut off, the same words in a story are not") {
    const std::string form =
        "\n\nAuthor\n\nLeave a Reply\n\nYour email address will not be published. Required fields are marked *";
    CHECK(only(read_from(Format::text, "Heading\n\n" + paragraph + form)).body == paragraph);
    std::string story = "Heading\n\nLeave a Reply\n\n";
    for (int i = 0; i < 15; ++i) story += paragraph + std::to_string(i) + "\n\n";
    CHECK(only(read_from(Format::text, story)).body.find("Leave a Reply") != std::string::npos);
}

TEST_CASE("a date in the file's name is better than none") {
    const Article a = only(read_from(Format::text, "Heading\n\n" + paragraph, "/in/2024-02-18-market.txt"));
    CHECK(to_iso(a.published) == "2024-02-18");
    CHECK(a.published.source == DateSource::file);
}

TEST_CASE("prose is not taken for headers or datelines") {
    const Article a = only(
        read_from(Format::text,
                  "Remember: the tide waits for nobody\n\nIBM - the company of old - is in the news. " + paragraph));
    CHECK(a.title == "Remember: the tide waits for nobody");
    CHECK(a.place.empty());
    CHECK(a.agency.empty());
    const Article cut = only(read_from(Format::text, "Heading\n\n, HARBOUR - " + paragraph));
    CHECK(cut.place.empty());
    CHECK(cut.body == ", HARBOUR - " + paragraph);
}

TEST_CASE("dates in the future are not believed") {
    CHECK_FALSE(only(read_from(Format::text, "Title: x\nDate: 2199-01-01\n\n" + paragraph)).published.known());
}

TEST_CASE("what is no text, or no words, is a problem with its reason") {
    const CollectedArticles binary = read_from(Format::text, std::string("ab\0\0cd", 6));
    REQUIRE(binary.problems.size() == 1);
    CHECK(binary.problems[0].stage == Stage::decode);
    const CollectedArticles empty = read_from(Format::text, "");
    REQUIRE(empty.problems.size() == 1);
    CHECK(empty.problems[0].reason == "the file is empty");
    CHECK(read_from(Format::text, " \n\t\n").problems.size() == 1);
    CHECK(read_from(Format::text, "\x07\n").articles.empty());
}

TEST_CASE("Markdown: front matter gives the fields, marks become plain text") {
    const Article a = only(read_from(
        Format::markdown,
        "---\r\ntitle: \"Rivers: \\\"moved\\\"\"\r\nauthors:\r\n  - Eilidh MacAskairn\r\n  - name: Jo Park\r\ntags: "
        "[water, 'land, sea']\r\n"
        "description: >\r\n  folded over\r\n  two lines\r\ndate: 2024-08-25 # a Sunday\r\n---\r\n\r\n# Rivers: "
        "\"moved\"\r\n\r\n"
        "The *old* river **ran** in [a line](https://x.example/a_(b)), snake_case `code`,\r\nand \\*stars\\*.\r\n\r\n"
        "## Below\r\n\r\n> Quoted &amp; said\r\n\r\n- one\r\n- two\r\n\r\n![picture](p.png)\r\n\r\n[1]: "
        "https://x.example\r\n"));
    CHECK(a.title == "Rivers: \"moved\"");
    CHECK(a.authors == Names{"Eilidh MacAskairn", "Jo Park"});
    CHECK(a.tags == Names{"water", "land, sea"});
    CHECK(a.subtitle == "folded over two lines");
    CHECK(to_iso(a.published) == "2024-08-25");
    CHECK(a.body ==
          "The old river ran in a line, snake_case code, and *stars*.\n\nBelow\n\nQuoted & said\n\none\n\ntwo");
}

TEST_CASE("Markdown without front matter has its first heading as title; an unclosed rule is no front matter") {
    CHECK(only(read_from(Format::markdown, "Setext heading\n===\n\nText.")).title == "Setext heading");
    CHECK(only(read_from(Format::markdown, "---\ntitle: x\n\nText that goes on.")).body.find("Text that goes on.") !=
          std::string::npos);
}

TEST_CASE("Reuters SGML: fields, sign-off, entities, briefs and unprocessed items") {
    const std::string sgml =
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
        "<REUTERS TOPICS=\"YES\" NEWID=\"1\">\n<DATE>26-FEB-1987 "
        "15:01:01.79&#5;&#5;F</DATE>\n<TOPICS><D>cocoa</D><D>ship</D></TOPICS>\n"
        "<TEXT>&#2;\n<TITLE>COCOA &lt;BEAN> PRICES\nUP</TITLE>\n<AUTHOR>    By Mei Tan, Reuters</AUTHOR>\n<DATELINE>   "
        " ST. LOUIS, Mo., Feb 26 - </DATELINE>"
        "<BODY>Showers &amp; sun.\n REUTER\n&#3;</BODY></TEXT>\n</REUTERS>\n"
        "<REUTERS NEWID=\"2\"><DATE> 2-MAR-1987 09:39:50.97</DATE><TOPICS></TOPICS><TEXT "
        "TYPE=\"BRIEF\">&#2;\n******<TITLE>FLASH NEWS\n</TITLE>Blah blah blah.\n&#3;\n</TEXT></REUTERS>"
        "<REUTERS NEWID=\"3\"><TEXT TYPE=\"UNPROC\">&#2;\nWEEKLY REPORT 1 - FEB 26\n    Reserves 1 vs 2\n "
        "Reuter\n&#3;</TEXT></REUTERS>\n"
        "<REUTERS NEWID=\"4\"><DATE> 3-APR-198 <TEXT TYPE=\"UNPROC\">&#2;\n&#3;</TEXT>\n</REUTERS>";
    const CollectedArticles c = read_from(Format::reuters_sgml, sgml);
    REQUIRE(c.problems.empty());
    REQUIRE(c.articles.size() == 4);
    const Article& a = c.articles[0];
    CHECK(a.key == "1");
    CHECK(a.title == "COCOA <BEAN> PRICES UP");
    CHECK(a.authors == Names{"Mei Tan"});
    CHECK(a.place == "St. Louis");
    CHECK(a.source == "Reuters");
    CHECK(a.section == "cocoa");
    CHECK(a.tags == Names{"cocoa", "ship"});
    CHECK(to_iso(a.published) == "1987-02-26T15:01:01");
    CHECK(a.body == "Showers & sun.");
    CHECK(c.articles[1].title == "FLASH NEWS");
    CHECK(c.articles[1].body.empty());
    CHECK(c.articles[2].title == "WEEKLY REPORT 1 - FEB 26");
    CHECK(c.articles[2].body == "WEEKLY REPORT 1 - FEB 26\nReserves 1 vs 2");
    CHECK(c.articles[2].place.empty());
    CHECK(c.articles[3].title == "Untitled item 4");
    CHECK(c.locations[3] == "article 4");
    CHECK(read_from(Format::reuters_sgml, "nothing").problems.size() == 1);
}
