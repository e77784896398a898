// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/block_model.h"

#include "indexer/extract/block_distrust.h"
#include "indexer/extract/block_features.h"

#include <bitset>

namespace broadsheet {
namespace {

double first_logit(const Features& features) {
    std::int64_t sum = 0;
    for (const std::uint16_t feature : features)
        if (feature < first_weights.size()) sum += first_weights[feature];
    return static_cast<double>(sum) / 100.0;
}

using FeatureSet = std::bitset<2 * second_features_max>;

FeatureSet set_of(const Features& first, const Features& second) {
    FeatureSet set;
    for (const std::uint16_t feature : second)
        if (feature < second_features_max) set.set(feature);
    for (const std::uint16_t feature : first)
        if (feature < second_features_max) set.set(feature + std::size_t{second_features_max});
    return set;
}

double tree_logit(const FeatureSet& features) {
    constexpr std::size_t splits = (std::size_t{1} << tree_depth) - 1;
    const std::size_t trees = tree_splits.size() / splits;
    std::int64_t sum = 0;
    for (std::size_t tree = 0; tree < trees; ++tree) {
        std::size_t at = 0;
        while (at < splits) {
            const std::int16_t feature = tree_splits[tree * splits + at];
            at = 2 * at + 1 + (feature >= 0 && features[static_cast<std::size_t>(feature)]);
        }
        sum += tree_leaves[tree * (splits + 1) + at - splits];
    }
    return static_cast<double>(sum) / 1000.0;
}

/// Most blocks of a page are so surely none of the article that asking the trees would be a waste of time.
constexpr double hopeless = -6.0;

}  // namespace

std::vector<double> article_logits(const PageBlocks& page, const PageHints& hints) {
    const std::vector<Features> first = first_features(page, hints);
    std::vector<double> logits;
    logits.reserve(first.size());
    for (const Features& features : first) logits.push_back(first_logit(features));
    const std::vector<Features> second = second_features(page, logits);
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (logits[i] > hopeless)
            logits[i] = tree_logit(set_of(first[i], second[i])) - distrust_of(page, page.blocks[i]);
    return logits;
}

}  // namespace broadsheet
