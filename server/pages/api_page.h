// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// REST for people: its endpoints, parameters, replies and objects, from the tables that make /openapi.json.

#include "engine/search/searcher.h"

#include <cstdint>
#include <string>

namespace broadsheet {

/// What the commands and links of the page name.
struct ApiExamples {
    std::string host = "127.0.0.1:8080";
    std::uint32_t article = 0;  ///< 0: the archive has none
    std::uint32_t story = 0;
};

std::string api_page(const ApiExamples& examples, const ArchiveOverview& overview);

}  // namespace broadsheet
