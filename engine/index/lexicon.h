// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words of all segments of a generation together.

#include "engine/analysis/term.h"
#include "engine/index/generation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// Any thread may use it. Numbers of articles count dead documents, too, until their segment is rewritten.
class Lexicon {
public:
    /// A word and the number of articles that have it.
    using Counted = std::pair<std::string, std::uint32_t>;

    /// `generation` must outlive it.
    explicit Lexicon(const Generation& generation) : generation_(generation) {}

    /// The sum over all segments.
    WordCounts counts(std::string_view word) const;

    /// Up to `limit` words that begin with `prefix`, those with most articles (in whose title or authors, if `field` is
    /// one of these) first, of equals the first in order. Looks at one number for each word that begins so.
    std::vector<Counted> starting_with(std::string_view prefix, std::size_t limit, TextField field = {}) const;

private:
    const Generation& generation_;
};

}  // namespace broadsheet
