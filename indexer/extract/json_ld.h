// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a page says of its article in JSON-LD (schema.org).

#include "engine/article/date.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct LinkedData {
    std::string url;
    std::string headline;
    std::string description;
    std::string publisher;
    std::string section;
    std::string language;
    std::string body;  ///< articleBody, plain or HTML
    std::string place;
    std::vector<std::string> authors;
    std::vector<std::string> tags;
    Date published;
    Date modified;
};

/// The article in the JSON-LD scripts of one page: the fullest of the article-like objects, also inside @graph and
/// arrays, with references by @id resolved. What can't be parsed is left out.
LinkedData read_linked_data(const std::vector<std::string>& scripts);

}  // namespace broadsheet
