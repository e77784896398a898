// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// NITF 3.x (News Industry Text Format, IPTC) as an article; it also travels inside NewsML.

#include "engine/article/article.h"
#include "indexer/formats/xml_tree.h"

#include <string_view>

namespace broadsheet {

/// Fills those fields of `article` that are empty from a nitf element (names without prefixes).
void read_nitf_element(const XmlElement& nitf, Article& article);

/// A date as news formats write it: ISO 8601, also without separators ("20250302T093000+0100").
Date read_news_date(std::string_view text);

}  // namespace broadsheet
