// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON schemas in words, for the page about REST.

#include "server/pages/markup.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// "list of Snippet", "integer, 1 to 200", "title or body". Names of other schemas are links.
Markup type_words(const nlohmann::ordered_json& schema);

/// The members of an object as values {name, type, help}, those of nested ones as "archive.lag" and "sources[].id".
std::vector<Values> member_rows(const nlohmann::ordered_json& schema);

/// Where the page has a schema: "#object-Snippet".
std::string schema_link(std::string_view name);

}  // namespace broadsheet
