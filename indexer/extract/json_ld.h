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
    std::string subtitle;  ///< alternativeHeadline
    std::string description;
    std::string publisher;
    std::string section;
    std::string trail;  ///< the last step but one of the BreadcrumbList: the section of the site
    std::string language;
    std::string body;  ///< articleBody, plain or HTML
    std::string place;
    std::vector<std::string> authors;
    std::vector<std::string> tags;
    Date published;
    Date modified;
};

/// The article in the JSON-LD scripts of one page, also inside @graph and arrays, with references by @id resolved. Of
/// several articles it is the one with the address or the headline of this page (`url`, `title`; may be empty), else
/// the fullest. What can't be parsed even after repair gives no more than its dates.
LinkedData read_linked_data(const std::vector<std::string>& scripts, std::string_view url, std::string_view title);

}  // namespace broadsheet
