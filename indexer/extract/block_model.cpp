// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/block_model.h"

#include "indexer/extract/block_features.h"

namespace broadsheet {
namespace {

double sum_of(const Features& features, std::span<const std::int16_t> weights) {
    std::int64_t sum = 0;
    for (const std::uint16_t feature : features)
        if (feature < weights.size()) sum += weights[feature];
    return static_cast<double>(sum) / 100.0;
}

}  // namespace

std::vector<double> article_logits(const PageBlocks& page, const PageHints& hints) {
    std::vector<double> logits;
    logits.reserve(page.blocks.size());
    for (const Features& features : first_features(page, hints)) logits.push_back(sum_of(features, first_weights));
    std::size_t i = 0;
    std::vector<double> verdicts(logits.size());
    for (const Features& features : second_features(page, logits)) verdicts[i++] = sum_of(features, second_weights);
    return verdicts;
}

}  // namespace broadsheet
