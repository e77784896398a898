// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_meta_table.h"

#include "indexer/input/clean_text.h"

namespace broadsheet {
namespace {

/// The text of a script as it stands.
std::string raw_text(const xmlNode* node) {
    std::string text;
    for (const xmlNode* child = node->children; child; child = child->next)
        if (child->content) text += reinterpret_cast<const char*>(child->content);
    return text;
}

}  // namespace

MetaTable::MetaTable(xmlNode* root) {
    language_ = attribute(root, "lang");
    if (language_.empty()) language_ = attribute(root, "xml:lang");
    for_each_element(root, [&](xmlNode* node) {
        const std::string_view tag = tag_of(node);
        if (tag == "meta") {
            take_meta(node);
        } else if (tag == "link") {
            if (canonical_.empty() && ascii_lower(attribute(node, "rel")) == "canonical")
                canonical_ = clean_line(attribute(node, "href"));
        } else if (tag == "base") {
            if (base_.empty()) base_ = clean_line(attribute(node, "href"));
        } else if (tag == "title") {
            if (title_.empty()) title_ = text_below(node);
        } else if (tag == "script") {
            if (ascii_lower(attribute(node, "type")).starts_with("application/ld+json"))
                linked_data_.push_back(raw_text(node));
        } else if (tag == "svg") {
            return false;
        }
        return true;
    });
}

void MetaTable::take_meta(const xmlNode* node) {
    std::string value = clean_line_of_html(attribute(node, "content"));
    if (value.empty()) return;
    for (const char* const name : {"property", "name", "http-equiv"})
        if (std::string key = ascii_lower(attribute(node, name)); !key.empty())
            values_.emplace_back(std::move(key), value);
    // Dates in microdata belong to whatever they stand in; dated_lines() looks at that.
    if (std::string key = ascii_lower(attribute(node, "itemprop"));
        !key.empty() && (key.find("date") == key.npos || tag_of(node->parent) == "head"))
        values_.emplace_back(std::move(key), value);
}

std::string MetaTable::first(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
        for (const auto& [key, value] : values_)
            if (key == name) return value;
    return {};
}

std::vector<std::string> MetaTable::all(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& [key, value] : values_)
        if (key == name) found.push_back(value);
    return found;
}

}  // namespace broadsheet
