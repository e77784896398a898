// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/multilingual_newsroom.h"
#include "tests/support/match_differential.h"
#include "tests/support/query_generator.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

/// Several segments with replaced and removed articles: stories of several languages, and short ones made of few words
/// that meet in all ways.
void fill(TestArchive& archive) {
    const std::vector<Story> stories = multilingual_stories();
    archive.put_and_index("/in/a",
                          {stories.begin(), stories.begin() + static_cast<std::ptrdiff_t>(stories.size() / 2)});
    archive.put_and_index("/in/b", {stories.begin() + static_cast<std::ptrdiff_t>(stories.size() / 2), stories.end()});
    static const std::string words[] = {"tram",   "trams", "harbour", "council", "open-source", "NATO", "the",
                                        "budget", "vote",  "who",     "WHO",     "nato",        "cup",  "2025"};
    // One of the segments is long enough for several windows of bits.
    for (int file = 0; file < 3; ++file) {
        std::vector<Story> made_up;
        for (std::uint32_t i = 0; i < (file == 2 ? 2'600U : 150U); ++i) {
            Story story{.title = words[(i * 5 + static_cast<std::uint32_t>(file)) % 14] + " " + words[i % 11],
                        .key = std::to_string(i),
                        .source = i % 3 == 0 ? "Harbour Wire" : "Evening Ledger",
                        .section = i % 4 == 0 ? "Politics" : "Local",
                        .published = i % 7 == 0 ? "" : "202" + std::to_string(i % 5) + "-0" + std::to_string(1 + i % 9),
                        .authors = i % 2 == 0 ? std::vector<std::string>{"Mei Tan"} : std::vector<std::string>{}};
            story.body.clear();
            for (std::uint32_t w = 0; w < 5 + i % 30; ++w)
                story.body += words[(i * w + w * w + i / 3) % 14] + (w % 9 == 8 ? ". " : " ");
            made_up.push_back(std::move(story));
        }
        archive.put_and_index("/in/made-up-" + std::to_string(file), made_up);
    }
    archive.put_and_index("/in/a",
                          {stories.begin() + 2, stories.begin() + static_cast<std::ptrdiff_t>(stories.size() / 2)});
    archive.remove_file("/in/made-up-1");
    archive.catch_up();
}

}  // namespace

TEST_CASE("match: finds, weighs, orders and counts as Xapian's own matcher does") {
    TestArchive archive;
    fill(archive);
    archive.close_index();
    MatchDifferential differential(archive.path());
    QueryGenerator generator(differential.record(), 7);
    std::size_t found = 0;
    for (int i = 0; i < 400; ++i) {
        const std::string faults = differential.differences(generator.next());
        CHECK_MESSAGE(faults.empty(), faults);
        found += differential.matches() != 0 ? 1 : 0;
    }
    CHECK(found > 200);
}
