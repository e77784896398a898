// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Pseudo-relevance feedback: what the best articles have in common helps to order the others.
// Owns the choice of terms (divergence of their language model from that of the archive, Carpineto et al. 2001).

#include "engine/query/node.h"
#include "engine/search/matcher.h"

#include <span>
#include <vector>

namespace broadsheet {

/// How many of the best articles are read, and how many keep their places whatever comes of it.
inline constexpr std::size_t feedback_articles = 5;
inline constexpr std::size_t feedback_fixed = 3;
/// Articles that are scored again.
inline constexpr std::size_t feedback_rescored_max = 250;

/// Adds to the weights of `ranked` what the terms of `best` (documents of the whole database) say about each, and puts
/// them in order. False if there was no time for all of it; `ranked` is then of no use.
bool add_feedback(std::span<const Xapian::docid> best, const query::Node& root, match::Reader& reader,
                  Deadline& deadline, std::vector<RankedDocument>& ranked);

}  // namespace broadsheet
