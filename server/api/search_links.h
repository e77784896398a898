// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A search written back as URL parameters, for links and for telling requests apart.

#include "server/api/search_parameters.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// The parameters that ask for the same again, in a fixed order and without defaults.
ParameterList write_search_parameters(const SearchParameters& search);

/// `path` with the parameters as its query string, percent-encoded.
std::string url_of(std::string_view path, const ParameterList& parameters);

/// The name of the URL parameter that filters by a keyword or author field: "sources" for source.
std::string_view filter_parameter(FieldId field);

}  // namespace broadsheet
