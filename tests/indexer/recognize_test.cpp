// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/format.h"

#include <doctest/doctest.h>

#include <string>

using namespace broadsheet;

TEST_CASE("content tells the format, the name breaks ties") {
    struct Case {
        std::string head;
        const char* name;
        const char* format;  ///< "" for none
    };
    const Case cases[] = {
        {"<!DOCTYPE html><html><body>x", "a.txt", "html"},
        {"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">\n<html>", "a", "html"},
        {"<!-- saved --><article><p>x</p></article>", "a", "html"},
        {"\xEF\xBB\xBF  <HTML>", "a", "html"},
        {"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><body/></channel>", "a.xml", "feed"},
        {"<feed xmlns=\"http://www.w3.org/2005/Atom\">", "a.html", "feed"},
        {"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\">", "a.txt", "reuters-sgml"},
        {"<REUTERS NEWID=\"1\">", "a", "reuters-sgml"},
        {"{\"title\": \"x\"}", "a.txt", "json"},
        {"[\n {\"title\": \"x\"}]", "a", "json"},
        {"{\"title\": \"x\"}\n{\"title\": \"y\"}\n", "a.json", "jsonl"},
        {"{\"title\": \"x\"}\n", "a.jsonl", "jsonl"},
        {"{\n  \"title\": \"x\"\n}\n", "a.jsonl", "json"},
        {"[Editor's note] The river rose.", "a.txt", "text"},
        {"{braces} in a text", "a.txt", "text"},
        {"title,body,date\nx,y,z\n", "a.txt", "csv"},
        {"Headline;Text;Datum\n", "a", "csv"},
        {"headline\tdate\ttext\n", "a.csv", "tsv"},
        {"Commas, of course, are in every text\n", "a.txt", "text"},
        {"foo,bar\n1,2\n", "a.csv", "csv"},
        {"---\ntitle: x\n---\n", "a.txt", "markdown"},
        {"# Heading\n\ntext", "a.md", "markdown"},
        {"Plain words.", "a", "text"},
        {"Plain words.", "a.html", "html"},
        {"\x89PNG\r\n\x1A\n", "a.txt", ""},
        {"%PDF-1.4", "a.txt", "pdf"},
        {"PK\x03\x04", "a.txt", ""},
        {"\x1F\x8B\x08", "a.txt", ""},
        {std::string("ab\0cd", 5), "a.txt", ""},
        {"", "a.txt", "text"},
        {"News of 1963\0\0" + std::string(2000, 'x'), "a.txt", "text"},
        // XML by its root element, whatever stands before it
        {"<?xml version=\"1.0\"?>\n<!-- made by hand > quickly -->\n<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">", "a",
         "feed"},
        {"<?xml version=\"1.0\"?><rdf:RDF xmlns:foaf=\"http://xmlns.com/foaf/0.1/\"><foaf:Person/>", "a.rdf", ""},
        {"<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\">", "a", "feed"},
        {"<!DOCTYPE rss [<!ENTITY harbour \"<b>Port</b>\">]>\n<rss version=\"0.91\">", "a.txt", "feed"},
        {"<CHANNEL HREF=\"http://courier.example\"><ITEM>", "a.cdf", "feed"},
        {"\n\n<?xml version=\"1.0\"?><rss>", "a.xml", "feed"},
        {"Warning: the clock is slow in feed.php\n<?xml version=\"1.0\"?><rss>", "a", "feed"},
        {std::string("\xFF\xFE<\0r\0s\0s\0 \0v\0=\0'\0"
                     "2\0'\0>\0",
                     28),
         "a", "feed"},
        {std::string("\0<\0?\0x\0m\0l\0 \0?\0>\0<\0n\0i\0t\0f\0>", 28), "a", "nitf"},
        {"<?xml version=\"1.0\"?><!doctype cut off", "a.xml", ""},
        {"<!DOCTYPE html PUBLIC \"cut off", "a", "html"},
        {"<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\">", "a", "newsml-g2"},
        {"<?xml version=\"1.0\"?><g2:newsMessage>", "a", "newsml-g2"},
        {"<packageItem guid=\"x\">", "a.xml", "newsml-g2"},
        {"<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf>", "a.xml", "nitf"},
        {"<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">", "a.xml", "alto"},
        {"<mets:mets OBJID=\"1\">", "a.xml", "mets"},
        {"<?xml version=\"1.0\"?><h:html xmlns:h=\"http://www.w3.org/1999/xhtml\">", "a.xml", "html"},
        {"<opml version=\"2.0\"><body/></opml>", "a.html", ""},
        {"<iframe src=\"x\"></iframe>", "a", "html"},
        {"<unknown> said the label on the box.", "a.txt", "text"},
        // Mail, mail boxes and pages saved as mail; header lines of a newsroom are none of these
        {"Return-Path: <desk@ledger.example>\r\nReceived: from x\r\n by y\r\nSubject: Ferry\r\n\r\nText", "a", "email"},
        {"From: Ada <ada@ledger.example>\nTo: desk@ledger.example\nSubject: Ferry\n\nText", "a.txt", "email"},
        {"Subject: Ferry\nDate: 2025\n\nText", "a.eml", "email"},
        {"Title: Ferry\nDate: 2025-01-28\nAuthor: Ada\n\nText", "a.txt", "text"},
        {"Title: Ferry\nFrom: ada@ledger.example\nDate: 2025-01-28\n\nText", "a.txt", "text"},
        {"Subject: Ferry\nDate: 2025-01-28\n\nText", "a.txt", "text"},
        {"From desk@ledger.example Tue Jan 28 07:15:00 2025\nSubject: x\nTo: y\n\n", "a", "mbox"},
        {"From Berlin at 07:15 came word of it: nothing.\nNobody knew more.\n", "a.txt", "text"},
        {"From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example/\nMIME-Version: 1.0\n\n", "a", "mhtml"},
        {"MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n", "a.txt", "mhtml"},
        {"To: a@b.example\nFrom: c@d.example\nSubject: x\nContent-Type: multipart/related\n\n", "a.eml", "email"},
        // Web archives, whatever bytes their pages hold
        {std::string("WARC/1.0\r\n\r\n\0\0\0", 15), "a", "warc"},
        {"filedesc://x.arc 0.0.0.0 20250128 text/plain 76\n1 0 Ledger\n", "a", "warc"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.head);
        CAPTURE(one.name);
        const auto format = recognize(one.head, one.name);
        CHECK(std::string(format ? name_of(*format) : "") == one.format);
    }
}

TEST_CASE("an unrecognized file is described in plain words") {
    const auto is = [](std::string_view head) { return describe_unrecognized(head); };
    CHECK(is("{\\rtf1 News}") == "it is an RTF document, which is not read");
    CHECK(is("<?xml version=\"1.0\"?>\n<opml version=\"2.0\">") == "it is an OPML list of feeds, which is not read");
    CHECK(is("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">") == "it is a sitemap, which is not read");
    CHECK(is("<svg xmlns=\"http://www.w3.org/2000/svg\"/>") == "it is an SVG picture, which is not read");
    CHECK(is("<?xml version=\"1.0\"?><menu>") == "it is XML with the root element <menu>, which is not read");
    CHECK(is("<DOC>\n<DOCNO> 7 </DOCNO>\n") == "it is XML or SGML with the root element <DOC>, which is not read");
    CHECK(is("<!DOCTYPE NewsML SYSTEM \"x.dtd\" [<!ENTITY a \"b\">]><NewsML>") ==
          "it is NewsML 1, not NewsML-G2, which is not read");
    CHECK(is(std::string_view("SQLite format 3\0\x10", 17)) == "it is a SQLite database, which is not read");
    CHECK(is("\xD0\xCF\x11\xE0") == "it is an old Office document, which is not read");
    CHECK(is("\xFF\xD8\xFF\xE0") == "it is a JPEG picture, which is not read");
    CHECK(is("7z\xBC\xAF\x27\x1C") == "it is a 7z archive, which is not read");
    CHECK(describe_unrecognized(std::string("a\0b", 3)).find("not a text") != std::string::npos);
}

TEST_CASE("names of formats and back") {
    for (const Format format : {Format::text, Format::markdown, Format::html, Format::json, Format::jsonl, Format::csv,
                                Format::tsv, Format::reuters_sgml, Format::feed, Format::mhtml, Format::pdf})
        CHECK(find_format(name_of(format)) == format);
    CHECK_FALSE(find_format("docx"));
}

TEST_CASE("a folder scan passes over what holds no articles") {
    for (const char* const name : {".hidden", "x/.git", "notes.txt~", "#notes.txt#", "a.png", "style.CSS", "app.js",
                                   "x.swp", "Thumbs.db", "", "app.js.gz", "x.cdx"}) {
        CAPTURE(name);
        CHECK_FALSE(worth_reading(name));
    }
    for (const char* const name :
         {"a.txt", "a.html", "page",  "x/2025.jsonl", "a.warc.gz", "report.final", "a.zst", "a.bz2",  "a.xz",
          "a.zip", "a.tar",  "a.tgz", "a.wacz",       "a.warc",    "a.arc",        "a.eml", "a.mbox", "a.mhtml",
          "a.mht", "a.pdf",  "a.rss", "a.atom",       "a.xml",     "a.csv.gz",     "a.sgm", "a.docx"}) {
        CAPTURE(name);
        CHECK(worth_reading(name));
    }
}
