// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/clean_text.h"

#include <doctest/doctest.h>

using namespace broadsheet;

TEST_CASE("a line loses controls, invisible characters and surplus space") {
    CHECK(clean_line("  A\tB\r\n C\xC2\xA0\xE2\x80\xAF"
                     "D ") == "A B C D");
    CHECK(clean_line("zero\xE2\x80\x8Bwidth and so\xC2\xAD"
                     "ft hyphen") == "zerowidth and soft hyphen");
    CHECK(clean_line("bell\x07 and \xC2\x85next line") == "bell and next line");
    CHECK(clean_line("\xE2\x80\xAEgnihton") == "gnihton");
    CHECK(clean_line("broken \xFF byte") == "broken \xEF\xBF\xBD byte");
    CHECK(clean_line("\n \t").empty());
}

TEST_CASE("entities are decoded once") {
    CHECK(decode_entities("AT&amp;T &lt;b&gt; &quot;x&quot; &eacute;&#233;&#xE9; &mdash;") == "AT&T <b> \"x\" ééé —");
    CHECK(decode_entities("&amp;lt;") == "&lt;");
    CHECK(decode_entities("&#3;R&#147;D&#148;&nbsp;") == "R“D”\xC2\xA0");
    CHECK(decode_entities("R&D, a&b; &unknown; & &#; &#xZ;") == "R&D, a&b; &unknown; & &#; &#xZ;");
    CHECK(decode_entities("&#xD800;&#99999999;") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(clean_line_of_html("Q&amp;A:&nbsp; one") == "Q&A: one");
}

TEST_CASE("a body becomes paragraphs with one empty line between them") {
    CHECK(clean_body("One.\r\n\r\n\r\n \t\r\nTwo.\rThree is short") == "One.\n\nTwo.\nThree is short");
    CHECK(clean_body("\n\n  Only one.  \n") == "Only one.");
    CHECK(clean_body("A\xE2\x80\xA9"
                     "B") == "A\n\nB");
    CHECK(clean_body("").empty());
}

TEST_CASE("hard-wrapped paragraphs are joined, with the words that a line's end cut") {
    const char* wrapped =
        "The ministers of all the provinces agreed on Monday that the govern-\n"
        "ment should pay for the repair of the bridges that the flood had\n"
        "taken away.\n"
        "\n"
        "Nobody spoke against it, though some of the long-established open-\n"
        "source groups asked whether the open-source plan would be kept, and\n"
        "were told so.\n";
    CHECK(clean_body(wrapped) ==
          "The ministers of all the provinces agreed on Monday that the government should pay for the repair of the "
          "bridges "
          "that the flood had taken away.\n\nNobody spoke against it, though some of the long-established open-source "
          "groups "
          "asked whether the open-source plan would be kept, and were told so.");
}

TEST_CASE("wire copy has its paragraphs marked by indented lines") {
    const char* wire =
        "Shipments of sea salt from the lagoon\n"
        "at Aveiro rose to 9,400 tonnes in May, the highest for any month\n"
        "since 1996, the port said.\n"
        "    Merchants said they had never seen the pans so dry so early in\n"
        "any year, and that the workers were glad.\n";
    CHECK(clean_body(wire) ==
          "Shipments of sea salt from the lagoon at Aveiro rose to 9,400 tonnes in May, the highest for any month "
          "since 1996, "
          "the port said.\n\nMerchants said they had never seen the pans so dry so early in any year, and that the "
          "workers were glad.");
}

TEST_CASE("tables and verse keep their lines, long lines are paragraphs of their own") {
    CHECK(clean_body("Shr 34 cts vs 1.19 dlrs\nNet 3.1 mln vs 9.2 mln\nRevs 30 mln") ==
          "Shr 34 cts vs 1.19 dlrs\nNet 3.1 mln vs 9.2 mln\nRevs 30 mln");
    const std::string line(120, 'x');
    CHECK(clean_body(line + "\n" + line) == line + "\n\n" + line);
}
