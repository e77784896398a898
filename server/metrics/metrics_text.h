// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Prometheus' text format, version 0.0.4.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// Writes one family after another. Names are literals; values of labels may be any text.
class MetricsText {
public:
    using Labels = std::vector<std::pair<std::string_view, std::string>>;

    /// Begins a family; `type` is gauge, counter or histogram.
    void family(std::string_view name, std::string_view type, std::string_view help);
    /// A sample of the family that was begun last; `suffix` is one of a histogram's: _bucket, _sum, _count.
    void sample(double value, const Labels& labels = {}, std::string_view suffix = {});

    /// A family of one sample.
    void gauge(std::string_view name, std::string_view help, double value);
    void counter(std::string_view name, std::string_view help, double value);

    std::string take() { return std::move(text_); }

private:
    std::string text_;
    std::string name_;
};

/// As short as it can be without losing anything; whole numbers without an exponent.
std::string metrics_number(double value);

}  // namespace broadsheet
