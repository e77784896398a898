// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/value_counts.h"

#include "engine/match/bits.h"

#include <mutex>

namespace broadsheet::match {

struct Postings::Counted {
    std::once_flag once;
    ValueCounts counts;
};

std::shared_ptr<Postings::Counted> Postings::not_counted() {
    return std::make_shared<Counted>();
}

namespace {

void count(const Postings& postings, const SegmentArrays& arrays, ValueCounts& counts) {
    counts.combinations.assign(arrays.combinations.size(), 0);
    counts.days.assign(arrays.days, 0);
    const auto see = [&](std::uint32_t document) {
        const SegmentArrays::Row row = arrays.rows[document];
        ++counts.combinations[row.combination];
        if (row.day < arrays.days) ++counts.days[row.day];
    };
    for (const std::uint32_t document : postings.documents) see(document);
    for (std::uint32_t word = 0; word < postings.bits.size(); ++word)
        for_each_bit(postings.bits[word], word * word_documents, see);
}

}  // namespace

const ValueCounts& value_counts(const Postings& postings, const SegmentArrays& arrays, ValueCounts& own) {
    if (!postings.counted) {
        count(postings, arrays, own);
        return own;
    }
    std::call_once(postings.counted->once, [&] { count(postings, arrays, postings.counted->counts); });
    return postings.counted->counts;
}

}  // namespace broadsheet::match
