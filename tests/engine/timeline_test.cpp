// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/timeline.h"

#include "engine/search/peaks.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

DayNumber day(int year, unsigned month, unsigned day_of_month) {
    return day_number({year, month, day_of_month});
}

DateRange between(std::string_view from, std::string_view to) {
    return {parse_iso_date(from)->utc_s, end_of(*parse_iso_date(to))};
}

/// Months from January 2020 on: counts of articles found, each of so many in all.
std::vector<Timeline::Bucket> months(const std::vector<std::uint32_t>& counts, std::uint32_t all) {
    std::vector<Timeline::Bucket> buckets;
    for (std::size_t i = 0; i < counts.size(); ++i) buckets.push_back({static_cast<DayNumber>(i), counts[i], all});
    return buckets;
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// Two years in which every month has forty articles, three of them about the harbour; in May 2021 twenty more are,
/// all about its burning crane. The archive has nothing of March 2020.
std::vector<Story> harbour_years() {
    std::vector<Story> stories;
    std::uint32_t number = 0;
    const auto add = [&](const std::string& title, const std::string& body, const std::string& published) {
        Story story;
        story.title = title + " " + word_of(number);
        story.body = body + " " + word_of(1000 + number);
        story.key = std::to_string(++number);
        story.published = published;
        stories.push_back(story);
    };
    for (unsigned month = 0; month < 24; ++month) {
        if (month == 2) continue;
        const std::string name = std::to_string(2020 + month / 12) + "-" + two_digits(month % 12 + 1);
        for (unsigned i = 0; i < 40; ++i) {
            const std::string published = name + "-" + two_digits(i % 28 + 1);
            add("Council meets", i < 3 ? "The harbour was quiet and ships came." : "The council spoke about roads.",
                published);
        }
        for (unsigned i = 0; month == 16 && i < 20; ++i)
            add("Harbour crane burns", "A crane in the harbour caught fire; Kowalski put it out.", name + "-11");
    }
    return stories;
}

class HarbourArchive {
public:
    HarbourArchive() {
        archive_.put_and_index("/in/harbour", harbour_years());
        searcher_.emplace(archive_.path());
    }

    TimelineReply timeline(const std::vector<std::string>& texts, std::optional<Interval> interval = {},
                           DateRange dates = {}) {
        TimelineRequest request;
        request.texts = texts;
        request.search.interval = interval;
        request.search.published = dates;
        request.search.peaks = true;
        return searcher_->timeline(request);
    }
    Searcher& searcher() { return *searcher_; }

private:
    TestArchive archive_;
    std::optional<Searcher> searcher_;
};

}  // namespace

TEST_CASE("timeline: buckets begin where weeks, months and years do") {
    CHECK(start_of(Interval::week, day(2025, 1, 1)) == day(2024, 12, 30));
    CHECK(start_of(Interval::week, day(2024, 12, 30)) == day(2024, 12, 30));
    CHECK(start_of(Interval::week, day(1969, 12, 31)) == day(1969, 12, 29));
    CHECK(start_of(Interval::month, day(2024, 2, 29)) == day(2024, 2, 1));
    CHECK(start_of(Interval::year, day(2024, 12, 31)) == day(2024, 1, 1));
    CHECK(start_after(Interval::week, day(2024, 12, 30)) == day(2025, 1, 6));
    CHECK(start_after(Interval::month, day(2024, 2, 1)) == day(2024, 3, 1));
    CHECK(start_after(Interval::year, day(2024, 1, 1)) == day(2025, 1, 1));
}

TEST_CASE("timeline: the longer the time, the longer its buckets") {
    CHECK(fitting_interval(1) == Interval::day);
    CHECK(fitting_interval(92) == Interval::day);
    CHECK(fitting_interval(93) == Interval::week);
    CHECK(fitting_interval(2 * 366) == Interval::week);
    CHECK(fitting_interval(2 * 366 + 1) == Interval::month);
    CHECK(fitting_interval(16 * 366 + 1) == Interval::year);
}

TEST_CASE("timeline: as many buckets are counted as are made") {
    const DaySpan span{day(1969, 11, 27), day(1971, 3, 2)};
    const DayCounts none;
    for (const Interval interval : {Interval::day, Interval::week, Interval::month, Interval::year}) {
        CAPTURE(static_cast<int>(interval));
        CHECK(bucket_count(interval, span) == timeline_of(none, span, interval).buckets.size());
    }
    CHECK(finest_within(70, span) == Interval::week);
    CHECK(finest_within(20, span) == Interval::month);
    CHECK(finest_within(1, span) == Interval::year);
}

TEST_CASE("timeline: shown is what was found, and what was asked for as far as the archive goes") {
    DayCounts matches{day(2020, 1, 1), std::vector<std::uint32_t>(366)};
    CHECK_FALSE(shown_span(matches, {}));
    matches.counts[40] = 1;
    matches.counts[50] = 2;
    const auto found = shown_span(matches, {});
    REQUIRE(found);
    CHECK(found->first == day(2020, 2, 10));
    CHECK(found->days() == 11);
    const auto asked = shown_span(matches, between("2019-05", "2020-02"));
    REQUIRE(asked);
    CHECK(asked->first == day(2020, 1, 1));
    CHECK(asked->last == day(2020, 2, 29));
    CHECK_FALSE(shown_span(matches, between("2030", "2031")));
}

TEST_CASE("peaks: what is far above the usual share stands out, and nothing else does") {
    std::vector<std::uint32_t> counts = {10, 12, 9, 11, 10, 8, 12, 60, 11, 10, 9, 12};
    const auto peaks = find_peaks(months(counts, 1000));
    REQUIRE(peaks.size() == 1);
    CHECK(peaks[0].bucket == 7);
    // Median 10.5, median deviation 1.5; together 174 of 12,000.
    CHECK(peaks[0].score == doctest::Approx(11.3).epsilon(0.02));
    counts[7] = 12;
    CHECK(find_peaks(months(counts, 1000)).empty());
}

TEST_CASE("peaks: many articles where the archive has many are no peak") {
    std::vector<Timeline::Bucket> buckets = months(std::vector<std::uint32_t>(12, 10), 1000);
    buckets[5].count = 100;
    buckets[5].all = 10'000;
    CHECK(find_peaks(buckets).empty());
}

TEST_CASE("peaks: a few articles are chance, and so is anything in a few buckets") {
    std::vector<std::uint32_t> rare(24);
    rare[9] = 4;
    CHECK(find_peaks(months(rare, 50)).empty());
    rare[9] = 20;
    REQUIRE(find_peaks(months(rare, 50)).size() == 1);
    CHECK(find_peaks(months({0, 0, 20, 0, 0, 0, 0}, 50)).empty());
    CHECK(find_peaks({}).empty());
}

TEST_CASE("peaks: of a hill its top is told, and of many peaks the highest, in order of time") {
    std::vector<std::uint32_t> counts(80, 2);
    for (const std::size_t top : {10, 20, 30, 40, 50, 60, 70}) {
        counts[top - 1] = 60;
        counts[top] = static_cast<std::uint32_t>(90 + top);
        counts[top + 1] = 80;
    }
    const auto peaks = find_peaks(months(counts, 1000));
    REQUIRE(peaks.size() == peaks_max);
    for (std::size_t i = 0; i < peaks.size(); ++i) CHECK(peaks[i].bucket == 30 + 10 * i);
}

TEST_CASE("peaks: time without holdings says nothing") {
    std::vector<Timeline::Bucket> buckets = months(std::vector<std::uint32_t>(20, 30), 100);
    for (std::size_t i = 0; i < 20; i += 2) buckets[i] = {buckets[i].from, 0, 0};
    CHECK(find_peaks(buckets).empty());
}

TEST_CASE("timeline: a peak is found and says why, and time without holdings is told from silence") {
    HarbourArchive archive;
    const TimelineReply reply = archive.timeline({"harbour", "zeppelin"}, Interval::month);
    REQUIRE(reply.queries.size() == 2);
    const QueryTimeline& harbour = reply.queries[0];
    CHECK(harbour.total == 3 * 23 + 20);
    REQUIRE(harbour.timeline.buckets.size() == 24);
    CHECK(harbour.timeline.buckets[0].all == 40);
    CHECK(harbour.timeline.buckets[2].all == 0);
    CHECK(harbour.timeline.buckets[16].count == 23);
    REQUIRE(harbour.timeline.peaks.size() == 1);
    const Peak& peak = harbour.timeline.peaks[0];
    CHECK(peak.from == day(2021, 5, 1));
    CHECK(peak.count == 23);
    CHECK(peak.all == 60);
    CHECK(std::ranges::find(peak.terms, "crane") != peak.terms.end());
    CHECK(std::ranges::find(peak.terms, "harbour") == peak.terms.end());  // asked for, so no news
    CHECK(std::ranges::find(peak.terms, "the") == peak.terms.end());
    REQUIRE(peak.telling);
    CHECK(peak.telling->title.starts_with("Harbour crane burns"));
    CHECK(reply.queries[1].total == 0);
    REQUIRE(reply.queries[1].timeline.buckets.size() == 24);  // the same for all
    CHECK(reply.queries[1].timeline.buckets[16].all == 60);
    CHECK(reply.queries[1].timeline.peaks.empty());
}

TEST_CASE("timeline: everything has no peaks, and dates cut the coverage, too") {
    HarbourArchive archive;
    const TimelineReply all = archive.timeline({""}, Interval::week);
    CHECK(all.queries[0].timeline.peaks.empty());
    for (const Timeline::Bucket& bucket : all.queries[0].timeline.buckets) CHECK(bucket.count == bucket.all);
    const TimelineReply days = archive.timeline({"harbour"}, {}, between("2021-05-05", "2021-05-12"));
    CHECK(days.interval == Interval::day);
    CHECK(days.queries[0].timeline.buckets.size() == 8);
    const TimelineReply half = archive.timeline({"council"}, Interval::month, between("2021-05-11", "2021-05-20"));
    REQUIRE(half.queries[0].timeline.buckets.size() == 1);
    CHECK(half.queries[0].timeline.buckets[0].all == 12 + 20);
}

TEST_CASE("timeline: more buckets than wanted are refused with the interval that fits") {
    HarbourArchive archive;
    TimelineRequest request;
    request.texts = {"council"};
    request.search.interval = Interval::day;
    request.buckets_max = 200;
    const TimelineReply reply = archive.searcher().timeline(request);
    REQUIRE(reply.too_many);
    CHECK(reply.too_many->buckets > 700);
    CHECK(reply.too_many->fitting == Interval::week);
    CHECK(reply.queries[0].timeline.buckets.empty());
}

TEST_CASE("search: a timeline counts what it finds, with coverage and the peaks that were asked for") {
    HarbourArchive archive;
    SearchRequest request = request_for("harbour");
    request.timeline = true;
    request.interval = Interval::month;
    const SearchReply plain = archive.searcher().search(request);
    REQUIRE(plain.timeline);
    CHECK(plain.timeline->peaks.empty());
    CHECK(plain.timeline->buckets[1].all == 40);
    request.peaks = true;
    const SearchReply peaked = archive.searcher().search(request);
    REQUIRE(peaked.timeline->peaks.size() == 1);
    CHECK(peaked.timeline->peaks[0].telling);
    const auto& buckets = peaked.timeline->buckets;
    CHECK(std::accumulate(buckets.begin(), buckets.end(), std::uint64_t{0},
                          [](std::uint64_t sum, const Timeline::Bucket& bucket) { return sum + bucket.count; }) ==
          peaked.total);
}
