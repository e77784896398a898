// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/manifest.h"
#include "engine/index/merge_policy.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

SegmentEntry segment(std::uint32_t number, std::uint32_t documents, std::uint32_t dead = 0) {
    return {number, documents, dead, dead == 0 ? 0U : 1U};
}

std::vector<std::uint32_t> planned(const std::vector<SegmentEntry>& segments) {
    const auto plan = plan_merge(segments);
    return plan ? plan->segments : std::vector<std::uint32_t>{};
}

/// A random history of an archive, held against a plain map.
class History {
public:
    explicit History(unsigned seed) : random_(seed) {}

    /// Adds, changes, removes and restores some articles; a file for each, so that any may go.
    void change(unsigned count) {
        for (unsigned i = 0; i < count; ++i) {
            const std::uint32_t number = number_below(120);
            const bool held = words_.contains(number);
            if (held && number_below(3) == 0) {
                archive_.writer().commit();  // what is to be removed must be there
                archive_.remove_file(path(number));
                words_.erase(number);
            } else {
                words_[number] = next_word_++;
                archive_.put_uncommitted(path(number), {{.title = title(number),
                                                         .body = "Text with " + word_of(words_[number]) + ".",
                                                         .key = std::to_string(number),
                                                         .source = "History"}});
            }
        }
        archive_.writer().commit();
        const auto ids = archive_.ids_by_title();
        for (const auto& [number, word] : words_) {
            const auto [known, added] = ids_.try_emplace(number, ids.at(title(number)));
            CHECK(known->second == ids.at(title(number)));
        }
    }

    /// Every article is found by its newest word, once, under the id that it always had; no older word finds anything.
    void check() {
        Searcher searcher(archive_.path());
        CHECK(searcher.search(request_for("text")).total == words_.size());
        std::map<std::uint32_t, std::uint32_t> by_word;
        for (const auto& [number, word] : words_) by_word[word] = number;
        for (std::uint32_t word = 0; word < next_word_; ++word) {
            const SearchReply reply = searcher.search(request_for(word_of(word)));
            const auto expected = by_word.find(word);
            REQUIRE(reply.total == (expected == by_word.end() ? 0 : 1));
            REQUIRE(reply.hits.size() == reply.total);
            if (expected == by_word.end()) continue;
            CHECK(reply.hits[0].article.title == title(expected->second));
            CHECK(reply.hits[0].article.id.value == ids_.at(expected->second));
        }
    }

    TestArchive& archive() { return archive_; }
    std::uint32_t number_below(std::uint32_t end) {
        return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random_);
    }

private:
    static std::string path(std::uint32_t number) { return "/in/" + std::to_string(number); }
    static std::string title(std::uint32_t number) { return "Article " + std::to_string(number); }

    TestArchive archive_;
    std::mt19937 random_;
    std::map<std::uint32_t, std::uint32_t> words_;  ///< the newest word of each living article
    std::map<std::uint32_t, std::uint32_t> ids_;
    std::uint32_t next_word_ = 0;
};

}  // namespace

TEST_CASE("merge policy: few segments are left alone") {
    CHECK(planned({}).empty());
    CHECK(planned({segment(1, 10)}).empty());
    std::vector<SegmentEntry> segments;
    for (std::uint32_t i = 1; i <= segments_max; ++i) segments.push_back(segment(i, 10));
    CHECK(planned(segments).empty());
}

TEST_CASE("merge policy: the small ones are merged, a big one only when they have grown to its size") {
    std::vector<SegmentEntry> segments = {segment(1, 1'000'000)};
    for (std::uint32_t i = 2; i <= segments_max + 1; ++i) segments.push_back(segment(i, 100));
    const auto small = planned(segments);
    CHECK(small.size() == segments_max);
    CHECK(std::ranges::count(small, 1U) == 0);
    segments[3].documents = 300'000;
    segments[4].documents = 1'000'000;
    const auto plan = planned(segments);
    CHECK(std::ranges::count(plan, 1U) == 0);
    CHECK(plan.size() == segments_max - 2);
    segments[0].documents = 1'000;
    segments[3].documents = segments[4].documents = 100;
    CHECK(planned(segments).size() == segments_max + 1);
}

TEST_CASE("merge policy: a segment with many dead documents is rewritten, one with few isn't") {
    CHECK(planned({segment(1, 1'000), segment(2, 300, 99)}).empty());
    const auto plan = plan_merge({segment(1, 1'000), segment(2, 300, 100)});
    REQUIRE(plan);
    CHECK(plan->segments == std::vector<std::uint32_t>{2});
    CHECK(plan->rewrite);
    CHECK(planned({segment(1, 90, 60)}).empty());  // too few for the trouble
}

TEST_CASE("merge: after sixty small commits there are about ten segments, and every article once") {
    TestArchive archive;
    for (std::uint32_t i = 0; i < 60; ++i) {
        archive.put_and_index("/in/" + std::to_string(i),
                              {{.title = "T" + std::to_string(i), .body = "common " + word_of(i)}});
        CHECK(archive.indexer().segment_count() <= segments_limit);
    }
    archive.indexer().wait_for_merges();
    CHECK(archive.indexer().segment_count() <= segments_max);
    Searcher searcher(archive.path());
    CHECK(searcher.search(request_for("common")).total == 60);
    for (std::uint32_t i = 0; i < 60; ++i)
        CHECK(titles_of(searcher.search(request_for(word_of(i)))) == std::vector<std::string>{"T" + std::to_string(i)});
    CHECK(archive.faults() == "");
}

TEST_CASE("merge: changes that come in while merges are under way lose nothing") {
    for (const unsigned seed : {1U, 20'251'122U}) {
        CAPTURE(seed);
        History history(seed);
        for (int round = 0; round < 70; ++round) {
            history.change(1 + history.number_below(6));
            history.archive().catch_up(1 + history.number_below(5));
        }
        history.archive().close_index();
        CHECK(history.archive().faults() == "");
        history.check();
    }
}

TEST_CASE("merge: an index closed and opened again between changes loses nothing") {
    History history(7);
    for (int round = 0; round < 25; ++round) {
        history.change(4);
        if (history.number_below(4) != 0) history.archive().catch_up(3);
        if (history.number_below(3) == 0) history.archive().close_index();
    }
    history.archive().catch_up();
    history.archive().close_index();
    CHECK(history.archive().faults() == "");
    history.check();
}

TEST_CASE("merge: a segment that is a third dead is written anew without its dead") {
    TestArchive archive;
    std::vector<Story> stories;
    for (std::uint32_t i = 0; i < 300; ++i)
        stories.push_back({.title = "T" + std::to_string(i), .body = "common", .key = std::to_string(i)});
    archive.put_and_index("/in/f", stories);
    const std::uint32_t first = read_manifest(archive.index())->segments.at(0).number;
    stories.resize(201);
    archive.put_and_index("/in/f", stories);
    archive.indexer().wait_for_merges();
    CHECK(read_manifest(archive.index())->segments.at(0) ==
          SegmentEntry{first, 300, 99, archive.indexer().generation()});
    stories.resize(150);
    archive.put_and_index("/in/f", stories);
    archive.indexer().wait_for_merges();
    const Manifest manifest = *read_manifest(archive.index());
    REQUIRE(manifest.segments.size() == 1);
    CHECK(manifest.segments[0].number != first);
    CHECK(manifest.segments[0].documents == 150);
    CHECK(manifest.segments[0].dead == 0);
    CHECK(Searcher(archive.path()).search(request_for("common")).total == 150);
    CHECK(archive.faults() == "");
}

TEST_CASE("merge: compacting leaves one segment without dead documents and the same answers") {
    History history(11);
    for (int round = 0; round < 6; ++round) {
        history.change(20);
        history.archive().catch_up();
    }
    history.archive().indexer().compact();
    const Manifest manifest = *read_manifest(history.archive().index());
    REQUIRE(manifest.segments.size() == 1);
    CHECK(manifest.segments[0].dead == 0);
    CHECK(history.archive().faults() == "");
    history.check();
    const std::uint64_t generation = history.archive().indexer().generation();
    history.archive().indexer().compact();
    CHECK(history.archive().indexer().generation() == generation);  // nothing to do
}
