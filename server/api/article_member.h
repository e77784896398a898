// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What REST tells of an article, member by member.

#include "engine/search/search.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace broadsheet {

/// One member of an article by its name in REST (see article_members()). `hit` is null for an article that no search
/// found.
nlohmann::ordered_json article_member(const StoredArticle& article, const Kinship& kinship, const Hit* hit,
                                      std::string_view name);

/// Where on its page each field was found: {"title": "json-ld", "authors": "meta"}.
nlohmann::ordered_json origins_of(const StoredArticle& article);
nlohmann::ordered_json provenance_of(const StoredArticle& article);

/// {"matches", "summary", "score", "clauses"}
nlohmann::ordered_json explanation_json(const Explanation& explanation);

/// An empty text as null.
nlohmann::ordered_json or_null(std::string_view text);

}  // namespace broadsheet
