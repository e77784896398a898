// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/timeline_figure.h"

#include "server/pages/messages.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/peak_list.h"
#include "server/pages/time_labels.h"
#include "server/pages/timeline_periods.h"

#include <algorithm>

namespace broadsheet {
namespace {

// Heights in CSS pixels, widths in per cent of the figure. The template knows them, too.
constexpr double bar_top = 30, bar_height_max = 52, base_line = bar_top + bar_height_max;
constexpr double slot_max = 100.0 / 16;  // a few periods needn't fill the width
constexpr double bar_part = 0.84;        // of a slot

std::string period_url(const SearchParameters& search, const Period& period) {
    return search_url(with_period(search, period.from, period.to));
}

/// `number` is that of the peak in the list beneath the figure; 0: the bar is no peak.
Values bar_of(const SearchParameters& search, const Period& period, double x, double slot, double part,
              std::size_t number) {
    const double height = std::max(2.0, bar_height_max * part);
    Values bar;
    bar.text("url", period_url(search, period)).text("said", said_of(period));
    bar.text("slotX", percent(x)).text("slotWidth", percent(slot));
    bar.text("x", percent(x)).text("width", percent(slot * bar_part));
    bar.text("y", decimal(base_line - height)).text("height", decimal(height));
    bar.flag("peak", number != 0).text("number", std::to_string(number));
    bar.text("middle", percent(x + slot * bar_part / 2)).text("numberY", decimal(base_line - height - 4));
    return bar;
}

/// Stretches of time in which the archive has articles, but none of these.
std::vector<Values> silent_stretches(const PeriodRow& row, double slot) {
    std::vector<Values> stretches;
    const auto silent = [&](std::size_t i) { return row.periods[i].count == 0 && !row.periods[i].without_data(); };
    for (std::size_t i = 0; i < row.periods.size();) {
        std::size_t end = i;
        while (end < row.periods.size() && silent(end)) ++end;
        if (end > i) stretches.push_back(stretch_values(slot, i, end, message("no articles")));
        i = end + 1;
    }
    return stretches;
}

Values row_of(const SearchParameters& search, const Period& period) {
    Values row;
    row.text("from", period.from).text("to", period.to).text("said", said_of(period));
    row.text("url", period_url(search, period)).text("label", period.label);
    if (period.without_data())
        return std::move(row.text("count", message("no data")).text("all", "0").text("share", "–"));
    row.number("count", period.count).number("all", period.all).text("share", share_words(period));
    return row;
}

Values top_label(const Period& top, double x, double slot) {
    Values label;
    const bool end = x > 55;
    label.text("x", percent(end ? x + slot * bar_part : x)).flag("end", end);
    label.text("text", message_of(top.count, "{n} article", "{n} articles") + ", " + top.label);
    return label;
}

/// For each period the number of its peak, 0 for most.
std::vector<std::size_t> peak_numbers(const PeriodRow& row, const Timeline& timeline) {
    std::vector<std::size_t> numbers(row.periods.size());
    std::size_t number = 0;
    for (const Peak& peak : timeline.peaks)
        if (const auto place = place_of(row, peak.from)) numbers[*place] = ++number;
    return numbers;
}

void add_ways_out(const SearchParameters& search, Values& values) {
    const bool narrowed = !search.from.empty() || !search.to.empty();
    values.flag("out", narrowed).text("wholeUrl", search_url(with_period(search, "", ""))).flag("step", false);
    const auto step = narrowed ? one_step_out(search.request.published) : std::nullopt;
    if (step) values.text("step", step->label).text("stepUrl", period_url(search, *step));
}

}  // namespace

Markup timeline_figure(const SearchParameters& search, const Timeline& timeline) {
    const PeriodRow row = period_row(timeline);
    Values values;
    add_ways_out(search, values);
    const bool drawn = row.periods.size() >= 2;
    values.flag("drawn", drawn);
    if (!drawn) return search.from.empty() && search.to.empty() ? Markup() : fill("timeline.html", values);
    const auto top = std::ranges::max_element(row.periods, {}, &Period::count);
    const double slot = std::min(slot_max, 100.0 / static_cast<double>(row.periods.size()));
    const std::vector<std::size_t> numbers = peak_numbers(row, timeline);
    std::vector<Values> bars, rows;
    for (std::size_t i = 0; i < row.periods.size(); ++i) {
        const Period& period = row.periods[i];
        rows.push_back(row_of(search, period));
        if (period.count == 0) continue;
        const double part = static_cast<double>(period.count) / static_cast<double>(top->count);
        bars.push_back(bar_of(search, period, slot * static_cast<double>(i), slot, part, numbers[i]));
    }
    values.text("caption", caption_of(row)).text("slot", decimal(slot));
    values.text("baseUrl", search_url(with_period(search, "", "")));
    values.list("bars", bars).list("rows", rows).list("labels", label_values(time_labels(row, slot)));
    values.list("uncovered", uncovered_stretches(row, slot)).list("silent", silent_stretches(row, slot));
    values.flag("top", false);
    if (top->count > 0)
        values.part("top", top_label(*top, slot * static_cast<double>(top - row.periods.begin()), slot));
    values.text("peakNames", peak_names(timeline, row));
    values.markup("peaks", peak_list(timeline, row, search.request.text,
                                     [&](const Period& period) { return period_url(search, period); }));
    return fill("timeline.html", values);
}

}  // namespace broadsheet
