// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parameters of a search as they stand in a URL, read into a SearchRequest. search_links.h is the way back.

#include "engine/search/search.h"
#include "server/api/cursor.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace broadsheet {

/// Names and values of a query string, decoded, in order.
using ParameterList = std::vector<std::pair<std::string, std::string>>;

/// A search as somebody asked for it: what the engine needs, and what only the answer's form needs.
struct SearchParameters {
    SearchRequest request;
    std::string from, to;  ///< the period as typed ("-7d"); empty if open
    std::string format =
        "json";  ///< of the reply: json, jsonl, csv, atom, rss, jsonfeed, ris, bibtex, csljson or ninjs
    std::vector<std::string> fields;  ///< members of the articles in the reply; empty means the usual ones
    bool sort_given = false;
    bool facets_given = false;
    bool compact = false;  ///< the page shows a line for each article
    std::optional<Cursor> cursor;
    std::optional<ArticleId> article;  ///< to be explained whether it is found or not; only if request.explain

    std::uint32_t page() const { return request.offset / request.limit + 1; }
};

/// Why a request is refused.
struct ParameterFault {
    int status = 400;
    /// unknown-parameter, bad-value, repeated-parameter, missing-parameter, conflicting-parameters
    std::string code;
    std::string parameter;
    std::string detail;      ///< a sentence that names what is allowed
    std::string suggestion;  ///< the nearest valid name or value; may be empty
};

/// Reads all parameters of GET /api/v1/search. Empty values count as not given, except for `facets` (count none).
/// Without `sortBy`, a search without words is sorted newest first.
std::variant<SearchParameters, ParameterFault> read_search_parameters(const ParameterList& parameters,
                                                                      std::int64_t now_s);

/// A parameter for the help page. `aliases` are separated by blanks.
struct ParameterHelp {
    std::string_view name;
    std::string_view aliases;
    std::string_view help;
};
std::vector<ParameterHelp> search_parameter_help();

/// Members that `fields` may name.
std::span<const std::string_view> article_members();

}  // namespace broadsheet
