// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference/news_weight.h"

#include <algorithm>

namespace broadsheet {

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
    return factor_ * saturated_frequency(std::clamp(wdf, 1u, frequency_most), length, get_average_length());
}

double NewsWeight::get_maxpart() const {
    return factor_ *
           saturated_frequency(std::max(get_wdf_upper_bound(), 1u), get_doclength_lower_bound(), get_average_length());
}

}  // namespace broadsheet
