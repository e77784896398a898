// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/wording_index.h"

#include "engine/compare/wording_keys.h"

namespace broadsheet {

namespace {

/// The text and three of the bands: the rest would cost as much again and find few that aren't near in time.
constexpr std::size_t keys_kept = 4;
constexpr std::size_t list_max = 16;

}  // namespace

WordingIndex::WordingIndex() : postings_(keys_kept) {}

void WordingIndex::add(ArticleId id, const Fingerprint& fingerprint) {
    if (fingerprint.text_hash == 0) return;
    const auto keys = wording_keys(fingerprint.text_hash, fingerprint.sketch);
    postings_.add(static_cast<std::uint32_t>(articles_.size()), std::span(keys).first(keys_kept));
    articles_.push_back(id);
}

void WordingIndex::find(const Fingerprint& fingerprint, std::vector<ArticleId>& found) const {
    const auto keys = wording_keys(fingerprint.text_hash, fingerprint.sketch);
    for (const std::uint32_t key : std::span(keys).first(keys_kept)) {
        if (key == 0) continue;
        postings_.visit(key, list_max, [&](std::uint32_t member) { found.push_back(articles_[member]); });
    }
}

std::size_t WordingIndex::size_bytes() const {
    return postings_.size_bytes() + articles_.capacity() * sizeof(ArticleId);
}

}  // namespace broadsheet
