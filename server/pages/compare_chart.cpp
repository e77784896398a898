// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/compare_chart.h"

#include "server/pages/page_wording.h"
#include "server/pages/time_labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace broadsheet {
namespace {

// Heights in CSS pixels. The template knows them, too.
constexpr double plot_top = 22, plot_height = 208, plot_bottom = plot_top + plot_height;
constexpr double path_width = 1000;      // of the lines' own coordinates, stretched to the chart's width
constexpr std::size_t markers_max = 10;  // of a line
constexpr double name_height = 17;       // between names at the right edge
constexpr std::size_t name_letters_max = 22;

double height_of(double value, double top) {
    return plot_bottom - plot_height * (top > 0 ? value / top : 0);
}

/// The least round number that is no less: 1, 2, 2.5 or 5 times a power of ten.
double round_up(double value) {
    if (value <= 0) return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 2.5, 5.0}) {
        if (value <= step * power * (1 + 1e-9)) return step * power;
    }
    return 10 * power;
}

double top_of(const std::vector<ChartLine>& lines, bool shares) {
    double most = 0;
    for (const ChartLine& line : lines)
        for (const double value : line.values) most = std::max(most, value);
    return shares ? std::min(1.0, round_up(most)) : std::max(4.0, round_up(most));
}

std::string scale_words(double value, bool shares) {
    if (!shares) return grouped(static_cast<std::uint64_t>(std::llround(value)));
    char text[32];
    std::snprintf(text, sizeof text, "%.4g%%", 100 * value);
    return text;
}

/// A path that breaks where the archive has nothing. A period that stands alone is a stroke of its own.
std::string path_of(const PeriodRow& row, const ChartLine& line, double top) {
    const double slot = path_width / static_cast<double>(row.periods.size());
    std::string path;
    bool drawing = false;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (row.periods[i].without_data()) {
            drawing = false;
            continue;
        }
        const std::string place =
            decimal(slot * (static_cast<double>(i) + 0.5)) + " " + decimal(height_of(line.values[i], top) - plot_top);
        path += (drawing ? "L" : "M") + place;
        if (!drawing) path += "h0.01";
        drawing = true;
    }
    return path;
}

/// No line leads to it or away from it.
bool stands_alone(const PeriodRow& row, std::size_t place) {
    const bool begins = place == 0 || row.periods[place - 1].without_data();
    const bool ends = place + 1 == row.periods.size() || row.periods[place + 1].without_data();
    return begins && ends;
}

/// Every so many periods one, for each line others; the highest; and those that stand alone.
std::vector<Values> markers_of(const PeriodRow& row, const ChartLine& line, std::size_t number, double top) {
    const std::size_t step = std::max<std::size_t>(1, row.periods.size() / markers_max);
    const auto highest = static_cast<std::size_t>(std::ranges::max_element(line.values) - line.values.begin());
    const double slot = 100.0 / static_cast<double>(row.periods.size());
    std::vector<Values> markers;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        const bool has_turn = (i + number * step / 5) % step == 0;
        if (row.periods[i].without_data() || !(has_turn || i == highest || stands_alone(row, i))) continue;
        markers.push_back(Values()
                              .text("x", percent(slot * (static_cast<double>(i) + 0.5)))
                              .text("y", decimal(height_of(line.values[i], top))));
    }
    return markers;
}

std::string shortened(const std::string& name) {
    std::string text;
    std::size_t letters = 0;
    for (const char c : name) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80 && letters++ == name_letters_max) return text + "…";
        text += c;
    }
    return text;
}

/// The names beside the ends of their lines, pushed apart so that none covers another.
std::vector<double> name_heights(const std::vector<ChartLine>& lines, const PeriodRow& row, double top) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        double last = 0;
        for (std::size_t period = 0; period < row.periods.size(); ++period)
            if (!row.periods[period].without_data()) last = lines[i].values[period];
        order.emplace_back(height_of(last, top), i);
    }
    std::ranges::sort(order);
    std::vector<double> heights(lines.size());
    double limit = plot_bottom;
    for (auto place = order.rbegin(); place != order.rend(); ++place) {
        place->first = std::min(place->first, limit);
        limit = place->first - name_height;
    }
    limit = plot_top;
    for (auto& [height, line] : order) {
        heights[line] = std::max(height, limit);
        limit = heights[line] + name_height;
    }
    return heights;
}

std::vector<Values> scale_of(double top, bool shares) {
    std::vector<Values> scale;
    for (const double value : {top, top / 2}) {
        const double y = height_of(value, top);
        Values line;
        line.text("y", decimal(std::floor(y) + 0.5))
            .text("textY", decimal(y - 5))
            .text("text", scale_words(value, shares));
        scale.push_back(std::move(line));
    }
    return scale;
}

}  // namespace

Values chart_values(const PeriodRow& row, const std::vector<ChartLine>& lines, bool shares) {
    const double top = top_of(lines, shares);
    const double slot = 100.0 / static_cast<double>(row.periods.size());
    const std::vector<double> heights = name_heights(lines, row, top);
    std::vector<Values> drawn;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Values line;
        line.text("class", line_class(i)).text("path", path_of(row, lines[i], top)).text("marker", marker_path(i));
        line.list("markers", markers_of(row, lines[i], i, top));
        line.text("name", shortened(lines[i].name)).text("nameY", decimal(heights[i] + 4));
        drawn.push_back(std::move(line));
    }
    Values chart;
    chart.list("lines", drawn).list("scale", scale_of(top, shares));
    chart.list("labels", label_values(time_labels(row, slot))).list("uncovered", uncovered_stretches(row, slot));
    return chart;
}

std::string line_class(std::size_t line) {
    return "s" + std::to_string(line + 1);
}

std::string_view marker_path(std::size_t line) {
    static constexpr std::array<std::string_view, 5> paths = {"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
                                                              "M-3.5 -3.5h7v7h-7z", "M0 -4.5L4.5 3.5H-4.5z",
                                                              "M0 -5L5 0L0 5L-5 0z", "M-4.5 -3.5H4.5L0 4.5z"};
    return paths.at(line % paths.size());
}

}  // namespace broadsheet
