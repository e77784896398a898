// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The dates beneath a chart: as many as have room, on wide screens and on phones. Pure.

#include "server/pages/markup.h"
#include "server/pages/timeline_periods.h"

#include <string>
#include <vector>

namespace broadsheet {

/// Places are per cent of the chart's width.
struct TimeLabel {
    double x = 0;
    std::string text;
    bool end = false;    ///< the text ends at x
    bool phone = false;  ///< shown on narrow screens too
};

/// For periods that are `slot` wide. No two overlap from 600 px of width on, and of those for phones none from 288 px
/// on.
std::vector<TimeLabel> time_labels(const PeriodRow& row, double slot);

/// About how wide a text is, in per cent of the narrowest wide screen, or of the narrowest phone.
double width_of(const std::string& text, bool on_phone);

/// A number for an attribute: "12.500"; with a % behind it.
std::string decimal(double number);
std::string percent(double number);

/// As values for a template: x, text, end, phone.
std::vector<Values> label_values(const std::vector<TimeLabel>& labels);

/// A stretch of periods that are alike, as values for a template: x, width, middle, labelled, phone. `text` is what
/// stands in it if it is wide enough.
Values stretch_values(double slot, std::size_t begin, std::size_t end, const std::string& text);

/// The stretches of periods without data.
std::vector<Values> uncovered_stretches(const PeriodRow& row, double slot);

}  // namespace broadsheet
