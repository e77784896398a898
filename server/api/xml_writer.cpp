// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/xml_writer.h"

namespace broadsheet {

void XmlWriter::begin(std::string_view name, Attributes attributes) {
    open(name, attributes);
    text_ += ">\n";
    begun_.emplace_back(name);
}

void XmlWriter::end() {
    text_.append("</").append(begun_.back()).append(">\n");
    begun_.pop_back();
}

void XmlWriter::element(std::string_view name, std::string_view text, Attributes attributes) {
    if (text.empty()) return;
    open(name, attributes);
    text_ += '>';
    append_escaped(text);
    text_.append("</").append(name).append(">\n");
}

void XmlWriter::empty(std::string_view name, Attributes attributes) {
    open(name, attributes);
    text_ += "/>\n";
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
    text_.append("<").append(name);
    for (const auto& [attribute, value] : attributes) {
        text_.append(" ").append(attribute).append("=\"");
        append_escaped(value);
        text_ += '"';
    }
}

void XmlWriter::append_escaped(std::string_view value) {
    for (const char c : value) {
        switch (c) {
            case '&':
                text_ += "&amp;";
                break;
            case '<':
                text_ += "&lt;";
                break;
            case '>':
                text_ += "&gt;";
                break;
            case '"':
                text_ += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t') text_ += c;
        }
    }
}

}  // namespace broadsheet
