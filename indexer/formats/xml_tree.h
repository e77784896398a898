// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A small tree of XML as news people really send it. Reading never fails: there is no strict first try and no repair
// after it, since each fault has one reading that loses nothing.
//
// - `&` that begins no entity is an ampersand, HTML's entities (&nbsp;) are known, those of a DOCTYPE aren't: nothing
//   is ever expanded, nothing is loaded.
// - `<` that begins no tag is text. An end tag closes what stands open inside its element; one without an element is
//   passed over; the end of the text closes all.
// - Prefixes without a declaration stay as they are written, and names are compared in lower case.
// - Control characters vanish. Deeper than 200 levels and beyond 100,000 elements tags are left out, their text isn't.

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// Which prefix stands for which namespace. Documents are free in their prefixes; readers look for one spelling.
class XmlNamespaces {
public:
    struct Known {
        std::string_view uri;  ///< its beginning, in lower case
        std::string_view prefix;
    };
    /// `known` must outlive the value: a table of constants.
    explicit XmlNamespaces(const std::vector<Known>& known) : known_(&known) {}
    /// Prefixes are dropped, whatever they stand for.
    XmlNamespaces() = default;

    /// xmlns:`prefix`=`uri`; an empty prefix is the default namespace.
    void declare(std::string_view prefix, std::string_view uri);
    /// "dublin:creator" as "dc:creator" where the document has said what "dublin" is; in lower case.
    std::string canonical(std::string_view name) const;

private:
    const std::vector<Known>* known_ = nullptr;
    std::vector<std::pair<std::string, std::string>> declared_;  ///< prefix as written, canonical prefix
};

struct XmlElement;

/// Text with entities decoded, or an element.
struct XmlNode {
    std::string text;
    std::unique_ptr<XmlElement> element;
};

struct XmlElement {
    std::string name;  ///< lower case, with its canonical prefix if it has one: "dc:creator"
    std::vector<std::pair<std::string, std::string>> attributes;  ///< names in lower case with prefixes as written
    std::vector<XmlNode> nodes;

    /// The first child of that name; nullptr if there is none.
    const XmlElement* child(std::string_view child_name) const;
    std::vector<const XmlElement*> children(std::string_view child_name) const;
    /// As child(), step by step; nullptr if one is missing.
    const XmlElement* descend(std::initializer_list<std::string_view> path) const;
    bool has_elements() const;
    /// Value of an attribute; empty if it is absent.
    std::string_view attribute(std::string_view attribute_name) const;
    /// The name without its prefix.
    std::string_view local_name() const;
};

/// The text of a child, trimmed; empty if there is none.
std::string child_text(const XmlElement& element, std::string_view child_name);

/// All text below an element as it stands.
std::string text_in(const XmlElement& element);

/// Which HTML element stands for one of another vocabulary, by its local name; none to take what is inside alone, "-"
/// to leave it out with all that is inside.
using HtmlName = std::string_view (*)(std::string_view local_name);

/// What is inside an element as HTML: names without prefixes, text escaped.
std::string html_in(const XmlElement& element, HtmlName html_name = nullptr);

/// The first element below (in document order) whose name is one of `names`; nullptr if there is none.
const XmlElement* find_below(const XmlElement& element, std::initializer_list<std::string_view> names);

/// A nameless element that holds what `text` (UTF-8) holds.
XmlElement parse_xml(std::string_view text, XmlNamespaces namespaces);

}  // namespace broadsheet
