// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/xml_tree.h"

#include "indexer/formats/xml_markup.h"
#include "indexer/input/clean_text.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t depth_max = 200;
constexpr std::size_t elements_max = 100'000;
constexpr std::size_t attributes_max = 100;

std::string without_controls(std::string text) {
    std::erase_if(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    return text;
}

class TreeBuilder {
public:
    explicit TreeBuilder(XmlNamespaces namespaces) {
        open_.push_back(&root_);
        namespaces_.push_back(std::move(namespaces));
    }

    XmlElement build(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const XmlMarkup markup = scanner_.next(text, at, true);
            append(decode_entities(text.substr(at, markup.begin - at)));
            at = markup.end;
            take(markup, text);
        }
        return std::move(root_);
    }

private:
    void take(const XmlMarkup& markup, std::string_view text) {
        const std::string_view tag = text.substr(markup.begin, markup.end - markup.begin);
        switch (markup.kind) {
            case XmlMarkup::Kind::start:
                return start(tag, markup.name);
            case XmlMarkup::Kind::end:
                return end(markup.name);
            case XmlMarkup::Kind::cdata:
                return append(std::string(markup.content));
            case XmlMarkup::Kind::skipped:
            case XmlMarkup::Kind::none:
                return;
        }
    }

    void append(std::string text) {
        if (text.empty()) return;
        text = without_controls(std::move(text));
        std::vector<XmlNode>& nodes = open_.back()->nodes;
        if (!nodes.empty() && !nodes.back().element)
            nodes.back().text += text;
        else
            nodes.push_back({std::move(text), nullptr});
    }

    void start(std::string_view tag, std::string_view name) {
        if (elements_ == elements_max || open_.size() > depth_max) return;
        ++elements_;
        auto element = std::make_unique<XmlElement>();
        XmlNamespaces scope = namespaces_.back();
        bool declares = false;
        for (const auto& [key, value] : attributes_of(tag, attributes_max)) {
            std::string lower = ascii_lower(key);
            if (lower == "xmlns" || lower.starts_with("xmlns:")) {
                scope.declare(key.substr(std::min<std::size_t>(key.size(), 6)), value);
                declares = true;
            }
            element->attributes.emplace_back(std::move(lower), without_controls(decode_entities(value)));
        }
        element->name = scope.canonical(name);
        XmlElement* const opened = element.get();
        open_.back()->nodes.push_back({{}, std::move(element)});
        if (tag.ends_with("/>")) return;
        open_.push_back(opened);
        names_.emplace_back(ascii_lower(name), namespaces_.size());
        if (declares) namespaces_.push_back(std::move(scope));
    }

    void end(std::string_view name) {
        const std::string wanted = ascii_lower(name);
        const auto found =
            std::find_if(names_.rbegin(), names_.rend(), [&](const auto& open) { return open.first == wanted; });
        if (found == names_.rend()) return;
        const auto depth = static_cast<std::size_t>(names_.rend() - found) - 1;
        namespaces_.erase(namespaces_.begin() + static_cast<std::ptrdiff_t>(names_[depth].second), namespaces_.end());
        names_.resize(depth);
        open_.resize(depth + 1);
    }

    MarkupScanner scanner_;
    XmlElement root_;
    std::vector<XmlElement*> open_;
    std::vector<std::pair<std::string, std::size_t>> names_;  ///< as written, and how many scopes there were before
    std::vector<XmlNamespaces> namespaces_;
    std::size_t elements_ = 0;
};

void append_escaped(std::string& html, std::string_view text) {
    for (const char c : text) {
        if (c == '&')
            html += "&amp;";
        else if (c == '<')
            html += "&lt;";
        else if (c == '>')
            html += "&gt;";
        else if (c == '"')
            html += "&quot;";
        else
            html += c;
    }
}

void append_text(const XmlElement& element, std::string& text) {
    for (const XmlNode& node : element.nodes) {
        text += node.text;
        if (node.element) append_text(*node.element, text);
    }
}

void append_html(const XmlElement& element, HtmlName html_name, std::string& html);

void append_element(const XmlElement& element, HtmlName html_name, std::string& html) {
    static constexpr std::string_view voids = " br hr img input meta link wbr col source embed area base ";
    const std::string name(html_name ? html_name(element.local_name()) : element.local_name());
    if (name == "-") return;
    if (name.empty()) return append_html(element, html_name, html);
    html.append("<").append(name);
    for (const auto& [key, value] : element.attributes) {
        if (key.starts_with("xmlns")) continue;
        html.append(" ").append(key).append("=\"");
        append_escaped(html, value);
        html += '"';
    }
    html += '>';
    append_html(element, html_name, html);
    if (voids.find(" " + name + " ") == std::string_view::npos) html.append("</").append(name).append(">");
}

void append_html(const XmlElement& element, HtmlName html_name, std::string& html) {
    for (const XmlNode& node : element.nodes) {
        append_escaped(html, node.text);
        if (node.element) append_element(*node.element, html_name, html);
    }
}

}  // namespace

void XmlNamespaces::declare(std::string_view prefix, std::string_view uri) {
    const std::string lower = ascii_lower(trimmed(uri));
    std::string canonical_prefix = ascii_lower(prefix);
    if (!known_) return;
    for (const Known& known : *known_) {
        if (!lower.starts_with(known.uri)) continue;
        canonical_prefix = known.prefix;
        break;
    }
    const std::string key = ascii_lower(prefix);
    const auto found = std::find_if(declared_.begin(), declared_.end(), [&](const auto& d) { return d.first == key; });
    if (found != declared_.end())
        found->second = std::move(canonical_prefix);
    else if (declared_.size() < attributes_max)
        declared_.emplace_back(key, std::move(canonical_prefix));
}

std::string XmlNamespaces::canonical(std::string_view name) const {
    std::string lower = ascii_lower(name);
    const std::size_t colon = lower.find(':');
    const std::string prefix = colon == std::string::npos ? std::string() : lower.substr(0, colon);
    const std::string local = colon == std::string::npos ? lower : lower.substr(colon + 1);
    if (!known_) return local;
    for (const auto& [declared, canonical_prefix] : declared_)
        if (declared == prefix) return canonical_prefix.empty() ? local : canonical_prefix + ":" + local;
    return lower;
}

const XmlElement* XmlElement::child(std::string_view child_name) const {
    for (const XmlNode& node : nodes)
        if (node.element && node.element->name == child_name) return node.element.get();
    return nullptr;
}

std::vector<const XmlElement*> XmlElement::children(std::string_view child_name) const {
    std::vector<const XmlElement*> found;
    for (const XmlNode& node : nodes)
        if (node.element && node.element->name == child_name) found.push_back(node.element.get());
    return found;
}

const XmlElement* XmlElement::descend(std::initializer_list<std::string_view> path) const {
    const XmlElement* element = this;
    for (const std::string_view step : path)
        if (element) element = element->child(step);
    return element;
}

bool XmlElement::has_elements() const {
    return std::any_of(nodes.begin(), nodes.end(), [](const XmlNode& node) { return node.element != nullptr; });
}

std::string_view XmlElement::attribute(std::string_view attribute_name) const {
    for (const auto& [key, value] : attributes)
        if (key == attribute_name) return value;
    return {};
}

std::string_view XmlElement::local_name() const {
    const std::size_t colon = name.find(':');
    return colon == std::string::npos ? std::string_view(name) : std::string_view(name).substr(colon + 1);
}

std::string child_text(const XmlElement& element, std::string_view child_name) {
    const XmlElement* child = element.child(child_name);
    return child ? std::string(trimmed(text_in(*child))) : std::string();
}

std::string text_in(const XmlElement& element) {
    std::string text;
    append_text(element, text);
    return text;
}

std::string html_in(const XmlElement& element, HtmlName html_name) {
    std::string html;
    append_html(element, html_name, html);
    return html;
}

const XmlElement* find_below(const XmlElement& element, std::initializer_list<std::string_view> names) {
    for (const XmlNode& node : element.nodes) {
        if (!node.element) continue;
        if (std::find(names.begin(), names.end(), node.element->name) != names.end()) return node.element.get();
        if (const XmlElement* found = find_below(*node.element, names)) return found;
    }
    return nullptr;
}

XmlElement parse_xml(std::string_view text, XmlNamespaces namespaces) {
    return TreeBuilder(std::move(namespaces)).build(text);
}

}  // namespace broadsheet
