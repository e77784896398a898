// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/time_labels.h"
#include "server/pages/timeline_figure.h"
#include "server/pages/timeline_periods.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace broadsheet;

namespace {

bool has(const Markup& markup, std::string_view part) {
    return markup.html().find(part) != std::string::npos;
}

DayNumber day(int year, unsigned month, unsigned day_of_month) {
    return day_number({year, month, day_of_month});
}

SearchParameters search_for(const std::string& text, const std::string& from = {}, const std::string& to = {}) {
    SearchParameters search;
    search.request.text = text;
    search.from = from;
    search.to = to;
    if (const auto date = parse_iso_date(from)) search.request.published.from_s = date->utc_s;
    if (const auto date = parse_iso_date(to)) search.request.published.before_s = end_of(*date);
    return search;
}

/// January to April 2024: found, nothing found, nothing there, found and a peak.
Timeline four_months() {
    Timeline timeline{
        Interval::month,
        {{day(2024, 1, 1), 5, 100}, {day(2024, 2, 1), 0, 80}, {day(2024, 3, 1), 0, 0}, {day(2024, 4, 1), 50, 200}}};
    timeline.peaks = {{day(2024, 4, 1), 50, 200, 6, {"crane"}, {}}};
    timeline.peaks[0].telling = Peak::Telling{{7}, "Crane burns", 0, 0};
    return timeline;
}

/// Two labels that a screen of this width would print over each other.
bool collide(std::vector<TimeLabel> labels, bool on_phone) {
    if (on_phone) std::erase_if(labels, [](const TimeLabel& label) { return !label.phone; });
    for (std::size_t i = 0; i + 1 < labels.size(); ++i) {
        const TimeLabel &a = labels[i], &b = labels[i + 1];
        const double a_end = a.end ? a.x : a.x + width_of(a.text, on_phone);
        if (a_end > (b.end ? b.x - width_of(b.text, on_phone) : b.x) + 1e-9) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("timeline: silence, missing holdings and peaks are told apart") {
    const Markup figure = timeline_figure(search_for("harbour"), four_months());
    CHECK(has(figure, "January 2024: 5 articles, 5.00% of all"));
    CHECK(has(figure, "February 2024: 0 articles, 0% of all"));
    CHECK(has(figure, "March 2024: no data, the archive has nothing of this time"));
    CHECK(has(figure, "class=\"uncovered\""));
    CHECK(has(figure, "class=\"peak\""));
    CHECK(has(figure, "<p class=\"terms\" dir=\"auto\">crane</p>"));
    CHECK(has(figure, "href=\"/articles/7?q=harbour\""));
    CHECK(has(figure, "href=\"/?q=harbour&amp;from=2024-04&amp;to=2024-04\""));
    CHECK_FALSE(has(figure, "class=\"outward\""));
}

TEST_CASE("timeline: a period leads out to the next wider one and to the whole") {
    const Markup figure = timeline_figure(search_for("harbour", "2024-03-05", "2024-03-20"), four_months());
    CHECK(has(figure, "href=\"/?q=harbour&amp;from=2024-03&amp;to=2024-03\">March 2024</a>"));
    CHECK(has(figure, "href=\"/?q=harbour\">Whole period</a>"));
    const auto out = [](const std::string& from, const std::string& to) {
        const auto period = one_step_out(search_for("", from, to).request.published);
        return period ? period->from + ".." + period->to : std::string();
    };
    CHECK(out("2024-03", "2024-03") == "2024..2024");
    CHECK(out("2024-01-30", "2024-02-02") == "2024..2024");
    CHECK(out("2024", "2024") == "2020..2029");
    CHECK(out("2019", "2021").empty());
    CHECK(out("2020", "2029").empty());
    CHECK(out("2020", "").empty());
}

TEST_CASE("timeline: a single period is no chart, but still leads out") {
    const Timeline one{Interval::day, {{day(2024, 1, 1), 5, 100}}};
    CHECK(timeline_figure(search_for("x"), one).html().empty());
    const Markup narrowed = timeline_figure(search_for("x", "2024-01-01", "2024-01-01"), one);
    CHECK_FALSE(has(narrowed, "<svg"));
    CHECK(has(narrowed, "Whole period"));
}

TEST_CASE("timeline: weeks are named by their Monday and lead to their seven days") {
    const PeriodRow row = period_row({Interval::week, {{day(2024, 12, 30), 1}, {day(2025, 1, 13), 2}}});
    REQUIRE(row.periods.size() == 3);
    CHECK(row.periods[0].from == "2024-12-30");
    CHECK(row.periods[0].to == "2025-01-05");
    CHECK(row.periods[1].label == "Week of 6 January 2025");
    CHECK(place_of(row, day(2025, 1, 19)) == 2);
    CHECK_FALSE(place_of(row, day(2025, 1, 20)));
}

TEST_CASE("timeline: labels never stand on each other, on no screen and for no length of time") {
    std::size_t rows = 0;
    for (const Interval interval : {Interval::day, Interval::week, Interval::month, Interval::year}) {
        for (const DayNumber first : {day(1987, 2, 26), day(1999, 12, 31), day(2020, 1, 1)}) {
            for (std::size_t periods = 2; periods <= periods_max; periods += 3) {
                Timeline timeline{interval, {}};
                const DayNumber length = interval == Interval::day     ? 1
                                         : interval == Interval::week  ? 7
                                         : interval == Interval::month ? 30
                                                                       : 365;
                timeline.buckets = {{first, 1, 1}, {first + static_cast<DayNumber>(periods) * length, 1, 1}};
                const PeriodRow row = period_row(timeline);
                const double slot = std::min(100.0 / 16, 100.0 / static_cast<double>(row.periods.size()));
                const auto labels = time_labels(row, slot);
                CAPTURE(periods);
                CAPTURE(static_cast<int>(interval));
                REQUIRE_FALSE(labels.empty());
                CHECK_FALSE(collide(labels, false));
                CHECK_FALSE(collide(labels, true));
                CHECK(std::ranges::any_of(labels, &TimeLabel::phone));
                ++rows;
            }
        }
    }
    CHECK(rows > 500);
}
