// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/ranking.h"

#include "engine/article/date.h"

#include <algorithm>
#include <cmath>

namespace broadsheet {

namespace {

constexpr double k1 = frequency_ceiling - 1;
constexpr double b = 0.7;
/// A flash of ten words is no better for being short.
constexpr double length_min = 100;

}  // namespace

double inverse_document_frequency(double articles, double with_word) {
    return std::log1p((std::max(articles - with_word, 0.0) + 0.5) / (with_word + 0.5));
}

double length_part(double length, double average_length) {
    return k1 * (1 - b + b * std::max(length, length_min) / std::max(average_length, 1.0));
}

double saturated_frequency(double frequency, double length, double average_length) {
    return frequency * frequency_ceiling / (frequency + length_part(length, average_length));
}

double freshness(std::int64_t published_s, std::int64_t now_s, std::uint32_t half_life_days) {
    const double age_days = static_cast<double>(std::max<std::int64_t>(now_s - published_s, 0)) / seconds_per_day;
    return freshness_weight * std::exp2(-age_days / half_life_days);
}

}  // namespace broadsheet
