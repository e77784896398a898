// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/expand.h"

#include "engine/query/parser.h"
#include "tests/engine/table_vocabulary.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using namespace broadsheet::query;
using broadsheet::test::TableVocabulary;

namespace {

Node expanded(std::string_view text, const Vocabulary& vocabulary) {
    Node root = parse(text, {}).root;
    expand(root, vocabulary);
    return root;
}

/// Variants of a leaf, stems with a "~": "~elect, open source".
std::string variants_of(const Node& leaf) {
    std::string shown;
    for (const Variant& variant : leaf.variants) {
        if (!shown.empty()) shown += ", ";
        if (variant.stemmed) shown += '~';
        for (std::size_t i = 0; i < variant.words.size(); ++i) shown += (i > 0 ? " " : "") + variant.words[i];
    }
    return shown;
}

std::string variants_of(std::string_view text, const Vocabulary& vocabulary) {
    return variants_of(expanded(text, vocabulary));
}

}  // namespace

TEST_CASE("a word has a stem for each language of the archive, and itself for articles of none") {
    CHECK(variants_of("Elections", TableVocabulary({"en"})) == "~elect, ~elections");
    CHECK(variants_of("elections", TableVocabulary({"en", "fr", "de"})) == "~elect, ~election, ~elections");
    CHECK(variants_of("AGI", TableVocabulary({"en"})) == variants_of("AGIs", TableVocabulary({"en"})));
    CHECK(variants_of("open", TableVocabulary(std::vector<std::string>{})) == "~open");
}

TEST_CASE("a compound is also searched spaced, and a closed word as the archive hyphenates it") {
    TableVocabulary vocabulary({"en"});
    CHECK(variants_of("open-source", vocabulary) == "~opensourc, ~opensource, open source");
    CHECK(variants_of("opensource", vocabulary) == "~opensourc, ~opensource");
    vocabulary.learn("an open-source licence");
    CHECK(variants_of("opensource", vocabulary) == "~opensourc, ~opensource, open source");
    CHECK(variants_of("state-of-the-art", vocabulary) == "~stateoftheart, state of the art");
}

TEST_CASE("the last part of a spaced compound stands in all its forms") {
    TableVocabulary vocabulary({"en"});
    vocabulary.learn("ten year olds and a year-old");
    CHECK(variants_of("year-olds", vocabulary) == "~yearold, ~yearolds, year olds, year old");
    CHECK(variants_of("yearold", vocabulary) == "~yearold, year old, year olds");
}

TEST_CASE("a run without spaces is words side by side") {
    const TableVocabulary vocabulary;
    CHECK(variants_of("example.com", vocabulary) == "example com");
    CHECK(variants_of("开源", vocabulary) == "开 源");
    CHECK(variants_of("open-source/closed", vocabulary) == "open source closed");
    CHECK(variants_of("l'état", vocabulary) == "~etat");
    CHECK(variants_of("2025-01-28", vocabulary) == "2025 01 28");
    CHECK(variants_of("U.S.", vocabulary) == "~us");
}

TEST_CASE("a phrase is the run of its words and of what is written as one word") {
    TableVocabulary vocabulary;
    CHECK(variants_of("\"open source\"", vocabulary) == "open source");
    CHECK(variants_of("\"open-source software\"", vocabulary) == "open source software, opensource software");
    vocabulary.learn("open-source e-mail");
    CHECK(variants_of("\"open source\"", vocabulary) == "open source, opensource");
    CHECK(variants_of("\"free opensource e-mail\"", vocabulary) ==
          "free opensource e mail, free opensource email, free open source e mail, free open source email");
    CHECK(variants_of("\"the rapist\"", vocabulary) == "the rapist");
    CHECK(variants_of("\"state-of-the-art open source\"", vocabulary).find("stateoftheart opensource") !=
          std::string::npos);
}

TEST_CASE("overlapping pairs are closed up one at a time") {
    TableVocabulary vocabulary;
    vocabulary.learn("a-b b-c");
    CHECK(variants_of("\"a b c\"", vocabulary) == "a b c, a bc, ab c");
}

TEST_CASE("a single word in quotes or behind = is that form alone") {
    TableVocabulary vocabulary;
    vocabulary.learn("open-source");
    CHECK(variants_of("\"elections\"", vocabulary) == "elections");
    CHECK(variants_of("=opensource", vocabulary) == "opensource");
}

TEST_CASE("a phrase of many compounds keeps to a bounded number of variants") {
    TableVocabulary vocabulary;
    vocabulary.learn("a-b c-d e-f g-h i-j");
    const Node leaf = expanded("\"a b c d e f g h i j\"", vocabulary);
    CHECK(leaf.variants.size() == phrase_variants_max);
}

TEST_CASE("a prefix stands for the words that begin so") {
    TableVocabulary vocabulary;
    vocabulary.learn("economy economist ecology open-source");
    CHECK(variants_of("econom*", vocabulary) == "econom, economist, economy");
    CHECK(variants_of("zzz*", vocabulary) == "zzz");
    CHECK(variants_of("open-sourc*", vocabulary) == "opensourc, opensource, open sourc, open source");
    TableVocabulary large;
    for (int i = 0; i < 500; ++i) large.learn("word" + std::to_string(i));
    CHECK(expanded("word*", large).variants.size() <= prefix_expansion_max + 1);
}

TEST_CASE("below NEAR every variant is one written word") {
    TableVocabulary vocabulary;
    vocabulary.learn("election elections electing electric");
    const Node near = expanded("elections NEAR/3 open-source", vocabulary);
    REQUIRE(near.children.size() == 2);
    CHECK(variants_of(near.children[0]) == "elections, electing, election");
    CHECK(variants_of(near.children[1]) == "opensource");
}

TEST_CASE("a leaf without any word becomes nothing, and expanding again changes nothing") {
    const TableVocabulary vocabulary;
    Node leaf;
    leaf.kind = NodeKind::words;
    leaf.text = "!!";
    expand(leaf, vocabulary);
    CHECK(leaf.kind == NodeKind::nothing);
    Node again = expanded("open-source (a | \"b c\") -d", vocabulary);
    const auto before = again.children[0].variants;
    expand(again, vocabulary);
    CHECK(again.children[0].variants == before);
}

TEST_CASE("a query in NFD has the variants of NFC") {
    const TableVocabulary vocabulary({"fr", "ru"});
    CHECK(variants_of("e\u0301lection", vocabulary) == variants_of("élection", vocabulary));
    CHECK(variants_of("новыи\u0306", vocabulary) == variants_of("новый", vocabulary));
}
