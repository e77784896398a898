// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON text to values, and values to articles.

#include "indexer/formats/format.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

using Json = nlohmann::json;

/// The value of a JSON text (UTF-8), or no value and a `reason` with the place: not JSON, or nested deeper than 100
/// levels.
std::optional<Json> parse_json(std::string_view text, std::string& reason);

/// Text of a string, of an object's usual member ("name", "main", "rendered", "value"), or of a number; else empty.
std::string text_of(const Json& value);

/// True for an object with a title or a body under a known name.
bool is_article(const Json& value, const FieldMap& map = {});

/// The article of an object: fields by alias, also within "fields", "attributes", "_source" and the like.
Article article_of(const Json& object, const FieldMap& map = {});

}  // namespace broadsheet
