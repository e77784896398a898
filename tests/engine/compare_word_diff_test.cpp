// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/word_diff.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace broadsheet;

namespace {

std::string piece(const std::string& text, TextRange range) {
    return text.substr(range.begin, range.end - range.begin);
}

std::string without_space(std::string text) {
    std::erase_if(text, [](char byte) { return byte == ' ' || byte == '\n'; });
    return text;
}

/// "=same -removed +added", a run each.
std::string written(const std::string& before, const std::string& after) {
    std::string text;
    for (const DiffRun& run : word_diff(before, after)) {
        if (run.change == Change::same) text += "=" + piece(after, run.after);
        if (run.change == Change::removed) text += "[-" + piece(before, run.before) + "]";
        if (run.change == Change::added) text += "[+" + piece(after, run.after) + "]";
    }
    return text;
}

/// What must hold of every diff: the old text less what was removed and more what was added is the new one.
void check_applies(const std::string& before, const std::string& after) {
    std::size_t before_at = 0;
    std::size_t after_at = 0;
    bool first = true;
    Change last = Change::same;
    for (const DiffRun& run : word_diff(before, after)) {
        REQUIRE(run.before.begin == before_at);
        REQUIRE(run.after.begin == after_at);
        REQUIRE((first || run.change != last));
        if (run.change == Change::same) {
            REQUIRE(without_space(piece(before, run.before)) == without_space(piece(after, run.after)));
        }
        if (run.change == Change::removed) REQUIRE(run.after.begin == run.after.end);
        if (run.change == Change::added) REQUIRE(run.before.begin == run.before.end);
        before_at = run.before.end;
        after_at = run.after.end;
        last = run.change;
        first = false;
    }
    REQUIRE(before_at == before.size());
    REQUIRE(after_at == after.size());
}

std::string random_text(std::mt19937& random, std::size_t words, unsigned vocabulary) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
        text += 'w';
        text += std::to_string(random() % vocabulary);
        const auto end = random() % 12;
        text += end == 0 ? "\n\n" : end == 1 ? ". " : end == 2 ? ",  " : " ";
    }
    return text;
}

std::string edited(std::mt19937& random, const std::string& text) {
    std::string result = text;
    for (auto edits = random() % 8; edits > 0; --edits) {
        const std::size_t at = random() % (result.size() + 1);
        if (random() % 2) {
            result.insert(at, random_text(random, random() % 6, 30));
        } else {
            result.erase(at, random() % 40);
        }
    }
    return result;
}

}  // namespace

TEST_CASE("a changed figure is one word removed and one added") {
    CHECK(written("The ferry carried 40 people to the island on Sunday.",
                  "The ferry carried 46 people to the island on Sunday.") ==
          "=The ferry carried [-40 ][+46 ]=people to the island on Sunday.");
}

TEST_CASE("a paragraph that was put in is added as a whole, the others stay as they are") {
    CHECK(written("First paragraph here.\n\nLast paragraph here.",
                  "First paragraph here.\n\nA new one between them.\n\nLast paragraph here.") ==
          "=First paragraph here.\n\n[+A new one between them.\n\n]=Last paragraph here.");
}

TEST_CASE("lines that are wrapped anew are no change") {
    const auto runs =
        word_diff("The harbour is closed\nuntil further notice.", "The harbour is closed until\nfurther notice.");
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].change == Change::same);
}

TEST_CASE("every ideograph is a word, and accents aren't cut") {
    CHECK(written("渡轮明天停航两天直到周末", "渡轮今天停航两天直到周末") == "=渡轮[-明][+今]=天停航两天直到周末");
    CHECK(written("Le café du port reste ouvert", "Le cafe du port reste ouvert") ==
          "=Le [-café ][+cafe ]=du port reste ouvert");
}

TEST_CASE("nothing against something, and nothing against nothing") {
    CHECK(word_diff("", "").empty());
    CHECK(written("", "New.") == "[+New.]");
    CHECK(written("Old.", "") == "[-Old.]");
    check_applies("\n\n ", "a");
    check_applies("a \n", " \n");
}

TEST_CASE("applying the runs to the old text gives the new one, whatever the texts") {
    std::mt19937 random(4);
    for (int round = 0; round < 400; ++round) {
        const std::string before = random_text(random, random() % 120, 1 + static_cast<unsigned>(random() % 40));
        const std::string after = round % 4 == 0 ? random_text(random, random() % 120, 20) : edited(random, before);
        check_applies(before, after);
    }
}

TEST_CASE("long texts that differ in everything, or nearly, are compared in bounded time and completely") {
    std::mt19937 random(9);
    const std::string one = random_text(random, 8000, 300);
    const std::string other = random_text(random, 8000, 300);
    check_applies(one, other);
    check_applies(one, one + other);
}

TEST_CASE("a sentence in other words with the same content isn't new, one about something else is") {
    const std::string known = "The ferry to Ostrey will not sail on Monday. Its engine failed near the lighthouse.";
    const std::string text =
        "On Monday the ferry to Ostrey won't sail. The mayor promised free coffee to all who wait. Near the lighthouse "
        "its engine had failed.";
    const auto added = sentences_not_in(known, text, "en");
    REQUIRE(added.size() == 1);
    CHECK(piece(text, added[0]) == "The mayor promised free coffee to all who wait.");
    CHECK(sentences_not_in(text, text, "en").empty());
    CHECK(sentences_not_in("", text, "en").size() == 3);
}
