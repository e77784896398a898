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
        {"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><body/></channel>", "a.xml", ""},
        {"<feed xmlns=\"http://www.w3.org/2005/Atom\">", "a.html", ""},
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
        {"%PDF-1.4", "a.txt", ""},
        {"PK\x03\x04", "a.txt", ""},
        {"\x1F\x8B\x08", "a.txt", ""},
        {std::string("ab\0cd", 5), "a.txt", ""},
        {"", "a.txt", "text"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.head);
        CAPTURE(one.name);
        const auto format = recognize(one.head, one.name);
        CHECK(std::string(format ? name_of(*format) : "") == one.format);
    }
}

TEST_CASE("an unrecognized file is described in plain words") {
    CHECK(describe_unrecognized("%PDF-1.7") == "it is a PDF document, which is not read yet");
    CHECK(describe_unrecognized("<?xml version=\"1.0\"?><rss>") ==
          "it is XML with the root element <rss>, which is not read yet");
    CHECK(describe_unrecognized(std::string("a\0b", 3)).find("not a text") != std::string::npos);
}

TEST_CASE("names of formats and back") {
    for (const Format format : {Format::text, Format::markdown, Format::html, Format::json, Format::jsonl, Format::csv,
                                Format::tsv, Format::reuters_sgml})
        CHECK(find_format(name_of(format)) == format);
    CHECK_FALSE(find_format("docx"));
}

TEST_CASE("a folder scan passes over what holds no articles") {
    for (const char* const name :
         {".hidden", "x/.git", "notes.txt~", "#notes.txt#", "a.png", "style.CSS", "app.js", "x.swp", "Thumbs.db", ""}) {
        CAPTURE(name);
        CHECK_FALSE(worth_reading(name));
    }
    for (const char* const name : {"a.txt", "a.html", "page", "x/2025.jsonl", "a.warc.gz", "report.final"}) {
        CAPTURE(name);
        CHECK(worth_reading(name));
    }
}
