// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/timeline_figure.h"

#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/timeline_periods.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace broadsheet {
namespace {

// Heights in CSS pixels, widths in per cent of the figure.
constexpr double bar_top = 16, bar_height_max = 50, base_line = bar_top + bar_height_max;
constexpr double slot_max = 100.0 / 16;  // a few periods needn't fill the width
constexpr double label_distance = 7.5;   // between labels on a wide screen
constexpr double opening_distance = 11;  // the first label has a year too
constexpr double label_distance_phone = 24;
constexpr double gap_labelled = 8;  // an empty stretch from this width says so

struct Label {
    double x = 0;
    std::string text;
    bool end = false;    ///< the text ends at x
    bool phone = false;  ///< shown on narrow screens too
};

std::string decimal(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", number);
    return text;
}

std::string percent(double number) {
    return decimal(number) + "%";
}

double slot_of(const PeriodRow& row) {
    return std::min(slot_max, 100.0 / static_cast<double>(row.periods.size()));
}

/// How many units of a row's periods lie between labels: the smallest of the steps that leaves room.
int label_step(double slot, std::initializer_list<int> steps) {
    for (const int step : steps) {
        if (step * slot >= label_distance) return step;
    }
    return *(steps.end() - 1);
}

std::string short_month(const CivilDay& day) {
    return std::string(month_name(day.month).substr(0, 3));
}

/// The label that the period at `place` may carry, empty for most.
std::string label_text(const PeriodRow& row, std::size_t place, double slot) {
    const CivilDay& day = row.periods[place].begin;
    const std::string year = std::to_string(day.year);
    if (row.length == PeriodLength::day) {
        if (7 * slot >= label_distance) return place % 7 == 0 ? std::to_string(day.day) + " " + short_month(day) : "";
        return day.day == 1 ? short_month(day) + " " + year : "";
    }
    if (row.length == PeriodLength::month) {
        const int step = label_step(slot, {3, 12, 24, 60, 120});
        const int number = day.year * 12 + static_cast<int>(day.month) - 1;
        if (number % step != 0) return {};
        return day.month == 1 ? year : short_month(day);
    }
    const int unit = row.length == PeriodLength::decade ? 10 : 1;
    return day.year / unit % label_step(slot, {1, 2, 5, 10, 20, 50, 100}) == 0 ? year : "";
}

std::string opening_label(const PeriodRow& row) {
    const CivilDay& day = row.periods.front().begin;
    const std::string year = std::to_string(day.year);
    if (row.length == PeriodLength::day) return std::to_string(day.day) + " " + short_month(day) + " " + year;
    return row.length == PeriodLength::month && day.month != 1 ? short_month(day) + " " + year : year;
}

bool is_year(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Of the labels, those that a narrow screen has room for: years first, then what fits between them.
void choose_for_phone(std::vector<Label>& labels) {
    const auto has_room = [&labels](const Label& label) {
        return std::none_of(labels.begin(), labels.end(), [&](const Label& other) {
            return other.phone && std::abs(other.x - label.x) < label_distance_phone;
        });
    };
    for (const bool years : {true, false}) {
        for (auto& label : labels) {
            if (years == is_year(label.text)) label.phone = label.phone || has_room(label);
        }
    }
}

/// Says at the left edge where the row begins, unless a year is about to say it.
void add_opening_label(const PeriodRow& row, std::vector<Label>& labels) {
    if (!labels.empty() && is_year(labels.front().text) && labels.front().x < label_distance) return;
    while (!labels.empty() && !is_year(labels.front().text) && labels.front().x < opening_distance)
        labels.erase(labels.begin());
    labels.insert(labels.begin(), Label{0, opening_label(row), false, false});
}

std::vector<Label> labels_of(const PeriodRow& row) {
    const double slot = slot_of(row);
    std::vector<Label> labels;
    for (std::size_t place = 0; place < row.periods.size(); ++place) {
        const double x = slot * static_cast<double>(place);
        auto text = label_text(row, place, slot);
        if (text.empty() || (!labels.empty() && x - labels.back().x < label_distance)) continue;
        const bool at_edge = x > 100 - label_distance / 2;
        labels.push_back({at_edge ? 100 : x, std::move(text), at_edge, false});
    }
    add_opening_label(row, labels);
    choose_for_phone(labels);
    return labels;
}

Values bar_of(const SearchParameters& search, const Period& period, double x, double slot, double share, bool peak) {
    const double height = std::max(2.0, bar_height_max * share);
    Values bar;
    bar.text("url", search_url(with_period(search, period.from, period.to)));
    bar.text("said", period.label + ": " + counted(period.count, "article", "articles"));
    bar.text("slotX", percent(x)).text("slotWidth", percent(slot));
    bar.text("x", percent(x)).text("width", percent(slot * 0.84));
    bar.text("y", decimal(base_line - height)).text("height", decimal(height));
    bar.flag("peak", peak);
    return bar;
}

std::vector<Values> gaps_of(const PeriodRow& row) {
    const double slot = slot_of(row);
    std::vector<Values> gaps;
    for (std::size_t i = 0; i < row.periods.size();) {
        std::size_t end = i;
        while (end < row.periods.size() && row.periods[end].count == 0) ++end;
        if (end > i) {
            const double begin_x = slot * static_cast<double>(i), end_x = slot * static_cast<double>(end);
            Values gap;
            gap.text("x1", percent(begin_x))
                .text("x2", percent(end_x - slot * 0.16))
                .text("middle", percent((begin_x + end_x) / 2));
            gap.flag("labelled", end_x - begin_x >= gap_labelled)
                .flag("phone", end_x - begin_x >= label_distance_phone);
            gaps.push_back(std::move(gap));
        }
        i = end + 1;
    }
    return gaps;
}

std::string_view length_words(PeriodLength length) {
    switch (length) {
        case PeriodLength::day:
            return "day";
        case PeriodLength::month:
            return "month";
        case PeriodLength::year:
            return "year";
        case PeriodLength::decade:
            break;
    }
    return "decade";
}

Values peak_label(const Period& peak, double x, double slot) {
    Values label;
    const bool end = x > 55;
    label.text("x", percent(end ? x + slot * 0.84 : x)).flag("end", end);
    label.text("text", counted(peak.count, "article", "articles") + ", " + peak.label);
    return label;
}

}  // namespace

Markup timeline_figure(const SearchParameters& search, const Timeline& timeline) {
    const PeriodRow row = period_row(timeline);
    if (row.periods.size() < 2) return {};
    const auto peak = std::max_element(row.periods.begin(), row.periods.end(),
                                       [](const Period& a, const Period& b) { return a.count < b.count; });
    const double slot = slot_of(row);
    std::vector<Values> bars, labels;
    for (auto period = row.periods.begin(); period != row.periods.end(); ++period) {
        if (period->count == 0) continue;
        const double x = slot * static_cast<double>(period - row.periods.begin());
        const double share = static_cast<double>(period->count) / static_cast<double>(peak->count);
        bars.push_back(bar_of(search, *period, x, slot, share, period == peak));
    }
    for (const auto& label : labels_of(row)) {
        labels.push_back(Values()
                             .text("x", percent(label.x))
                             .text("text", label.text)
                             .flag("end", label.end)
                             .flag("phone", label.phone));
    }
    const std::string span = row.periods.front().label + " to " + row.periods.back().label;
    Values values;
    values.text("caption", "Articles by " + std::string(length_words(row.length)) + ", " + span);
    values.list("bars", bars).list("labels", labels).list("gaps", gaps_of(row));
    values.part("peak", peak_label(*peak, slot * static_cast<double>(peak - row.periods.begin()), slot));
    return fill("timeline.html", values);
}

}  // namespace broadsheet
