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

std::string text_of(const Slot& slot) {
    std::string text;
    for (const std::string& word : slot) text += (text.empty() ? "" : "/") + word;
    return slot.empty() ? "*" : text;
}

/// Stems of a leaf with their code and a "~", then its runs: "en~elect, open source/sources".
std::string ways_of(const Node& leaf) {
    std::string shown;
    for (const Stem& stem : leaf.stems) shown += (shown.empty() ? "" : ", ") + stem.code + '~' + stem.text;
    for (const Run& run : leaf.runs) {
        if (!shown.empty()) shown += ", ";
        for (std::size_t i = 0; i < run.size(); ++i) shown += (i > 0 ? " " : "") + text_of(run[i]);
    }
    return shown;
}

std::string ways_of(std::string_view text, const Vocabulary& vocabulary) {
    return ways_of(expanded(text, vocabulary));
}

}  // namespace

TEST_CASE("a word has a stem for each language of the archive") {
    CHECK(ways_of("Elections", TableVocabulary({"en"})) == "en~elect");
    CHECK(ways_of("elections", TableVocabulary({"en", "fr", "--"})) == "en~elect, fr~elect, --~elections");
    CHECK(ways_of("open", TableVocabulary(std::vector<std::string>{})) == "--~open");
    CHECK(ways_of("2025", TableVocabulary({"en", "fr"})) == "--~2025");
}

TEST_CASE("a compound is also searched spaced, and a closed word as the archive hyphenates it") {
    TableVocabulary vocabulary;
    CHECK(ways_of("open-source", vocabulary) == "en~opensourc, open source");
    CHECK(ways_of("opensource", vocabulary) == "en~opensourc");
    vocabulary.learn("an open-source licence");
    CHECK(ways_of("opensource", vocabulary) == "en~opensourc, open source");
    CHECK(ways_of("state-of-the-art", vocabulary) == "en~stateoftheart, state of the art");
    CHECK(ways_of("covid19", vocabulary) == "en~covid19, covid 19");
}

TEST_CASE("the last part of a spaced compound stands in all its forms") {
    TableVocabulary vocabulary;
    vocabulary.learn("ten year olds and a year-old");
    CHECK(ways_of("year-olds", vocabulary) == "en~yearold, year olds/old");
    CHECK(ways_of("yearold", vocabulary) == "en~yearold, year old/olds");
}

TEST_CASE("neighbours that the archive closes up are also found as one word") {
    TableVocabulary vocabulary;
    CHECK(ways_of(expanded("health care", vocabulary).children[0]) == "en~health");
    vocabulary.learn("healthcare covid19 therapist");
    Node root = expanded("health care", vocabulary);
    CHECK(ways_of(root.children[0]) == "en~health, en~healthcar");
    CHECK(ways_of(root.children[1]) == "en~care, en~healthcar");
    CHECK(ways_of(expanded("covid 19", vocabulary).children[1]) == "--~19, en~covid19");
    CHECK(ways_of(expanded("the rapist", vocabulary).children[1]) == "en~rapist");
    CHECK(ways_of(expanded("health -care", vocabulary).children[0]) == "en~health");
}

TEST_CASE("a run without spaces is words side by side") {
    const TableVocabulary vocabulary;
    CHECK(ways_of("example.com", vocabulary) == "example com");
    CHECK(ways_of("开源", vocabulary) == "开 源");
    CHECK(ways_of("open-source/9", vocabulary) == "open source 9");
    CHECK(ways_of("l'état", vocabulary) == "en~etat");
    CHECK(ways_of("2025-01-28", vocabulary) == "2025 01 28");
    CHECK(ways_of("#MeToo", vocabulary) == "#metoo");
}

TEST_CASE("an acronym is not the ordinary word of the same letters") {
    TableVocabulary vocabulary;
    vocabulary.learn("They told us to leave the US. He aids the poor; AIDS spreads.");
    CHECK(ways_of("US", vocabulary) == "--~.us");
    CHECK(ways_of("U.S.", vocabulary) == "--~.us");
    CHECK(ways_of("us", vocabulary) == "en~us");
    CHECK(ways_of("AIDS", vocabulary) == "--~.aids");
    CHECK(ways_of("aids", vocabulary) == "en~aid, --~.aids");
    CHECK(ways_of("\"told us\"", vocabulary) == "told us");
    CHECK(ways_of("\"the US\"", vocabulary) == "the .us");
}

TEST_CASE("an acronym and a word that is nothing else are one") {
    TableVocabulary vocabulary;
    vocabulary.learn("Nato met. The NATO summit.");
    CHECK(ways_of("NATO", vocabulary) == "--~.nato, nato");
    CHECK(ways_of("Nato", vocabulary) == "en~nato, --~.nato");
    CHECK(ways_of("\"nato summit\"", vocabulary) == "nato/.nato summit");
    CHECK(ways_of("=NATO", vocabulary) == ".nato");
    CHECK(ways_of("=nato", vocabulary) == "nato");
    vocabulary.learn("AGI is near");
    vocabulary.learn("A.G.I. is far");
    vocabulary.learn("agi");
    CHECK(ways_of("AGIs", vocabulary) == "--~.agi, agi");
}

TEST_CASE("an acronym that the archive doesn't have is searched as the word, unless that is a pronoun") {
    TableVocabulary vocabulary;
    vocabulary.learn("elect");
    CHECK(ways_of("ELECT", vocabulary) == "en~elect");
    CHECK(ways_of("U.S.", vocabulary) == "--~.us");
}

TEST_CASE("a phrase is the run of its words and of what is written as one word") {
    TableVocabulary vocabulary;
    CHECK(ways_of("\"open source\"", vocabulary) == "open source");
    CHECK(ways_of("\"open-source software\"", vocabulary) == "open source software, opensource software");
    vocabulary.learn("open-source e-mail");
    vocabulary.learn("open-source e-mail");
    CHECK(ways_of("\"open source\"", vocabulary) == "open source, opensource");
    CHECK(ways_of("\"free opensource e-mail\"", vocabulary) ==
          "free opensource e mail, free opensource email, free open source e mail, free open source email");
    CHECK(ways_of("\"the rapist\"", vocabulary) == "the rapist");
    CHECK(ways_of("\"state-of-the-art open source\"", vocabulary).find("stateoftheart opensource") !=
          std::string::npos);
}

TEST_CASE("a star in a phrase ends a word or stands for any") {
    TableVocabulary vocabulary;
    vocabulary.learn("open sources, sourced");
    CHECK(ways_of("\"open sourc*\"", vocabulary) == "open sourc/sourced/sources");
    CHECK(ways_of("\"freedom of * act\"", vocabulary) == "freedom of * act");
    CHECK(ways_of("\"* of it *\"", vocabulary) == "of it");
}

TEST_CASE("overlapping pairs are closed up one at a time") {
    TableVocabulary vocabulary;
    vocabulary.learn("a-b b-c");
    CHECK(ways_of("\"a b c\"", vocabulary) == "a b c, a bc, ab c");
}

TEST_CASE("a single word in quotes or behind = is that form alone") {
    TableVocabulary vocabulary;
    vocabulary.learn("open-source");
    CHECK(ways_of("\"elections\"", vocabulary) == "elections");
    CHECK(ways_of("=opensource", vocabulary) == "=opensource");
}

TEST_CASE("several words behind = are a run that no hyphen joins, as far as the archive knows one") {
    TableVocabulary vocabulary;
    vocabulary.learn("open-source state-of-the-art");
    CHECK(ways_of("=\"open source\"", vocabulary) == "=open|opensource source");
    CHECK(ways_of("=\"an open door\"", vocabulary) == "an open door");
    CHECK(ways_of("=\"state of the art\"", vocabulary) == "=state|stateoftheart of the art");
    CHECK(ways_of("=\"open-source map\"", vocabulary) == "XHopensource=open-source source map");
    CHECK(ways_of("=\"open-source\"", vocabulary) == ways_of("=open-source", vocabulary));
    CHECK(ways_of("title:=\"open source\"", vocabulary) == "open source");
}

TEST_CASE("a phrase of many compounds keeps to a bounded number of runs") {
    TableVocabulary vocabulary;
    vocabulary.learn("a-b c-d e-f g-h i-j");
    CHECK(expanded("\"a b c d e f g h i j\"", vocabulary).runs.size() == 16);
}

TEST_CASE("a prefix stands for the words that begin so") {
    TableVocabulary vocabulary;
    vocabulary.learn("economy economist ecology open-source");
    CHECK(ways_of("econom*", vocabulary) == "econom/economist/economy");
    CHECK(ways_of("zzz*", vocabulary) == "zzz");
    CHECK(ways_of("open-sourc*", vocabulary) == "opensourc/opensource, open sourc/source");
    TableVocabulary large;
    for (int i = 0; i < 500; ++i) large.learn("word" + std::to_string(i));
    CHECK(expanded("word*", large).runs[0][0].size() <= prefix_expansion_max + 1);
}

TEST_CASE("a tilde stands for words spelt nearly so") {
    TableVocabulary vocabulary;
    vocabulary.learn("receive");
    CHECK(ways_of("reseive~", vocabulary) == "reseive/receive");
}

TEST_CASE("below NEAR words stand in their forms, phrases and compounds as runs") {
    TableVocabulary vocabulary;
    vocabulary.learn("election elections electing electric");
    const Node near = expanded("elections NEAR/3 open-source NEAR/3 \"a b\"", vocabulary);
    REQUIRE(near.children.size() == 3);
    CHECK(text_of(positional_runs(near.children[0])[0][0]) == "elections/electing/election");
    CHECK(positional_runs(near.children[1]) == std::vector<Run>{{{"open"}, {"source"}}, {{"opensource"}}});
    CHECK(positional_runs(near.children[2]) == std::vector<Run>{{{"a"}, {"b"}}});
}

TEST_CASE("a leaf without any word becomes nothing, and expanding again changes nothing") {
    const TableVocabulary vocabulary;
    Node leaf;
    leaf.kind = NodeKind::words;
    leaf.text = "!!";
    expand(leaf, vocabulary);
    CHECK(leaf.kind == NodeKind::nothing);
    Node again = expanded("open-source (a | \"b c\") -d", vocabulary);
    const std::string before = ways_of(again.children[0]);
    expand(again, vocabulary);
    CHECK(ways_of(again.children[0]) == before);
}

TEST_CASE("a query in NFD has the variants of NFC") {
    const TableVocabulary vocabulary({"fr", "ru"});
    CHECK(ways_of("e\u0301lection", vocabulary) == ways_of("élection", vocabulary));
    CHECK(ways_of("новыи\u0306", vocabulary) == ways_of("новый", vocabulary));
}
