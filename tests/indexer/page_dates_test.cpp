// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of whole pages: which of those that stand on a page is the article's.
#include "indexer/extract/html_metadata.h"
#include "tests/indexer/collected_articles.h"

#include <doctest/doctest.h>

#include <string>

using namespace broadsheet;

namespace {

Article metadata_of(const std::string& head, const std::string& body, const std::string& language = "en") {
    const HtmlDocument page("<html lang=\"" + language + "\"><head>" + head + "</head><body>" + body +
                            "</body></html>");
    return read_metadata(page, test_now_s).article;
}

/// "2024-05-06 from text", or "none".
std::string published(const std::string& head, const std::string& body, const std::string& language = "en") {
    const Article article = metadata_of(head, body, language);
    if (!article.published.known()) return "none";
    return to_iso(article.published) + " from " + std::string(name_of(article.published.source));
}

const std::string prose =
    "<p>The ferry left Port Ellis an hour late, and those who had waited on the quay since the morning said that they "
    "had never seen the harbour so full of boats, nor the captain so short of words about where she had been.</p>";

}  // namespace

TEST_CASE("a page tells its date in many ways") {
    struct Case {
        std::string why;
        std::string head;
        std::string body;
        std::string meant;
    };
    const std::string h1 = "<h1>The ferry comes home at last</h1>";
    const Case cases[] = {
        {"JSON-LD", R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry comes home",
          "datePublished":"2024-05-06T07:00:00+02:00"}</script>)",
         h1, "2024-05-06T07:00:00+02:00 from json-ld"},
        {"JSON-LD of the day when the site moved", R"(<link rel="canonical" href="https://gull.example/2021/3/9/ferry">
          <script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-06"}</script>)",
         h1, "2021-03-09 from url"},
        {"JSON-LD of a second printing", R"(<link rel="canonical" href="https://gull.example/2024/3/9/ferry">
          <script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-06"}</script>)",
         h1, "2024-05-06 from json-ld"},
        {"JSON-LD with a bracket and a comma too many", R"(<script type="application/ld+json">{"@type":"NewsArticle",
          "datePublished":"2024-05-06",}}</script>)",
         h1, "2024-05-06 from json-ld"},
        {"JSON-LD beyond repair", R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"a "b" c",
          "datePublished":"2024-05-06"}</script>)",
         h1, "2024-05-06 from json-ld"},
        {"Open Graph", R"(<meta property="article:published_time" content="2024-05-06T07:00Z">)", h1,
         "2024-05-06T07:00Z from meta"},
        {"Parsely", R"(<meta name="parsely-pub-date" content="2024-05-06T07:00:00Z">)", h1,
         "2024-05-06T07:00:00Z from meta"},
        {"Sailthru", R"(<meta name="sailthru.date" content="Mon, 06 May 2024 07:00:00 GMT">)", h1,
         "2024-05-06T07:00:00Z from meta"},
        {"a journal", R"(<meta name="citation_publication_date" content="2024/05/06">)", h1, "2024-05-06 from meta"},
        {"Dublin Core", R"(<meta name="DC.date.issued" content="2024-05-06">)", h1, "2024-05-06 from meta"},
        {"microdata", "", h1 + R"(<span itemprop="datePublished" content="2024-05-06">yesterday</span>)",
         "2024-05-06 from time"},
        {"RDFa", "", h1 + R"(<span property="dc:date" content="2024-05-06">Monday</span>)", "2024-05-06 from time"},
        {"time", "", h1 + R"(<time datetime="2024-05-06T07:00">Monday</time>)", "2024-05-06T07:00 from time"},
        {"a class", "", h1 + R"(<span class="entryDate">6 May 2024</span>)", "2024-05-06 from text"},
        {"a plain line", "", h1 + "<p>Port Ellis<br>6 May 2024, 22:11 GMT+10</p>", "2024-05-06T22:11+10:00 from text"},
        {"a line above the headline", "", "<h3>6 May 2024</h3>" + h1, "2024-05-06 from text"},
        {"a date in pieces", "",
         h1 + "<div class=date><span class=d>6</span><span class=m>May</span><span class=y>2024</span></div>",
         "2024-05-06 from text"},
        {"the beginning of the text", "", h1 + "<p>(6 May 2024) " + prose.substr(3), "2024-05-06 from text"},
        {"a label at the end", "", h1 + prose + prose + "<p>Published on: 6 May 2024</p>", "2024-05-06 from text"},
        {"a title on something like \"3 hours ago\"", "",
         h1 + R"(<abbr class="timeago" title="2024-05-06T07:00:00Z">long ago</abbr>)",
         "2024-05-06T07:00:00Z from text"},
        {"the address", R"(<link rel="canonical" href="https://courier.example/2024/05/06/ferry">)", h1,
         "2024-05-06 from url"},
        {"data in a script", "", h1 + R"(<script>var page = {"publishedAt":"2024-05-06T07:00:00Z"};</script>)",
         "2024-05-06T07:00:00Z from meta"},
        {"the picture", R"(<meta property="og:image" content="https://courier.example/up/2024/05/06/a.jpg">)", h1,
         "2024-05-06 from url"},
        {"only a change", "", h1 + "<p class=date>Last updated: 6 May 2024</p>", "2024-05-06 from text"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.why);
        CHECK(published(one.head, one.body + prose) == one.meant);
    }
}

TEST_CASE("labels in other languages are understood") {
    struct Case {
        std::string language;
        std::string line;
    };
    for (const Case& one : {Case{"de", "Veröffentlicht am 06.05.2024"}, Case{"de", "Stand: 06.05.2024, 11:05 Uhr"},
                            Case{"de", "Erschienen am: 6. Mai 2024"}, Case{"fr", "Mis en ligne le 6 mai 2024"},
                            Case{"fr", "Publié le 06/05/2024"}, Case{"tr", "Yayınlanma: 6 Mayıs 2024"},
                            Case{"es", "Publicado el 6 de mayo de 2024"}, Case{"it", "Pubblicato il 6 maggio 2024"},
                            Case{"nl", "Gepubliceerd op 6 mei 2024"}, Case{"pl", "Opublikowano: 6 maja 2024"},
                            Case{"ru", "Опубликовано 6 мая 2024"}, Case{"ja", "公開日 2024年5月6日"},
                            Case{"zh", "发布时间：2024-05-06"}, Case{"ko", "입력 2024.05.06"}}) {
        CAPTURE(one.line);
        // Far from the headline and below the text, so that the label alone vouches for it.
        const std::string body = "<h1>The ferry comes home at last</h1>" + prose + prose + prose + prose + prose +
                                 prose + prose + prose + "<p>" + one.line + "</p>";
        CHECK(published("", body, one.language).substr(0, 10) == "2024-05-06");
    }
}

TEST_CASE("dates of other things are not the article's") {
    struct Case {
        std::string why;
        std::string body;
    };
    const std::string h1 = "<h1>The ferry comes home at last</h1>";
    const Case cases[] = {
        {"an article in a list", h1 + prose +
                                     "<div class=related><p>More</p><p>one</p><p>two</p><a href=/a>A goat is found</a>"
                                     "<span class=date>6 May 2024</span></div>"},
        {"a reader's comment",
         h1 + prose + "<div class=comments><p>Lars</p><time datetime=2024-05-06>6 May</time></div>"},
        {"an event", h1 + "<p>Event: 6 May 2024 - 9 May 2024</p>" + prose},
        {"a year", h1 + "<p>2024</p>" + prose},
        {"the future", h1 + "<p class=date>6 May 2031</p>" + prose},
        {"the headline", "<h1>What happened on 6 May 2024 in Port Ellis</h1>" + prose},
        {"running text", h1 +
                             "<p>On 6 May 2024, said the captain, nobody had expected that the ferry would come back, "
                             "and she was not surprised at all by the crowd that stood there.</p>" +
                             prose},
        {"a copyright", h1 + prose + "<footer>Copyright 6 May 2024 The Ellis Courier</footer>"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.why);
        CHECK(published("", one.body) == "none");
    }
}

TEST_CASE("data of many articles in a script tell nothing") {
    CHECK(published("",
                    "<h1>The ferry comes home at last</h1><script>[{\"publishedAt\":\"2024-05-06\"},"
                    "{\"publishedAt\":\"2024-05-07\"},{\"publishedAt\":\"2024-05-08\"}]</script>" +
                        prose) == "none");
}

TEST_CASE("1 January at midnight is a placeholder where the page shows another year") {
    const std::string head = R"(<meta property="article:published_time" content="2004-01-01">)";
    const std::string h1 = "<h1>The ferry comes home at last</h1>";
    CHECK(published(head, h1 + "<p class=date>6 May 2024</p>" + prose) == "2024-05-06 from text");
    CHECK(published(head, h1 + prose) == "2004-01-01 from meta");
}

TEST_CASE("a moment in UTC falls on the newsroom's day") {
    const auto page = [](const char* moment) {
        return R"(<meta property="article:published_time" content=")" + std::string(moment) + "\">";
    };
    const std::string h1 = "<h1>The ferry comes home at last</h1>";
    SUBCASE("the time for readers gives the offset") {
        CHECK(published(page("2024-05-07T01:49:09Z"), h1 + "<p>Published May 6, 2024 at 5:49 p.m.</p>" + prose) ==
              "2024-05-06T17:49:09-08:00 from meta");
    }
    SUBCASE("a <time> says it itself") {
        CHECK(published(page("2024-05-07T01:49:09Z"), h1 + "<time datetime=2024-05-06T20:49:09-05:00>May 6</time>" +
                                                          prose) == "2024-05-06T20:49:09-05:00 from meta");
    }
    SUBCASE("the address names the day") {
        const std::string link = R"(<link rel="canonical" href="https://courier.example/2024/05/06/ferry">)";
        CHECK(published(page("2024-05-07T01:49:09Z") + link, h1 + prose) == "2024-05-06 from url");
        CHECK(published(page("2024-05-06T12:00:00Z") + link, h1 + prose) == "2024-05-06T12:00:00Z from meta");
        CHECK(published(page("2024-05-09T12:00:00Z") + link, h1 + prose) == "2024-05-09T12:00:00Z from meta");
    }
    SUBCASE("an offset of its own is left alone") {
        const std::string link = R"(<link rel="canonical" href="https://courier.example/2024/05/06/ferry">)";
        CHECK(published(page("2024-05-07T01:49:09+02:00") + link, h1 + prose) == "2024-05-07T01:49:09+02:00 from meta");
    }
}

TEST_CASE("a meta date that reads both ways is read as the page shows it") {
    const std::string head = R"(<meta name="pubdate" content="11/01/2023 12:43:42">)";
    const std::string h1 = "<h1>Die Fähre kehrt endlich nach Hause</h1>";
    CHECK(published(head, h1 + prose + "<p>Erstellt am: 01.11.2023</p>", "de").substr(0, 10) == "2023-11-01");
    CHECK(published(head, h1 + prose, "de").substr(0, 10) == "2023-01-11");
}

TEST_CASE("a change comes after the publication") {
    const Article article = metadata_of(R"(<meta property="article:published_time" content="2024-05-06T07:00Z">
        <meta property="article:modified_time" content="2024-05-08T07:00Z">)",
                                        prose);
    CHECK(to_iso(article.modified) == "2024-05-08T07:00Z");
    const Article earlier = metadata_of(R"(<meta property="article:published_time" content="2024-05-06T07:00Z">
        <meta property="article:modified_time" content="2024-05-01T07:00Z">)",
                                        prose);
    CHECK_FALSE(earlier.modified.known());
}
