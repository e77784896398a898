// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/story_sweep.h"
#include "tests/engine/made_up_tellings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace broadsheet;

namespace {

/// Keeps articles and their groups as a record does; a run() is a sweep that knows nothing of earlier ones.
class Archive {
public:
    explicit Archive(const SweepLimits& limits = {}) : limits_(limits) {}

    void put(const Telling& telling) {
        articles_[telling.id] = telling;
        changed_[telling.id] = true;
    }
    void remove(std::uint32_t id) {
        articles_.erase(id);
        changed_[id] = false;
    }
    std::vector<Regrouped> run() {
        StorySweep sweep([this](ArticleId id) { return text_of(id.value); }, limits_);
        for (const auto& [id, grouping] : groups_) sweep.load({id}, text_of(id), day_of_article(id), grouping);
        for (const auto& [id, stays] : changed_) {
            if (stays)
                sweep.add({id}, articles_.at(id).day);
            else
                sweep.remove({id});
        }
        const std::vector<Regrouped> regrouped = sweep.settle();
        for (const auto& [id, stays] : changed_) {
            if (stays) groups_[id];
        }
        for (const Regrouped& each : regrouped) groups_[each.article.value] = each.grouping;
        for (const auto& [id, grouping] : groups_) CHECK(sweep.grouping_of({id}) == grouping);
        for (const auto& [id, stays] : changed_) {
            if (!stays) groups_.erase(id);
        }
        changed_.clear();
        return regrouped;
    }
    const std::map<std::uint32_t, Grouping>& groups() const { return groups_; }

private:
    Fingerprint text_of(std::uint32_t id) const {
        const auto article = articles_.find(id);
        return article == articles_.end() ? Fingerprint{} : article->second.fingerprint;
    }
    std::optional<DayNumber> day_of_article(std::uint32_t id) const {
        const auto article = articles_.find(id);
        return article == articles_.end() ? std::nullopt : article->second.day;
    }

    SweepLimits limits_;
    std::map<std::uint32_t, Telling> articles_;
    std::map<std::uint32_t, bool> changed_;  ///< false if removed
    std::map<std::uint32_t, Grouping> groups_;
};

std::map<std::uint32_t, Grouping> found_at_once(const std::vector<Telling>& tellings) {
    StoryFinder finder;
    for (const Telling& each : tellings) finder.add({each.id}, each.fingerprint, each.day);
    finder.settle();
    std::map<std::uint32_t, Grouping> groups;
    for (const Telling& each : tellings) groups[each.id] = finder.grouping_of({each.id});
    return groups;
}

}  // namespace

TEST_CASE("an archive within the limits is grouped as if it had been seen at once") {
    const std::vector<Telling> tellings = made_up_archive(3);
    Archive archive;
    for (const Telling& each : tellings) archive.put(each);
    archive.run();
    CHECK(archive.groups() == found_at_once(tellings));
    CHECK(archive.run().empty());
}

TEST_CASE("an archive far beyond the limits is grouped nearly as if it had been seen at once") {
    std::vector<Telling> tellings = made_up_archive(3);
    const auto at_once = found_at_once(tellings);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        std::ranges::shuffle(tellings, std::mt19937(seed));
        Archive archive({.arrivals_max = 7, .neighbours_max = 12});
        for (std::size_t i = 0; i < tellings.size(); ++i) {
            archive.put(tellings[i]);
            if (i % 40 == 39) archive.run();
        }
        archive.run();
        CHECK(share_of_same(at_once, archive.groups()) > 0.93);
    }
}

TEST_CASE("a reprint is known years later, when its days are no longer compared") {
    Archive archive({.arrivals_max = 2, .neighbours_max = 2});
    archive.put(telling(1, "", wire, 100));
    for (std::uint32_t id = 2; id < 12; ++id) archive.put(telling(id, "", other + std::to_string(id), 90 + id));
    archive.put(telling(20, "", wire, 4000));
    archive.run();
    CHECK(archive.groups().at(20) == Grouping{{1}, {1}});
    archive.put(telling(30, "", wire, 9000));
    CHECK(archive.run() == std::vector<Regrouped>{{{30}, {{1}, {1}}}});
}

TEST_CASE("a copy whose original has changed is no longer a copy") {
    Archive archive;
    archive.put(telling(5, "", wire));
    archive.put(telling(9, "", wire));
    archive.run();
    CHECK(archive.groups().at(9) == Grouping{{5}, {5}});
    archive.put(telling(5, "", other));
    CHECK(archive.run() == std::vector<Regrouped>{{{5}, {}}, {{9}, {}}});
    archive.put(telling(5, "", wire));
    archive.run();
    CHECK(archive.groups().at(9) == Grouping{{5}, {5}});
}

TEST_CASE("when articles go, the others keep what still holds, and what has gone has no group") {
    Archive archive;
    archive.put(telling(1, "", wire));
    archive.put(telling(2, "", wire));
    archive.put(telling(3, "", rewrite, 101));
    archive.run();
    archive.remove(1);
    CHECK(archive.run() == std::vector<Regrouped>{{{1}, {}}, {{2}, {{0}, {2}}}, {{3}, {{0}, {2}}}});
    archive.remove(2);
    CHECK(archive.run() == std::vector<Regrouped>{{{2}, {}}, {{3}, {}}});
    archive.put(telling(1, "", wire));
    CHECK(archive.run() == std::vector<Regrouped>{{{1}, {{0}, {1}}}, {{3}, {{0}, {1}}}});
}

TEST_CASE("articles without a day are compared with dated ones, whichever comes first") {
    for (const bool dated_first : {false, true}) {
        Archive archive({.arrivals_max = 4, .neighbours_max = 8});
        archive.put(telling(1, "", wire, dated_first ? std::optional<DayNumber>(100) : std::nullopt));
        archive.run();
        archive.put(telling(2, "", rewrite, dated_first ? std::nullopt : std::optional<DayNumber>(100)));
        archive.run();
        CHECK(archive.groups().at(2) == Grouping{{0}, {1}});
    }
}

TEST_CASE("whatever comes and goes, no group has a member alone or names one that isn't in it") {
    std::vector<Telling> tellings = made_up_archive(5);
    Archive archive({.arrivals_max = 5, .neighbours_max = 10});
    std::mt19937 random(2);
    for (int round = 0; round < 100; ++round) {
        for (int i = 0; i < 8; ++i) {
            Telling each = tellings[random() % tellings.size()];
            if (random() % 4 == 0) each.day = each.day.value_or(0) + static_cast<DayNumber>(random() % 30);
            if (random() % 3 == 0)
                archive.remove(each.id);
            else
                archive.put(each);
        }
        archive.run();
        std::map<std::uint32_t, int> members;
        for (const auto& [id, grouping] : archive.groups()) ++members[grouping.story.value];
        for (const auto& [id, grouping] : archive.groups()) {
            if (grouping.story.value == 0) continue;
            REQUIRE(members[grouping.story.value] > 1);
            REQUIRE(archive.groups().at(grouping.story.value).story == grouping.story);
            REQUIRE(grouping.story.value <= id);
        }
    }
}
