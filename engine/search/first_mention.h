// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who had it first: of the articles that match a query, the earliest of each source. Plain data.

#include "engine/article/article.h"
#include "engine/query/node.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// The first article of one source, by the date that the source gave it.
struct SourceFirst {
    std::string id, name;  ///< of the source; empty for articles without one
    std::uint32_t articles = 0;
    std::uint32_t undated = 0;
    /// Without its text. No value if none has a date, or the earliest few have only their file's.
    std::optional<StoredArticle> article;
    /// An article that stands before it by its file's date, which tells only when a file was written.
    std::optional<StoredArticle> by_file_date;
};

struct FirstMentions {
    std::uint64_t articles = 0;      ///< that match
    std::uint64_t undated = 0;       ///< of these, without any date
    std::uint64_t sources = 0;       ///< that have a match
    std::vector<SourceFirst> first;  ///< earliest first, those without an article last: at most first_sources_max
    std::string understood;          ///< the query, as in a search's reply
    std::vector<query::Warning> warnings;
    bool complete = true;  ///< every article was looked at before the time ran out
};

inline constexpr std::size_t first_sources_max = 100;

}  // namespace broadsheet
