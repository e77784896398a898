// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/language.h"

#include "engine/analysis/stem.h"

#include <doctest/doctest.h>

using namespace broadsheet;

TEST_CASE("the language of a text is told by its words") {
    CHECK(detect_language("The harbour authority said on Tuesday that the ferries would return before the winter.") ==
          "en");
    CHECK(detect_language("Die Hafenbehörde teilte am Dienstag mit, dass die Fähren vor dem Winter zurückkehren.") ==
          "de");
    CHECK(detect_language("Le conseil municipal a voté mardi soir la rénovation du vieux port et de ses quais.") ==
          "fr");
    CHECK(detect_language("市政府星期二宣布，旧书店将在明年春天重新开放，读者可以预约参观。") == "zh");
}

TEST_CASE("a text without language has none") {
    CHECK(detect_language("").empty());
    CHECK(detect_language("12345 67890").empty());
    CHECK(detect_language("\xff\xfe\xfd").empty());
}

TEST_CASE("language tags of all kinds become two letters") {
    for (const char* tag : {"en", "EN", "en-GB", "EN_us", "eng", "English", " english "}) {
        CAPTURE(tag);
        CHECK(normalize_language(tag) == "en");
    }
    CHECK(normalize_language("ger") == "de");
    CHECK(normalize_language("deu") == "de");
    CHECK(normalize_language("Deutsch") == "de");
    CHECK(normalize_language("français") == "fr");
    CHECK(normalize_language("zh-Hant-TW") == "zh");
    CHECK(normalize_language("iw") == "he");
    CHECK(normalize_language("nb-NO") == "no");
}

TEST_CASE("what is no language stays empty") {
    for (const char* tag : {"", "x", "xx", "und", "mul", "zxx", "klingonese", "12", "-", "News"}) {
        CAPTURE(tag);
        CHECK(normalize_language(tag).empty());
    }
}

TEST_CASE("languages have English names") {
    CHECK(language_name("de") == "German");
    CHECK(language_name("zh") == "Chinese");
    CHECK(language_name("qq") == "qq");
    CHECK(language_name("").empty());
}

TEST_CASE("words are stemmed by the rules of their language") {
    CHECK(Stemmer::of("en").stem("elections") == "elect");
    CHECK(Stemmer::of("de").stem("zeitungen") == "zeitung");
    CHECK(Stemmer::of("no").stem("avisene") == "avis");
    CHECK(Stemmer::of("").stem("elections") == "elections");
    CHECK(Stemmer::of("zh").stem("开") == "开");
    CHECK(Stemmer::of("nonsense").stem("elections") == "elections");
}

TEST_CASE("a stem is the same however often and in which order words are asked for") {
    Stemmer stemmer("en");
    for (int round = 0; round < 2; ++round) {
        // More words than are remembered, so that they push each other out.
        for (int i = 0; i < 20'000; ++i) {
            const std::string number = std::to_string(i);
            REQUIRE(stemmer.stem("bake" + number + "s") == "bake" + number);
        }
        CHECK(stemmer.stem("running") == "run");
        CHECK(stemmer.stem("runs") == "run");
    }
    CHECK(stemmer.stem("").empty());
}
