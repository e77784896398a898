// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles as items of ninjs, the JSON in which news agencies and their systems exchange articles (IPTC, ninjs 3.0).

#include "engine/article/article.h"

#include <string>

namespace broadsheet {

/// One item with its text, on one line. What isn't known is left out. ninjs knows only moments: of a date that is known
/// to the day, month or year it is the first.
std::string ninjs_of(const StoredArticle& article);

}  // namespace broadsheet
