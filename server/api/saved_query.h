// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What may be kept as a saved search: a query string that works, in one form, and a name for it.

#include "engine/shelf/saved_searches.h"
#include "server/api/search_parameters.h"

#include <string>
#include <string_view>
#include <variant>

namespace broadsheet {

/// The parameters of a query string or of a form's body. A fault if it isn't well percent-encoded UTF-8.
std::variant<ParameterList, ParameterFault> read_pairs(std::string_view text, std::string_view parameter);

/// The search that a saved query string asks for, from its first page.
std::variant<SearchParameters, ParameterFault> read_saved_query(std::string_view query, std::int64_t now_s);

/// The query string to keep for one that somebody gives, with or without its question mark: without page, cursor,
/// explanations and the form of the reply. A fault that names the parameter `query`'s own ones if it can't be searched.
std::variant<std::string, ParameterFault> settled_query(std::string_view query, std::int64_t now_s);

/// Without line ends and outer blanks; the words of the query if it is empty. A fault if it is too long.
std::variant<std::string, ParameterFault> settled_name(std::string_view name, std::string_view query,
                                                       std::int64_t now_s);

}  // namespace broadsheet
