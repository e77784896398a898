// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/time_labels.h"

#include "server/pages/messages.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace broadsheet {
namespace {

// In CSS pixels.
constexpr double wide_screen = 600, narrowest_phone = 288;
constexpr double letter_width = 6.4, label_gap = 10;

constexpr std::array<std::string_view, 12> short_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string short_month(const CivilDay& day) {
    return message(short_months.at(day.month - 1));
}

std::string with_year(const CivilDay& day) {
    return message("{month} {year}", {{"month", short_month(day)}, {"year", std::to_string(day.year)}});
}

std::string with_day(const CivilDay& day) {
    return message("{day} {month}", {{"day", std::to_string(day.day)}, {"month", short_month(day)}});
}

/// How many units of a row's periods lie between labels: the smallest of the steps that leaves room.
int label_step(double slot, double needed, std::initializer_list<int> steps) {
    for (const int step : steps) {
        if (step * slot >= needed) return step;
    }
    return *(steps.end() - 1);
}

/// The label that the period at `place` may carry, empty for most.
std::string label_text(const PeriodRow& row, std::size_t place, double slot) {
    const CivilDay& day = row.periods[place].begin;
    const std::string year = std::to_string(day.year);
    const double needed = width_of("0000", false);
    if (row.length == PeriodLength::day || row.length == PeriodLength::week) {
        const std::size_t step = row.length == PeriodLength::day ? 7 : 1;
        if (static_cast<double>(step) * slot >= width_of("00 Mmm", false))
            return place % step == 0 ? with_day(day) : "";
        // Of a row of weeks the first that begins in a month carries its name.
        const unsigned first_days = row.length == PeriodLength::day ? 1 : 7;
        if (day.day > first_days) return {};
        return day.month == 1 ? year : short_month(day);
    }
    if (row.length == PeriodLength::month) {
        const int step = label_step(slot, needed, {3, 12, 24, 60, 120});
        const int number = day.year * 12 + static_cast<int>(day.month) - 1;
        if (number % step != 0) return {};
        return day.month == 1 ? year : short_month(day);
    }
    const int unit = row.length == PeriodLength::decade ? 10 : 1;
    return day.year / unit % label_step(slot, needed, {1, 2, 5, 10, 20, 50, 100}) == 0 ? year : "";
}

std::string opening_label(const PeriodRow& row) {
    const CivilDay& day = row.periods.front().begin;
    if (row.length == PeriodLength::day || row.length == PeriodLength::week)
        return message(
            "{day} {month} {year}",
            {{"day", std::to_string(day.day)}, {"month", short_month(day)}, {"year", std::to_string(day.year)}});
    return row.length == PeriodLength::month && day.month != 1 ? with_year(day) : std::to_string(day.year);
}

bool is_year(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool overlap(const TimeLabel& a, const TimeLabel& b, bool on_phone) {
    const auto begin = [&](const TimeLabel& label) {
        return label.end ? label.x - width_of(label.text, on_phone) : label.x;
    };
    const auto end = [&](const TimeLabel& label) {
        return label.end ? label.x : label.x + width_of(label.text, on_phone);
    };
    return begin(a) < end(b) && begin(b) < end(a);
}

/// The first label, the years, then what fits between them.
std::vector<TimeLabel> with_room(const std::vector<TimeLabel>& labels, bool on_phone) {
    std::vector<TimeLabel> chosen;
    const auto add = [&](const TimeLabel& label) {
        const bool fits = label.end || label.x + width_of(label.text, on_phone) <= 100 + 2;
        if (fits &&
            std::ranges::none_of(chosen, [&](const TimeLabel& other) { return overlap(label, other, on_phone); }))
            chosen.push_back(label);
    };
    for (const bool years : {true, false}) {
        if (years && !labels.empty()) add(labels.front());
        for (const TimeLabel& label : labels)
            if (is_year(label.text) == years) add(label);
    }
    std::ranges::sort(chosen, {}, &TimeLabel::x);
    return chosen;
}

}  // namespace

double width_of(const std::string& text, bool on_phone) {
    double letters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            letters += 1;
        else if (byte >= 0xC0)
            letters += byte >= 0xE0 ? 2 : 1;  // ideographs are as wide as two letters
    }
    return (letters * letter_width + label_gap) * 100 / (on_phone ? narrowest_phone : wide_screen);
}

std::vector<TimeLabel> time_labels(const PeriodRow& row, double slot) {
    std::vector<TimeLabel> labels;
    if (row.periods.empty()) return labels;
    labels.push_back({0, opening_label(row), false, false});
    for (std::size_t place = 1; place < row.periods.size(); ++place) {
        const double x = slot * static_cast<double>(place);
        std::string text = label_text(row, place, slot);
        if (text.empty()) continue;
        const bool at_edge = x + width_of(text, false) > 100 + 2;
        labels.push_back({at_edge ? 100 : x, std::move(text), at_edge, false});
    }
    labels = with_room(labels, false);
    const std::vector<TimeLabel> on_phone = with_room(labels, true);
    for (TimeLabel& label : labels) label.phone = std::ranges::find(on_phone, label.x, &TimeLabel::x) != on_phone.end();
    return labels;
}

std::string decimal(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", number);
    return text;
}

std::string percent(double number) {
    return decimal(number) + "%";
}

std::vector<Values> label_values(const std::vector<TimeLabel>& labels) {
    std::vector<Values> values;
    for (const TimeLabel& label : labels) {
        values.push_back(Values()
                             .text("x", percent(label.x))
                             .text("text", label.text)
                             .flag("end", label.end)
                             .flag("phone", label.phone));
    }
    return values;
}

Values stretch_values(double slot, std::size_t begin, std::size_t end, const std::string& text) {
    const double x = slot * static_cast<double>(begin), width = slot * static_cast<double>(end - begin);
    Values stretch;
    stretch.text("x", percent(x)).text("width", percent(width)).text("x2", percent(x + width));
    stretch.text("middle", percent(x + width / 2)).text("text", text);
    stretch.flag("labelled", width >= width_of(text, false)).flag("phone", width >= width_of(text, true));
    return stretch;
}

std::vector<Values> uncovered_stretches(const PeriodRow& row, double slot) {
    std::vector<Values> stretches;
    for (std::size_t i = 0; i < row.periods.size();) {
        std::size_t end = i;
        while (end < row.periods.size() && row.periods[end].without_data()) ++end;
        if (end > i) stretches.push_back(stretch_values(slot, i, end, message("no data")));
        i = end + 1;
    }
    return stretches;
}

}  // namespace broadsheet
