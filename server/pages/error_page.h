// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The page for a request that can't be answered: what is wrong, and where to go on.

#include "server/api/search_parameters.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// `typed` are the request's parameters as sent: the query and the period stay in the form, to be corrected.
std::string error_page(int status, std::string_view detail, const ParameterList& typed);

}  // namespace broadsheet
