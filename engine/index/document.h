// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An article's terms as a Xapian document; analysis/term.h says which.

#include "engine/article/article.h"

namespace Xapian {
class Document;
}

namespace broadsheet {

Xapian::Document document_of(const StoredArticle& article);

}  // namespace broadsheet
