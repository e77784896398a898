// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/story_finder.h"
#include "tests/engine/made_up_tellings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

using namespace broadsheet;

namespace {

void add(StoryFinder& finder, const Telling& row) {
    finder.add({row.id}, row.fingerprint, row.day);
}

std::uint32_t story(const StoryFinder& finder, std::uint32_t id) {
    return finder.grouping_of({id}).story.value;
}

std::uint32_t duplicates(const StoryFinder& finder, std::uint32_t id) {
    return finder.grouping_of({id}).duplicates.value;
}

std::string table(const std::string& dividend) {
    return "Qtly div " + dividend + " cts vs " + dividend + " cts prior\n\nPay April 15\n\nRecord March 31";
}

std::map<std::uint32_t, Grouping> grouped(const std::vector<Telling>& rows, std::size_t batch) {
    StoryFinder finder;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        add(finder, rows[i]);
        if ((i + 1) % batch == 0) finder.settle();
    }
    finder.settle();
    std::map<std::uint32_t, Grouping> groups;
    for (const Telling& row : rows) groups[row.id] = finder.grouping_of({row.id});
    return groups;
}

}  // namespace

TEST_CASE("the same text is a duplicate, a retelling the same story, a look-alike neither") {
    StoryFinder finder;
    add(finder, telling(1, "Seeds to borrow", other));
    add(finder, telling(2, "Ferry runs aground off Ostrey", wire));
    add(finder, telling(3, "Night ferry strands", "\n" + wire + "\n", 101));
    add(finder, telling(4, "A night on the rocks", rewrite, 101));
    add(finder, telling(5, "Ferry runs aground off Grisholm", look_alike, 102));
    const auto changed = finder.settle();
    CHECK(changed == std::vector<Regrouped>{{{2}, {{2}, {2}}}, {{3}, {{2}, {2}}}, {{4}, {{0}, {2}}}});
    CHECK(finder.grouping_of({1}) == Grouping{});
    CHECK(finder.grouping_of({5}) == Grouping{});
    CHECK(finder.grouping_of({77}) == Grouping{});
    CHECK(finder.settle().empty());
}

TEST_CASE("a text with a few words changed, and one that was cut short, are duplicates") {
    std::string edited = wire;
    edited.replace(edited.find("early on"), 8, "late on");
    StoryFinder finder;
    add(finder, telling(1, "Ferry aground", wire));
    add(finder, telling(2, "Ferry aground", edited));
    add(finder, telling(3, "Ferry aground", wire.substr(0, wire.find("The company"))));
    finder.settle();
    CHECK(duplicates(finder, 2) == 1);
    CHECK(duplicates(finder, 3) == 1);
}

TEST_CASE("tables that differ only in the company, or only in the figures, are no duplicates") {
    StoryFinder finder;
    add(finder, telling(1, "Thornhill Brewing Co sets quarterly", table("11")));
    add(finder, telling(2, "Ashgrove Canal Bancorp regular dividend", table("11")));
    add(finder, telling(3, "Thornhill Brewing Co sets payout", table("11")));
    add(finder, telling(4, "Mallory Tin Works Ltd quarterly", table("64")));
    finder.settle();
    CHECK(duplicates(finder, 2) == 0);
    CHECK(duplicates(finder, 3) == 1);
    CHECK(duplicates(finder, 4) == 0);
}

TEST_CASE("articles far apart in time tell no common story, unless one has no date; a reprint stays a duplicate") {
    StoryFinder finder;
    add(finder, telling(1, "", wire, 100));
    add(finder, telling(2, "", rewrite, 100 + 40));
    add(finder, telling(3, "", wire, 100 + 400));
    finder.settle();
    CHECK(story(finder, 2) == 0);
    CHECK(duplicates(finder, 3) == 1);
    add(finder, telling(2, "", rewrite, std::nullopt));
    CHECK(finder.settle() == std::vector<Regrouped>{{{2}, {{0}, {1}}}});
}

TEST_CASE("when articles go, the others keep what still holds, and a founder leaves its name to the next") {
    StoryFinder finder;
    add(finder, telling(1, "", wire));
    add(finder, telling(2, "", wire));
    add(finder, telling(3, "", rewrite));
    finder.settle();
    finder.remove({1});
    CHECK(finder.settle() == std::vector<Regrouped>{{{2}, {{0}, {2}}}, {{3}, {{0}, {2}}}});
    finder.remove({2});
    finder.remove({2});
    CHECK(finder.settle() == std::vector<Regrouped>{{{3}, {}}});
    CHECK(finder.grouping_of({2}) == Grouping{});
    add(finder, telling(9, "", wire));
    CHECK(finder.settle() == std::vector<Regrouped>{{{3}, {{0}, {3}}}, {{9}, {{0}, {3}}}});
}

TEST_CASE("a changed article is grouped by its new text") {
    StoryFinder finder;
    add(finder, telling(1, "", wire));
    add(finder, telling(2, "", other));
    finder.settle();
    add(finder, telling(2, "", rewrite));
    CHECK(finder.settle() == std::vector<Regrouped>{{{1}, {{0}, {1}}}, {{2}, {{0}, {1}}}});
    add(finder, telling(2, "", other));
    CHECK(finder.settle() == std::vector<Regrouped>{{{1}, {}}, {{2}, {}}});
}

TEST_CASE("an archive that was loaded goes on where it was") {
    StoryFinder finder;
    const std::vector<Telling> rows = {telling(1, "", wire), telling(4, "", wire), telling(6, "", rewrite),
                                       telling(8, "", other)};
    for (const Telling& each : rows) add(finder, each);
    finder.settle();
    StoryFinder again;
    for (const Telling& each : rows) again.load({each.id}, each.fingerprint, each.day, finder.grouping_of({each.id}));
    CHECK(again.settle().empty());
    CHECK(again.grouping_of({6}) == finder.grouping_of({6}));
    add(again, telling(9, "", rewrite));
    add(again, telling(10, "", wire));
    CHECK(again.settle() == std::vector<Regrouped>{{{6}, {{6}, {1}}}, {{9}, {{6}, {1}}}, {{10}, {{1}, {1}}}});
}

TEST_CASE("articles without a text are alone or in a story, but never duplicates") {
    StoryFinder finder;
    add(finder, telling(1, "", ""));
    add(finder, telling(2, "", ""));
    add(finder, telling(3, "Ferry Sula aground off Ostrey, 126 people aboard, Lervik coast guard says", ""));
    add(finder, telling(4, "Ferry Sula aground off Ostrey, 126 people aboard, Lervik coast guard says", ""));
    finder.settle();
    CHECK(finder.grouping_of({1}) == Grouping{});
    CHECK(duplicates(finder, 4) == 0);
    CHECK(story(finder, 4) == 3);
}

TEST_CASE("the order in which articles arrive hardly matters") {
    std::vector<Telling> rows = made_up_archive(3);
    const auto at_once = grouped(rows, rows.size());
    CHECK(std::ranges::count_if(at_once, [](const auto& entry) { return entry.second.story.value != 0; }) > 60);
    CHECK(share_of_same(at_once, grouped(rows, 1)) > 0.97);
    for (unsigned seed = 1; seed <= 5; ++seed) {
        std::ranges::shuffle(rows, std::mt19937(seed));
        CHECK(share_of_same(at_once, grouped(rows, rows.size())) == 1);
        CHECK(share_of_same(at_once, grouped(rows, 7)) > 0.97);
    }
}

TEST_CASE("what settle() returns is all that changed") {
    std::vector<Telling> rows = made_up_archive(5);
    StoryFinder finder;
    std::map<std::uint32_t, Grouping> known;
    std::mt19937 random(2);
    for (int round = 0; round < 150; ++round) {
        for (int i = 0; i < 6; ++i) {
            const Telling& each = rows[random() % rows.size()];
            if (random() % 3 == 0) {
                finder.remove({each.id});
                known.erase(each.id);
            } else {
                add(finder, each);
                known.try_emplace(each.id);
            }
        }
        for (const Regrouped& changed : finder.settle()) known[changed.article.value] = changed.grouping;
        for (const auto& [id, grouping] : known) REQUIRE(finder.grouping_of({id}) == grouping);
    }
}
