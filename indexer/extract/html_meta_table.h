// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The meta elements and the links of an HTML page, by name.

#include "indexer/extract/html_document.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

class MetaTable {
public:
    explicit MetaTable(xmlNode* root);

    /// The first value that is not empty, names in order of preference (lower case; name, property or itemprop).
    std::string first(std::initializer_list<std::string_view> names) const;
    std::vector<std::string> all(std::string_view name) const;

    const std::vector<std::string>& linked_data() const { return linked_data_; }
    /// The canonical link as written; it may be relative to base().
    const std::string& canonical() const { return canonical_; }
    const std::string& base() const { return base_; }
    const std::string& title() const { return title_; }
    const std::string& language() const { return language_; }

private:
    void take_meta(const xmlNode* node);

    std::vector<std::pair<std::string, std::string>> values_;
    std::vector<std::string> linked_data_;
    std::string canonical_;
    std::string base_;
    std::string title_;
    std::string language_;
};

}  // namespace broadsheet
