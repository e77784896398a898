// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that would like to be markup, a formula, a field or a header; tests/browser/content_test.mjs has the pages.
#include "engine/article/spreadsheet_cell.h"
#include "server/api/article_csv.h"
#include "server/api/citation.h"
#include "server/api/csl_json.h"
#include "server/api/ninjs.h"
#include "server/api/xml_writer.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace broadsheet;

namespace {

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

/// What only the titles of an article can have done to a citation.
StoredArticle hostile_article() {
    auto article = test::sample_article();
    article.title = "End\r\nER  - \r\nTY  - BOOK\u2028AU  - Nobody\u0085KW  - none\vN1  - no\fUR  - x\x1eTI  - y";
    article.source = "}, note = {owned\n} @book{owned";
    article.authors = {"\\input{/etc/passwd}", "Mei AND Jonas", "others"};
    article.url = "JavaScript:alert(1)";
    article.section = "=HYPERLINK(\"https://elsewhere.example\")";
    return article;
}

}  // namespace

TEST_CASE("hostile content: XML leaves out what it has no way of writing") {
    XmlWriter xml;
    xml.begin("a", {{"b", "]]>\uFFFF\"<&\x01"}});
    xml.element("c", "x\uFFFE\uFFFFy\xC0\x80\xED\xA0\x80z\xFF \U0001F426 ]]>");
    xml.end();
    CHECK(has(xml.take(), "<a b=\"]]&gt;&quot;&lt;&amp;\">\n<c>xyz \U0001F426 ]]&gt;</c>\n</a>\n"));
}

TEST_CASE("hostile content: cells are guarded, and come back as they were") {
    for (const char* formula : {"=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00A0=1", "\u3000=1",
                                "＝1", "＠a", "'=1", "''-1", "' =1"}) {
        CAPTURE(formula);
        CHECK(guarded_cell(formula) == "'" + std::string(formula));
        CHECK(unguarded_cell(guarded_cell(formula)) == formula);
    }
    for (const char* text : {"", "'", "''", "'tis =1", "a=1", "1-2", "'t Hof", " x", "é"}) {
        CAPTURE(text);
        CHECK(guarded_cell(text) == text);
        CHECK(unguarded_cell(text) == text);
    }
    CHECK(has(csv_row(hostile_article(), {}), ",\"'=HYPERLINK(\"\"https://elsewhere.example\"\")\","));
}

TEST_CASE("hostile content: a citation stays one, of as many fields as it has") {
    const std::string ris = ris_of(hostile_article());
    CHECK(std::ranges::count(ris, '\n') == std::ranges::count(ris, '\r'));
    for (const char* end : {"\u2028", "\u0085", "\v", "\f", "\x1e"}) CHECK_FALSE(has(ris, end));
    for (const char* tag : {"\r\nAU  - Nobody", "\r\nTY  - ", "\r\nUR  - ", "\r\nKW  - none"})
        CHECK_FALSE(has(ris, tag));
    CHECK(has(ris, "\r\nTI  - End  ER  -   TY  - BOOK AU  - Nobody KW  - none N1  - no UR  - x TI  - y\r\n"));

    const std::string bibtex = bibtex_of(hostile_article());
    CHECK(std::ranges::count(bibtex, '{') == std::ranges::count(bibtex, '}'));
    CHECK_FALSE(has(bibtex, "\n} @book"));
    CHECK_FALSE(has(bibtex, "\\input"));
    CHECK_FALSE(has(bibtex, "\n  note = "));
    CHECK(has(bibtex, " and {Mei AND Jonas} and {others}"));
}

TEST_CASE("hostile content: what others make links of is an address of the web, or isn't there") {
    const auto article = hostile_article();
    for (const std::string& text : {ris_of(article), bibtex_of(article), csl_json_of(article), ninjs_of(article)}) {
        CAPTURE(text);
        CHECK_FALSE(has(text, "alert(1)"));
    }
}
