// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_document.h"

#include "indexer/input/clean_text.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace broadsheet {
namespace {

std::string_view view(const xmlChar* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// libxml2 stops at a NUL and changes its mind about the encoding at a meta tag; both are settled before.
std::string without_nuls(std::string_view html) {
    std::string text(html.substr(0, std::numeric_limits<int>::max() / 2));
    std::erase(text, '\0');
    return text;
}

void walk(xmlNode* node, const std::function<bool(xmlNode*)>& visit, int depth) {
    if (depth > html_depth_max) return;
    if (node->type == XML_ELEMENT_NODE && !visit(node)) return;
    for (xmlNode *child = node->children, *next = nullptr; child; child = next) {
        next = child->next;
        if (child->type == XML_ELEMENT_NODE) walk(child, visit, depth + 1);
    }
}

void append_text(const xmlNode* node, std::string& out, int depth) {
    if (depth > html_depth_max) return;
    for (const xmlNode* child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            out += view(child->content);
        } else if (child->type == XML_ELEMENT_NODE && !has_tag(child, {"script", "style", "noscript", "template"})) {
            const bool inline_element =
                has_tag(child, {"a", "b", "i", "em", "strong", "span", "sup", "sub", "u", "font", "abbr"});
            if (!inline_element) out += ' ';
            append_text(child, out, depth + 1);
            if (!inline_element) out += ' ';
        }
    }
}

}  // namespace

HtmlDocument::HtmlDocument(std::string_view html) : document_(nullptr, &xmlFreeDoc) {
    const std::string text = without_nuls(html);
    document_.reset(htmlReadMemory(
        text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
        HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC));
}

xmlNode* HtmlDocument::root() const {
    return document_ ? xmlDocGetRootElement(document_.get()) : nullptr;
}

std::string_view tag_of(const xmlNode* node) {
    return node && node->type == XML_ELEMENT_NODE ? view(node->name) : std::string_view();
}

bool has_tag(const xmlNode* node, std::initializer_list<std::string_view> tags) {
    const std::string_view tag = tag_of(node);
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

std::string attribute(const xmlNode* node, const char* name) {
    if (!node || node->type != XML_ELEMENT_NODE) return {};
    for (const xmlAttr* attr = node->properties; attr; attr = attr->next) {
        if (view(attr->name) != name) continue;
        std::string value;
        for (const xmlNode* part = attr->children; part; part = part->next) value += view(part->content);
        return value;
    }
    return {};
}

std::string class_and_id(const xmlNode* node) {
    return ascii_lower(attribute(node, "class") + ' ' + attribute(node, "id"));
}

std::string text_below(const xmlNode* node) {
    std::string text;
    if (node) append_text(node, text, 0);
    return clean_line(text);
}

xmlNode* first_element(const xmlNode* node) {
    xmlNode* child = node->children;
    while (child && child->type != XML_ELEMENT_NODE) child = child->next;
    return child;
}

xmlNode* next_element(const xmlNode* node) {
    xmlNode* next = node->next;
    while (next && next->type != XML_ELEMENT_NODE) next = next->next;
    return next;
}

void for_each_element(xmlNode* node, const std::function<bool(xmlNode*)>& visit) {
    if (node) walk(node, visit, 0);
}

xmlNode* find_element(xmlNode* node, const std::function<bool(xmlNode*)>& wanted) {
    xmlNode* found = nullptr;
    for_each_element(node, [&](xmlNode* element) {
        if (!found && wanted(element)) found = element;
        return found == nullptr;
    });
    return found;
}

}  // namespace broadsheet
