// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/fingerprint.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace broadsheet;

namespace {

Article article(const std::string& title, const std::string& body, const std::string& language = "en") {
    Article made;
    made.title = title;
    made.body = body;
    made.language = language;
    return made;
}

std::size_t same_slots(const Fingerprint& a, const Fingerprint& b) {
    std::size_t same = 0;
    for (std::size_t i = 0; i < sketch_slots; ++i) same += a.sketch[i] == b.sketch[i];
    return same;
}

std::size_t shared_terms(const Fingerprint& a, const Fingerprint& b) {
    return static_cast<std::size_t>(std::ranges::count_if(a.terms, [&](TellingTerm term) {
        return std::ranges::any_of(
            b.terms, [&](TellingTerm other) { return other >> term_weight_bits == term >> term_weight_bits; });
    }));
}

const std::string ferry =
    "The night ferry Sula ran aground off Ostrey on 4 March with 126 people aboard.\n\n\"We heard the stones before we "
    "saw them,\" said the mate, Hedda Brun. Nobody was hurt, and a tug from Lervik pulled her free at noon.";

}  // namespace

TEST_CASE("case, punctuation and line breaks don't change the hash of a text; a word does") {
    const Fingerprint one = fingerprint_of(article("A", "The harbour is closed, until Monday."));
    CHECK(one.text_hash == fingerprint_of(article("B", "THE HARBOUR\nis closed until Monday")).text_hash);
    CHECK(one.text_hash != fingerprint_of(article("A", "The harbour is closed until Tuesday.")).text_hash);
    CHECK(one.words == 6);
    CHECK(fingerprint_of(article("A title alone", "")).text_hash == 0);
}

TEST_CASE("nearly the same wording gives nearly the same sketch, another wording doesn't") {
    std::string changed = ferry;
    changed.replace(changed.find("noon"), 4, "dusk");
    const Fingerprint one = fingerprint_of(article("", ferry));
    CHECK(same_slots(one, fingerprint_of(article("", changed))) > sketch_slots * 3 / 4);
    CHECK(same_slots(one, fingerprint_of(
                              article("", "Olive growers in Jaén share the plans of their pumps with anyone."))) < 4);
}

TEST_CASE("two tellings share names, numbers with what they count, and quotations") {
    const Fingerprint one = fingerprint_of(article("", ferry));
    const Fingerprint other = fingerprint_of(
        article("Ship strands",
                "Off Ostrey, 126 people spent the night of March 4 on a stranded ship. Hedda Brun, who is her mate, "
                "recalls: “We heard the stones before we saw them.”"));
    CHECK(shared_terms(one, other) >= 8);
    REQUIRE_FALSE(one.quoted.empty());
    CHECK(one.quoted == other.quoted);
}

TEST_CASE("quotation marks of other languages are known, and one without a partner quotes nothing") {
    const auto quoted = [](const std::string& body) { return fingerprint_of(article("", body, "de")).quoted; };
    const auto plain = quoted("Er sagte: \"Wir fahren morgen wieder hinaus\", und ging.");
    CHECK(plain.size() == 2);
    CHECK(quoted("Er sagte: „Wir fahren morgen wieder hinaus“, und ging.") == plain);
    CHECK(quoted("Er sagte: »Wir fahren morgen wieder hinaus«, und ging.") == plain);
    CHECK(quoted("Er sagte: `` Wir fahren morgen wieder hinaus '' , und ging.") == plain);
    CHECK(quoted("Er sagte: \"Wir fahren morgen wieder hinaus, und ging.\n\nDann kam sie.").empty());
}

TEST_CASE("text without spaces has terms, too") {
    const Fingerprint one = fingerprint_of(article("", "江岸的旧书店昨天重新开门，老板林月说客人比从前多。", "zh"));
    const Fingerprint other = fingerprint_of(article("", "老板林月的旧书店重新开门了。", "zh"));
    CHECK(shared_terms(one, other) >= 6);
}

TEST_CASE("a fingerprint survives being written down; damage and other versions are refused") {
    const Fingerprint one = fingerprint_of(article("Ferry aground", ferry));
    const std::string blob = encode(one);
    CHECK(blob.size() <= 352);
    CHECK(static_cast<std::uint8_t>(blob[0]) == fingerprint_version);
    const auto again = decode_fingerprint(blob);
    REQUIRE(again);
    CHECK(*again == one);
    for (std::size_t length = 0; length < blob.size(); ++length)
        CHECK_FALSE(decode_fingerprint(blob.substr(0, length)));
    CHECK_FALSE(decode_fingerprint(blob + "x"));
    CHECK_FALSE(decode_fingerprint("\x7f" + blob.substr(1)));
}

TEST_CASE("the longest article has a fingerprint of bounded size") {
    std::string body;
    for (int i = 0; i < 30000; ++i) body += "Name" + std::to_string(i * 7) + " met \"the four wise men\" of town. ";
    const Fingerprint one = fingerprint_of(article("Names", body));
    CHECK(one.terms.size() == telling_terms_max);
    CHECK(encode(one).size() <= 352);
}
