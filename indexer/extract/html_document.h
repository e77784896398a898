// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A parsed HTML page (libxml2) and small questions to its nodes.

#include <libxml/tree.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace broadsheet {

/// Nodes deeper than this are not looked at: walks are recursive, and no real page is so deep.
inline constexpr int html_depth_max = 600;

/// Tags of a page that are read, which bounds time and memory (200 MB); real pages have some thousands.
inline constexpr std::size_t html_tags_max = 120'000;

class HtmlDocument {
public:
    /// Parses valid UTF-8. Whatever is broken is repaired or left out; never fails, loads nothing. Style sheets and
    /// `data:` addresses are empty in the tree.
    explicit HtmlDocument(std::string_view html);

    /// The page has more tags than `html_tags_max`; the rest of it was not read.
    bool is_cut() const { return cut_; }

    /// The `html` element; nullptr if the page holds none.
    xmlNode* root() const;

private:
    std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document_;
    bool cut_ = false;
};

/// Name of an element in lower case, as the parser gives it; empty for other nodes.
std::string_view tag_of(const xmlNode* node);
bool has_tag(const xmlNode* node, std::initializer_list<std::string_view> tags);

/// Value of an attribute; empty if it is absent.
std::string attribute(const xmlNode* node, const char* name);

/// class and id as one text in lower case.
std::string class_and_id(const xmlNode* node);

/// All text below a node, white space folded; scripts and styles left out.
std::string text_below(const xmlNode* node);

/// The first child that is an element, and the element after one.
xmlNode* first_element(const xmlNode* node);
xmlNode* next_element(const xmlNode* node);

/// Visits the elements below (and including) `node` in document order; `visit` says whether to go into the element.
void for_each_element(xmlNode* node, const std::function<bool(xmlNode*)>& visit);

/// The first element below `node` that satisfies `wanted`; nullptr if none does.
xmlNode* find_element(xmlNode* node, const std::function<bool(xmlNode*)>& wanted);

}  // namespace broadsheet
