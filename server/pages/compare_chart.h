// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Several queries over time as lines in one SVG, told apart by dash and marker as well as by colour.

#include "server/pages/markup.h"
#include "server/pages/timeline_periods.h"

#include <cstddef>
#include <string>
#include <vector>

namespace broadsheet {

struct ChartLine {
    std::string name;
    std::vector<double> values;  ///< one for each period; those without data are left out of the line
};

/// As values for the template: lines, scale, labels and stretches without data, under their names there. `shares` says
/// that the values are parts of 1.
Values chart_values(const PeriodRow& row, const std::vector<ChartLine>& lines, bool shares);

/// The class that gives a line its colour, dash and marker: "s1" to "s5".
std::string line_class(std::size_t line);

/// The marker as the path of an SVG around (0, 0).
std::string_view marker_path(std::size_t line);

}  // namespace broadsheet
