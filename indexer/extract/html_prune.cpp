// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_prune.h"

#include "indexer/extract/html_words.h"
#include "indexer/input/clean_text.h"

#include <vector>

namespace broadsheet {
namespace {

void count_paragraphs(const xmlNode* node, bool inside, int depth, std::size_t& bytes) {
    if (depth > html_depth_max) return;
    for (const xmlNode* child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE && inside && child->content) {
            bytes += trimmed(reinterpret_cast<const char*>(child->content)).size();
        } else if (child->type == XML_ELEMENT_NODE && !has_tag(child, {"script", "style", "noscript"})) {
            count_paragraphs(child, inside || tag_of(child) == "p", depth + 1, bytes);
        }
    }
}

bool is_hidden(const xmlNode* node, const std::string& names) {
    if (ascii_lower(attribute(node, "aria-hidden")) == "true") return true;
    for (const xmlAttr* attr = node->properties; attr; attr = attr->next)
        if (xmlStrEqual(attr->name, reinterpret_cast<const xmlChar*>("hidden"))) return true;
    std::string style = ascii_lower(attribute(node, "style"));
    std::erase(style, ' ');
    if (style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos)
        return true;
    return names.find("visually-hidden") != std::string::npos || names.find("sr-only") != std::string::npos ||
           names.find("screen-reader") != std::string::npos || names.find("visuallyhidden") != std::string::npos;
}

bool has_role(const xmlNode* node) {
    const std::string role = ascii_lower(attribute(node, "role"));
    for (const std::string_view other : {"navigation", "complementary", "banner", "contentinfo", "search", "dialog",
                                         "alertdialog", "menu", "menubar", "toolbar", "tablist"})
        if (role == other) return true;
    return false;
}

/// Elements that hold no article whatever is in them.
bool is_never_text(const xmlNode* node) {
    return has_tag(node, {"script", "style",  "noscript", "template", "svg",      "iframe", "object", "embed",
                          "canvas", "button", "input",    "select",   "textarea", "dialog", "nav",    "menu",
                          "audio",  "video",  "map",      "datalist", "head",     "link",   "meta",   "progress"});
}

/// Elements that usually hold none.
bool is_unlikely(const xmlNode* node, const std::string& names) {
    if (has_tag(node, {"aside", "footer", "form", "header"})) return true;
    if (has_tag(node, {"body", "html", "article", "main"}) || names_body(names)) return false;
    return is_hidden(node, names) || has_role(node) || names_boilerplate(names);
}

}  // namespace

std::size_t paragraph_bytes(const xmlNode* node) {
    std::size_t bytes = 0;
    count_paragraphs(node, tag_of(node) == "p", 0, bytes);
    return bytes;
}

void prune(xmlNode* root) {
    std::vector<xmlNode*> doomed;
    const std::size_t all = paragraph_bytes(root);
    for_each_element(root, [&](xmlNode* node) {
        if (is_never_text(node)) {
            doomed.push_back(node);
            return false;
        }
        const std::string names = class_and_id(node);
        // A wrapper named "with-sidebar", a form around a whole page: what holds the paragraphs stays.
        if (!is_unlikely(node, names) || (all > 200 && paragraph_bytes(node) * 10 > all * 4)) return true;
        doomed.push_back(node);
        return false;
    });
    for (xmlNode* node : doomed) {
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}

}  // namespace broadsheet
