// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The items of NewsML-G2 and of its forerunners NewsML 1.x and RCV1, as articles.

#include "engine/article/article.h"
#include "indexer/formats/xml_tree.h"

#include <string>

namespace broadsheet {

/// The article of a newsItem of NewsML-G2 (names without prefixes), or one without title and body and a `reason`: a
/// picture, a table of results.
Article read_g2_item(const XmlElement& item, std::string& reason);

/// The article of a NewsItem of NewsML 1.x, or of a newsitem as in Reuters' corpus RCV1 (headline, text, metadata).
Article read_newsml_1_item(const XmlElement& item, std::string& reason);

/// Running text of any vocabulary inside of NewsML (NITF, XHTML, bare paragraphs): fills what is empty.
void read_inline_text(const XmlElement& content, Article& article);

}  // namespace broadsheet
