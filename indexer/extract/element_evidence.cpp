// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/element_evidence.h"

#include "indexer/extract/evidence_words.h"
#include "indexer/input/clean_text.h"

#include <array>

namespace broadsheet {
namespace {

EvidenceSet evidence_of_tag(std::string_view tag) {
    using namespace evidence;
    static const std::unordered_map<std::string_view, EvidenceSet> tags{
        {"article", bit_of(tag_article)}, {"main", bit_of(tag_main)},     {"aside", bit_of(tag_aside)},
        {"nav", bit_of(tag_nav)},         {"header", bit_of(tag_header)}, {"footer", bit_of(tag_footer)},
        {"form", bit_of(tag_form)},       {"figure", bit_of(tag_figure)}, {"table", bit_of(tag_table)},
        {"ul", bit_of(tag_list)},         {"ol", bit_of(tag_list)},       {"dl", bit_of(tag_list)},
        {"a", bit_of(tag_link)},          {"menu", bit_of(tag_nav)},      {"dialog", bit_of(notice)},
        {"address", bit_of(author)},      {"figcaption", bit_of(media)},  {"blockquote", bit_of(quotation)},
        {"label", bit_of(form)},          {"fieldset", bit_of(form)},     {"details", 0}};
    const auto found = tags.find(tag);
    return found == tags.end() ? 0 : found->second;
}

EvidenceSet evidence_of_role(std::string_view role) {
    using namespace evidence;
    static const std::unordered_map<std::string_view, EvidenceSet> roles{
        {"navigation", bit_of(tag_nav)},     {"menu", bit_of(tag_nav)},    {"menubar", bit_of(tag_nav)},
        {"tablist", bit_of(tag_nav)},        {"toolbar", bit_of(tag_nav)}, {"complementary", bit_of(tag_aside)},
        {"contentinfo", bit_of(tag_footer)}, {"search", bit_of(form)},     {"dialog", bit_of(notice)},
        {"alertdialog", bit_of(notice)},     {"alert", bit_of(notice)},    {"main", bit_of(tag_main)},
        {"article", bit_of(tag_article)},    {"banner", bit_of(header)}};
    const auto found = roles.find(role);
    return found == roles.end() ? 0 : found->second;
}

EvidenceSet evidence_of_item(std::string_view property) {
    using namespace evidence;
    if (property.find("articlebody") != std::string_view::npos || property == "text" ||
        property == "recipeinstructions" || property == "reviewbody")
        return bit_of(item_body);
    if (property == "description") return bit_of(lead);
    if (property == "author" || property == "creator") return bit_of(author);
    if (property == "caption") return bit_of(media);
    if (property == "comment") return bit_of(comments);
    if (property == "headline" || property == "name" || property.find("entity") != std::string_view::npos) return 0;
    return bit_of(item_other);
}

bool hides(std::string style) {
    std::erase(style, ' ');
    style = ascii_lower(style);
    return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

}  // namespace

EvidenceSet EvidenceReader::of(const xmlNode* node) {
    EvidenceSet found = evidence_of_tag(tag_of(node));
    std::string names;
    for (const xmlAttr* attr = node->properties; attr; attr = attr->next) {
        const std::string_view name = reinterpret_cast<const char*>(attr->name);
        if (name == "class" || name == "id") {
            names += attribute(node, name.data()) + ' ';
        } else if (name == "role") {
            found |= evidence_of_role(ascii_lower(attribute(node, "role")));
        } else if (name == "itemprop") {
            found |= evidence_of_item(ascii_lower(attribute(node, "itemprop")));
        } else if (name == "hidden") {
            found |= bit_of(evidence::unseen);
        } else if (name == "aria-hidden") {
            if (attribute(node, "aria-hidden") == "true") found |= bit_of(evidence::hidden);
        } else if (name == "style") {
            if (hides(attribute(node, "style"))) found |= bit_of(evidence::unseen);
        }
    }
    if (names.empty()) return found;
    const auto [place, fresh] = names_.try_emplace(std::move(names), 0);
    if (fresh) place->second = evidence_of_names(place->first);
    return found | place->second;
}

}  // namespace broadsheet
