// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/news_weight.h"

#include <algorithm>
#include <cmath>

namespace broadsheet {

namespace {

constexpr double k1 = 1.6;
constexpr double b = 0.7;
/// A flash of ten words is no better for being short.
constexpr double length_min = 100;

}  // namespace

double inverse_document_frequency(double articles, double with_word) {
    return std::log1p((std::max(articles - with_word, 0.0) + 0.5) / (with_word + 0.5));
}

double saturated_frequency(double frequency, double length, double average_length) {
    const double relative = std::max(length, length_min) / std::max(average_length, 1.0);
    return frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * relative));
}

NewsWeight::NewsWeight() {
    need_stat(COLLECTION_SIZE);
    need_stat(TERMFREQ);
    need_stat(AVERAGE_LENGTH);
    need_stat(DOC_LENGTH);
    need_stat(DOC_LENGTH_MIN);
    need_stat(WDF);
    need_stat(WDF_MAX);
    need_stat(WQF);
}

void NewsWeight::init(double factor) {
    factor_ = factor * get_wqf() * inverse_document_frequency(get_collection_size(), get_termfreq());
}

/// Words without a frequency of their own (phrases, words of one field, function words) stand once.
double NewsWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const {
    return factor_ * saturated_frequency(std::max(wdf, 1u), length, get_average_length());
}

double NewsWeight::get_maxpart() const {
    return factor_ *
           saturated_frequency(std::max(get_wdf_upper_bound(), 1u), get_doclength_lower_bound(), get_average_length());
}

}  // namespace broadsheet
