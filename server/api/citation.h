// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles as references for citation managers: RIS and BibTeX, in UTF-8, without the text of the article.

#include "engine/article/article.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// A record of type NEWS, from TY to ER and an empty line. What isn't known is left out.
std::string ris_of(const StoredArticle& article);

/// An @article of its publication, or @misc if that isn't known, and an empty line. Characters that TeX takes for
/// commands are escaped.
std::string bibtex_of(const StoredArticle& article);

/// Unique in an archive and of letters that every program takes: "harbour-wire-2025-7".
std::string citation_key(const StoredArticle& article);

/// "Tan, Mei" for "Mei Tan"; what doesn't look like a person's name in Latin letters stays as it is.
std::string family_name_first(std::string_view name);

}  // namespace broadsheet
