// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The Link header of RFC 8288: where the other pages of a result are, and its other formats.

#include "engine/search/search.h"
#include "server/api/search_parameters.h"

#include <optional>
#include <string>

namespace broadsheet {

/// The page behind this one; no value on the last. By cursor, so that it costs the same however deep it is.
std::optional<SearchParameters> next_page(const SearchParameters& search, const SearchReply& reply);

/// Proxies and clients refuse replies whose headers are longer than a few thousand bytes, as a long query said seven
/// times over would make them.
inline constexpr std::size_t link_header_bytes_max = 3000;

/// first, prev, next and last as far as they are there, and the result as feed and table, while there is room. Relative
/// to the server; empty for a query that leaves no room for one.
std::string result_links(const SearchParameters& search, const SearchReply& reply);

}  // namespace broadsheet
