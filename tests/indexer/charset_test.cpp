// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/charset.h"

#include <doctest/doctest.h>

#include <string>

using namespace broadsheet;

namespace {

std::string all_of(ByteStream& stream) {
    bool too_large = false;
    return read_all(stream, 10'000'000, too_large);
}

const std::string german_latin1 =
    "Die Fr\xFChaufsteher sind emp\xF6rt, weil der Fischmarkt \xF6"
    "ffnet, wenn alle schon m\xFC"
    "de sind. Gr\xF6\xDF"
    "ere Sorgen gibt es.";

}  // namespace

TEST_CASE("the character set is told by mark, label, validity and statistics, in that order") {
    struct Case {
        const char* what;
        std::string bytes;
        const char* declared;
        std::string text;
    };
    const Case cases[] = {
        {"byte order mark over label",
         "\xEF\xBB\xBF"
         "Z\xC3\xBCrich",
         "windows-1252", "Zürich"},
        {"UTF-16 little endian with mark", std::string("\xFF\xFEZ\0\xFC\0", 6), "", "Zü"},
        {"UTF-16 big endian with mark", std::string("\xFE\xFF\0Z\0\xFC", 6), "", "Zü"},
        {"UTF-16 without mark", std::string("N\0e\0w\0s\0 \0o\0f\0 \0u\0s\0", 20), "", "News of us"},
        {"label believed", "caf\xE9", "iso-8859-1", "café"},
        {"a Latin-1 label means windows-1252", "\x93quoted\x94", "ISO-8859-1", "“quoted”"},
        {"label contradicted by valid UTF-8", "caf\xC3\xA9 cr\xC3\xA8me", "iso-8859-1", "café crème"},
        {"unknown label", "caf\xC3\xA9", "x-martian", "café"},
        {"Shift_JIS label", "\x83j\x83\x85\x81[\x83X", "Shift_JIS", "ニュース"},
        {"KOI8-R label", "\xEE\xCF\xD7\xCF\xD3\xD4\xC9", "koi8-r", "Новости"},
        {"no label, no UTF-8: windows-1252 at last", "na\xEFve", "", "naïve"},
        {"a broken byte in UTF-8",
         "Z\xC3\xBCrich, G\xC3\xB6teborg, \xFF, K\xC3\xB8"
         "benhavn, Malm\xC3\xB6, \xC3\x85"
         "bo",
         "", "Zürich, Göteborg, \xEF\xBF\xBD, København, Malmö, Åbo"},
        {"decomposed accents are composed", "Cafe\xCC\x81", "", "Café"},
        {"empty", "", "", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.what);
        CHECK(decode_text(one.bytes, one.declared) == one.text);
    }
}

TEST_CASE("unlabelled German Latin-1 keeps its umlauts") {
    CHECK(decode_text(german_latin1).find("Frühaufsteher sind empört") != std::string::npos);
}

TEST_CASE("a decoded stream converts what begins as another character set and passes UTF-8 unchanged") {
    std::string long_text;
    for (int i = 0; i < 2000; ++i) long_text += german_latin1 + "\n";
    const auto bytes = bytes_of(long_text);
    const std::string text = all_of(*decoded(*bytes));
    CHECK(is_valid_utf8(text));
    CHECK(text.size() > long_text.size());
    CHECK(text.ends_with("Größere Sorgen gibt es.\n"));

    const auto plain = bytes_of("\xEF\xBB\xBFtitle,body\nZ\xC3\xBCrich,x\n");
    CHECK(all_of(*decoded(*plain)) == "title,body\nZürich,x\n");
}

TEST_CASE("binary data is told from text") {
    CHECK(is_binary(std::string("abc\0def", 7)));
    CHECK(is_binary("\x01\x02\x03\x04 a"));
    CHECK_FALSE(is_binary(std::string("\xFF\xFEN\0e\0w\0", 8)));
    CHECK_FALSE(is_binary("Plain news.\r\n\tIndented.\f"));
    CHECK_FALSE(is_binary(german_latin1));
}

TEST_CASE("UTF-8 validity knows overlong forms, surrogates and cut characters") {
    CHECK(is_valid_utf8("plain ASCII of more than eight bytes"));
    CHECK(is_valid_utf8("eight by\xE2\x82\xAC"));
    CHECK_FALSE(is_valid_utf8("\xC0\xAF"));
    CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));
    CHECK_FALSE(is_valid_utf8("12345678\xE2\x82"));
}
