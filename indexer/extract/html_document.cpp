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

/// True if `html` goes on with `word` (in lower case) at `at`, case apart.
bool has_word_at(std::string_view html, std::size_t at, std::string_view word) {
    if (html.size() - at < word.size()) return false;
    return std::equal(word.begin(), word.end(), html.begin() + static_cast<std::ptrdiff_t>(at), [](char a, char b) {
        return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + ('a' - 'A')) : b);
    });
}

/// Where the closing tag begins that ends a raw text element; the end of the page if there is none.
std::size_t end_of_raw(std::string_view html, std::size_t at, std::string_view closing) {
    for (at = html.find("</", at); at != std::string_view::npos; at = html.find("</", at + 2))
        if (has_word_at(html, at, closing)) return at;
    return html.size();
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// libxml2 compares each attribute of a tag with all before it: a few hundred thousand of them would take hours.
constexpr std::size_t attributes_max = 500;

/// A tag from its "<": where it ends, and where the first attribute begins that is too many (the end if none is).
struct TagEnds {
    std::size_t attributes_end = 0;
    std::size_t end = 0;
};

/// As libxml2 reads tags: a quote counts behind "=" alone.
TagEnds ends_of_tag(std::string_view html, std::size_t at) {
    constexpr std::string_view blanks = " \t\r\n\f/";
    TagEnds ends;
    std::size_t attributes = 0;
    at = html.find_first_of(" \t\r\n\f/>", at);
    while ((at = html.find_first_not_of(blanks, at)) != std::string_view::npos && html[at] != '>') {
        if (++attributes > attributes_max && ends.attributes_end == 0) ends.attributes_end = at;
        at = html.find_first_of(" \t\r\n\f/=>", at + 1);
        const std::size_t equals = html.find_first_not_of(" \t\r\n\f", at);
        if (equals == std::string_view::npos || html[equals] != '=') continue;
        at = html.find_first_not_of(" \t\r\n\f", equals + 1);
        if (at == std::string_view::npos) break;
        const bool quoted = html[at] == '"' || html[at] == '\'';
        at = quoted ? html.find(html[at], at + 1) : html.find_first_of(" \t\r\n\f>", at);
        if (quoted && at != std::string_view::npos) ++at;
    }
    ends.end = std::min(at, html.size());
    if (ends.attributes_end == 0) ends.attributes_end = ends.end;
    return ends;
}

/// Copies a page without what costs time and says nothing: style sheets and the bytes of embedded pictures and fonts,
/// which make up most of a page that was saved as one file; and without NULs, at which libxml2 stops.
class PageCopy {
public:
    explicit PageCopy(std::string_view html) : html_(html) { out_.reserve(html.size()); }

    std::string make() {
        while (at_ < html_.size()) {
            const std::size_t next = std::min(html_.find_first_of("<d", at_), html_.size());
            copy_to(next);
            if (next == html_.size()) break;
            if (html_[at_] == '<' && ++tags_ > 2 * html_tags_max) break;  // opening and closing
            take_special();
        }
        std::erase(out_, '\0');
        return std::move(out_);
    }

    bool is_cut() const { return tags_ > 2 * html_tags_max; }

private:
    void copy_to(std::size_t end) {
        out_.append(html_, at_, end - at_);
        at_ = end;
    }

    void take_special() {
        if (html_[at_] == 'd') {
            const bool address = html_.substr(at_, 5) == "data:" && after_quote();
            copy_to(at_ + (address ? 5 : 1));
            if (address) at_ = std::min(html_.find_first_of("\"')> \n", at_), html_.size());
        } else if (take_long_tag()) {
            return;
        } else if (has_word_at(html_, at_, "<script")) {
            copy_to(end_of_raw(html_, at_ + 1, "</script"));
        } else if (html_.substr(at_, 4) == "<!--") {
            copy_to(std::min(html_.find("-->", at_), html_.size()));
        } else if (has_word_at(html_, at_, "<style")) {
            copy_to(std::min(html_.find('>', at_), html_.size() - 1) + 1);
            at_ = end_of_raw(html_, at_, "</style");
        } else {
            copy_to(at_ + 1);
        }
    }

    /// Takes a tag of too many attributes without the last of them; false if it is none.
    bool take_long_tag() {
        const bool is_tag = at_ >= tag_end_ && at_ + 1 < html_.size() && is_letter(html_[at_ + 1]);
        if (!is_tag) return false;
        const TagEnds ends = ends_of_tag(html_, at_ + 1);
        tag_end_ = ends.end;  // a "<" before it belongs to an attribute
        if (ends.attributes_end == ends.end) return false;
        copy_to(ends.attributes_end);
        at_ = ends.end;
        return true;
    }

    bool after_quote() const {
        if (at_ == 0) return false;
        const char before = html_[at_ - 1];
        return before == '"' || before == '\'' || before == '(' || before == '=';
    }

    std::string_view html_;
    std::string out_;
    std::size_t at_ = 0;
    std::size_t tags_ = 0;
    std::size_t tag_end_ = 0;  ///< of the tag that was begun last
};

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
    PageCopy copy(html.substr(0, std::numeric_limits<int>::max() / 2));
    const std::string text = copy.make();
    cut_ = copy.is_cut();
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
    if (tag.empty()) return false;
    // Most tags differ in length or in their first letter: no call is needed to tell.
    return std::any_of(tags.begin(), tags.end(), [&](std::string_view wanted) {
        return wanted.size() == tag.size() && wanted.front() == tag.front() && wanted == tag;
    });
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
