// SPDX-License-Identifier: GPL-3.0-or-later
// What a reply says about the words of a query, in which order it puts articles, and that it is always a reply.
#include "tests/engine/news_language_keys.h"

#include <doctest/doctest.h>

#include <optional>
#include <utility>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

/// An archive in which words, acronyms and their long forms are counted.
class Glossary {
public:
    Glossary() {
        archive_.put_and_index(
            "/in/glossary",
            {item("general", "Work on artificial general intelligence (AGI) goes on. AGI is a hope."),
             item("again", "Artificial general intelligence (A.G.I.) is a fear."),
             item("income", "The form asks for adjusted gross income (AGI), said the tax office."),
             item("bare", "AGI was the talk of the town."), item("one", "The government fell."),
             item("two", "A government rose, then two governments."), item("three", "No government lasts."),
             item("hyphen", "An open-source map."), item("hyphentwo", "An open-source atlas."),
             item("closed", "An opensource globe."), item("spaced", "An open source chart."),
             item("accented", "A résumé of the year, and a resume."), item("accentedtwo", "One more résumé."),
             item("reed", "Lanternreed sank."), item("reedtwo", "Lanternreed rose."),
             item("spanish", "Dijo que la reunión terminó y que volverán a la mesa mañana por la tarde.", "es")});
        searcher_.emplace(archive_.path());
    }
    SearchReply search(const std::string& query, Asking asking = Asking::plain) {
        return searcher_->search(request_for_row(query, asking));
    }
    Keys keys(const std::string& query) { return found_by(search(query)); }

private:
    TestArchive archive_;
    std::optional<Searcher> searcher_;
};

std::uint32_t articles_with(const SearchReply& reply, const std::string& form) {
    for (const WrittenForm& written : reply.forms)
        if (written.form == form) return written.articles;
    return 0;
}

}  // namespace

TEST_CASE("language of news: an acronym's long forms are told, to widen the query and to narrow it") {
    Glossary glossary;
    const SearchReply reply = glossary.search("AGI");
    CHECK(joined(found_by(reply)) == "again bare general income");
    REQUIRE(reply.meanings.size() == 2);
    CHECK(reply.meanings[0].long_form == "artificial general intelligence");
    CHECK(reply.meanings[0].articles == 2);
    CHECK(reply.meanings[1].long_form == "adjusted gross income");
    CHECK(reply.meanings[1].articles == 1);
    CHECK(joined(glossary.keys(reply.meanings[0].only)) == "again general");
    CHECK(joined(glossary.keys(reply.meanings[1].only)) == "income");
    CHECK(joined(glossary.keys(reply.meanings[0].with)) == "again bare general income");
}

TEST_CASE("language of news: a word is no form of one that only another language makes of it") {
    Glossary glossary;
    const SearchReply reply = glossary.search("Lanternread");
    CHECK(reply.total == 0);
    CHECK(reply.forms.empty());
    REQUIRE(reply.did_you_mean);
    CHECK(reply.did_you_mean->query == "lanternreed");
    CHECK(glossary.search("=lanternreeds").did_you_mean.has_value());
    CHECK(glossary.search("=governmental").did_you_mean.value_or(Suggestion{}).reason.find("side by side") ==
          std::string::npos);
}

TEST_CASE("language of news: the reply counts the forms that matched") {
    Glossary glossary;
    for (const std::string query : {"open-source", "opensource"}) {
        CAPTURE(query);
        const SearchReply reply = glossary.search(query);
        CHECK(articles_with(reply, "open-source") == 2);
        CHECK(articles_with(reply, "opensource") == 1);
        CHECK(articles_with(reply, "open source") == 1);
    }
    for (const std::string form : {"résumé", "resume"}) {
        CAPTURE(form);
        CHECK(articles_with(glossary.search("resume"), form) == glossary.search('=' + form).total);
    }
    CHECK(glossary.search("=résumé").total == 2);
    const SearchReply reply = glossary.search("governments");
    CHECK(articles_with(reply, "government") == 3);
    CHECK(articles_with(reply, "governments") == 1);
}

TEST_CASE("language of news: a misspelt word finds nothing, and the reply offers the nearest query that does") {
    Glossary glossary;
    for (const std::string query : {"goverment", "goverment map~", "goverment rose"}) {
        CAPTURE(query);
        CHECK(glossary.search(query).total == 0);
    }
    const SearchReply one = glossary.search("goverment");
    REQUIRE(one.did_you_mean);
    CHECK(one.did_you_mean->query == "government");
    CHECK(one.did_you_mean->articles == 3);
    const SearchReply two = glossary.search("goverment rose");
    REQUIRE(two.did_you_mean);
    CHECK(joined(glossary.keys(two.did_you_mean->query)) == "two");
    CHECK_FALSE(glossary.search("government").did_you_mean);
    const SearchReply together = glossary.search("government opensource");
    REQUIRE(together.did_you_mean);  // each word is there, never both
    CHECK(glossary.search(together.did_you_mean->query).total == together.did_you_mean->articles);
    CHECK(together.did_you_mean->articles > 0);
}

TEST_CASE("language of news: adjacent words rank above words far apart, and all words above some") {
    TestArchive archive;
    archive.put_and_index(
        "/in/ranks",
        {item("apart",
              "An open door, and a source said so; the open window, another source said, stayed open. A "
              "source of light."),
         item("adjacent", "The open source plan was read out in the hall to a large and patient crowd of people."),
         item("one", "Open open open open open."), item("neither", "Nothing of the sort was heard."),
         item("policy", "北京市政府宣布新的交通政策，从下月一日起实施。", "zh"),
         item("beijing", "北京昨天下雨，北京今天晴，北京明天多云。", "zh"),
         item("when", "什么时候开始下雪，没有人知道，什么也没有。", "zh")});
    Searcher searcher(archive.path());
    const SearchReply both = searcher.search(request_for("open source"));
    REQUIRE(both.hits.size() == 2);
    CHECK(both.hits[0].article.key == "adjacent");
    SearchRequest request = request_for_row("open source plan crowd", Asking::any_word);
    const SearchReply some = searcher.search(request);
    REQUIRE(some.hits.size() == 3);
    CHECK(some.hits[0].article.key == "adjacent");
    CHECK(some.hits[2].article.key == "one");
    const SearchReply question =
        searcher.search(request_for_row("北京市政府的新交通政策是从什么时候开始实施的？", Asking::any_word));
    REQUIRE_FALSE(question.hits.empty());
    CHECK(question.hits[0].article.key == "policy");
}

TEST_CASE("language of news: nothing that a person types is an error") {
    Glossary glossary;
    std::vector<std::string> queries = {"(",
                                        ")",
                                        ")(",
                                        "((((",
                                        "AND",
                                        "OR",
                                        "NOT",
                                        "NEAR",
                                        "NEAR/",
                                        "NEAR/s",
                                        "NEAR/p",
                                        "NEAR/0",
                                        "NEAR/99999999999999",
                                        "a NEAR/x b",
                                        "\"",
                                        "\"\"\"",
                                        "\"a",
                                        "a\"b\"c",
                                        "-",
                                        "--",
                                        "-a",
                                        "-(",
                                        "-\"",
                                        "=",
                                        "==",
                                        "=\"",
                                        "~",
                                        "a~",
                                        "~a",
                                        "a~9",
                                        "*",
                                        "**",
                                        "*a",
                                        "a*b",
                                        "\"*\"",
                                        "\"* *\"",
                                        "\"a* *\"",
                                        "title:",
                                        "title::",
                                        "title:(",
                                        "title:\"",
                                        "title:*",
                                        "author:~",
                                        "titel:x",
                                        "date:",
                                        "date:2025-13",
                                        "date:tomorrow",
                                        "date:2025..2024",
                                        "before:",
                                        "after:-",
                                        "after:-9999999999d",
                                        "http://",
                                        "https://a.b/c?d=e&f=g#h",
                                        "10:30",
                                        "C:\\Windows",
                                        "<script>alert(1)</script>",
                                        "'; DROP TABLE article; --",
                                        "%00%ff",
                                        "\\",
                                        "a\\\"b",
                                        "{}",
                                        "[a TO b]",
                                        "a^2",
                                        "+a +b",
                                        "a && b || !c",
                                        "\u2014",
                                        "\u00ad",
                                        "\u200b",
                                        "\ufeff",
                                        "\U0001F600",
                                        "\u202egnp",
                                        std::string("a\0b", 3),
                                        "\xff\xfe",
                                        "\xe2\x82",
                                        "e\u0301\u0301\u0301",
                                        "a.b.c.d.e.f.g.h.i.j.k",
                                        "A.B.C.D.E.F.G.H.I.J.K",
                                        "&",
                                        "&&",
                                        "#",
                                        "@",
                                        "C++++",
                                        "1,,000",
                                        "1.2.3.4.5",
                                        "l'",
                                        "l''",
                                        "'s",
                                        "\u2019",
                                        "qu'",
                                        "-7d",
                                        "open-",
                                        "-open-",
                                        "open--source",
                                        "open - source"};
    queries.push_back(std::string(5000, 'x'));
    queries.push_back(std::string(300, '(') + "government" + std::string(300, ')'));
    queries.push_back(std::string(200, '"'));
    std::string words, wildcards, groups;
    for (int i = 0; i < 200; ++i) {
        words += "government NEAR/" + std::to_string(i) + " ";
        wildcards += std::string(1, static_cast<char>('a' + i % 26)) + "* ";
        groups += "(open-source OR -";
    }
    queries.insert(queries.end(), {words, wildcards, groups, "\"" + wildcards + "\""});
    for (const std::string& query : queries) {
        CAPTURE(query);
        for (const Asking asking : {Asking::plain, Asking::exact, Asking::any_word}) {
            SearchReply reply;
            CHECK_NOTHROW(reply = glossary.search(query, asking));
            CHECK(reply.total == reply.hits.size());
            CHECK(reply.total <= 16);
            for (const query::Warning& warning : reply.warnings) {
                CHECK(warning.position <= query.size());
                CHECK_FALSE(warning.message.empty());
            }
        }
    }
}

TEST_CASE("language of news: what could not be read as meant is said, and where") {
    Glossary glossary;
    const std::pair<std::string, std::size_t> queries[] = {{"government AND", 11},
                                                           {"\"open source", 0},
                                                           {"titel:government", 0},
                                                           {"government date:2025-13", 16},
                                                           {"NEAR government", 0}};
    for (const auto& [query, position] : queries) {
        CAPTURE(query);
        const SearchReply reply = glossary.search(query);
        REQUIRE_FALSE(reply.warnings.empty());
        CHECK(reply.warnings[0].position == position);
    }
    CHECK_FALSE(glossary.search("(government").warnings.empty());
    for (const std::string query :
         {"open-source", "\"open sourc*\"", "goverment~", "AGI NEAR/3 hope", "A.G.I.", "C++", "10:30",
          "https://example.org/a", "open-source NEAR/s map", "=AGI", "date:2025-01..2025-02"}) {
        CAPTURE(query);
        CHECK(glossary.search(query).warnings.empty());
    }
}
