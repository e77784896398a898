// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a client sends to change saved searches: a form, or a JSON object.

#include "engine/shelf/saved_searches.h"
#include "server/api/search_parameters.h"
#include "server/http/http.h"

#include <string>
#include <string_view>
#include <variant>

namespace broadsheet {

/// The fields of a form; a refusal (400, 413, 415) if the body is none.
std::variant<ParameterList, HttpResponse> read_form(const HttpRequest& request);

/// The first field of that name; empty if there is none.
std::string value_of(const ParameterList& fields, std::string_view name);

/// {"name", "query", "seenArticle"}, of which `needed` (if not empty) must be there; a refusal that names the member
/// otherwise.
std::variant<SavedSearches::Change, HttpResponse> read_saved_body(const HttpRequest& request, std::string_view needed);

}  // namespace broadsheet
