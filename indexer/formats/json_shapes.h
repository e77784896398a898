// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON as single news services and tools write it, where the names of fields alone don't tell what they hold.

#include "indexer/formats/json_value.h"

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// The member of that name, blind to case, "_" and "-"; nullptr if there is none or it is null.
const Json* find_member(const Json& object, std::string_view name);
/// Text of a member; empty if there is none.
std::string member_text(const Json& object, std::string_view name);

/// The object itself, or the one inside of it that a table or a search engine has wrapped ("row", "_source").
const Json& content_of(const Json& object);

/// True for an item of ninjs 1.x to 3.x (IPTC): it has an `uri` and members that nothing else has.
bool is_ninjs(const Json& object);
/// Its article. Items of other media than text have no title and no body.
Article ninjs_article(const Json& object);

/// What the names of fields couldn't say, for an article made by them: tags and bylines of the Guardian and the New
/// York Times, summaries in place of a text and texts cut by NewsAPI and GNews (`partial`), `withdrawn`, `revision`.
void complete_shape(const Json& object, Article& article);

/// What a JSON Feed says at its top for all of its items (title, language, authors, relative addresses); nothing if
/// `top` is none.
void complete_from_feed(const Json& top, Article& article);

/// True for an article with a full text, and for an item of ninjs: lists inside of it are no lists of articles.
bool is_whole_article(const Json& value);

/// In plain words, why an object gives no article.
std::string why_no_article(const Json& object);

}  // namespace broadsheet
