// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What REST tells of an article, member by member.

#include "engine/search/search.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace broadsheet {

class JsonWriter;

/// Writes the value of one member of an article by its name in REST (see article_members()). `hit` is null for an
/// article that no search found.
void write_article_member(JsonWriter& json, const StoredArticle& article, const Kinship& kinship, const Hit* hit,
                          std::string_view name);
/// The same as a value, for what isn't asked for often.
nlohmann::ordered_json article_member(const StoredArticle& article, const Kinship& kinship, std::string_view name);

/// Where on its page each field was found: {"title": "json-ld", "authors": "meta"}.
void write_origins(JsonWriter& json, const StoredArticle& article);
void write_provenance(JsonWriter& json, const StoredArticle& article);

/// The members "matches", "summary", "score", "clauses" of an object that is begun.
void write_explanation(JsonWriter& json, const Explanation& explanation);

/// An empty text as null.
nlohmann::ordered_json or_null(std::string_view text);

}  // namespace broadsheet
