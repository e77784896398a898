// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Parts of the table of endpoints that fill files of their own.

#include "server/api/openapi_endpoints.h"

#include <string_view>
#include <vector>

namespace broadsheet {

inline constexpr std::string_view json_type = "application/json";

std::vector<Endpoint> saved_endpoint_entries();
std::vector<Endpoint> job_endpoint_entries();
std::vector<Endpoint> newsapi_endpoint_entries();
std::vector<Endpoint> operation_endpoint_entries();

}  // namespace broadsheet
