// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/xml_writer.h"

#include "engine/analysis/utf8.h"

namespace broadsheet {
namespace {

/// By XML 1.0. What isn't UTF-8 is no character; a carriage return would be read as a line end of another kind.
bool is_allowed(char32_t c) {
    return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF && c != invalid_character) || c == '\n' || c == '\t';
}

}  // namespace

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
    for (std::size_t at = 0; at < value.size();) {
        const Decoded decoded = decode_utf8(value, at);
        switch (decoded.character) {
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
                if (is_allowed(decoded.character)) text_ += value.substr(at, decoded.bytes);
        }
        at += decoded.bytes;
    }
}

}  // namespace broadsheet
