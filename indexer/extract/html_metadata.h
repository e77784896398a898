// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an HTML page says about its article: everything but the body.

#include "engine/article/article.h"
#include "indexer/extract/html_document.h"

#include <string>
#include <string_view>

namespace broadsheet {

struct PageMetadata {
    Article article;          ///< without the body; one-line fields are clean
    std::string linked_body;  ///< articleBody of the JSON-LD, if there is one; plain or HTML
};

/// Reads JSON-LD, then meta elements, then the page itself; the first that says something is believed, and `origins`
/// of the article tells which it was. Dates after `now_s` + 1 day are passed over in favour of the next source.
/// `address` is where the page was fetched from, if that is known. The tree is not changed.
PageMetadata read_metadata(const HtmlDocument& document, std::int64_t now_s, std::string_view address = {});

}  // namespace broadsheet
