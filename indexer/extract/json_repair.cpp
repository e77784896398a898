// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/json_repair.h"

#include "indexer/input/clean_text.h"

namespace broadsheet {
namespace {

/// The end of the string that begins with the quote at `i`, after its closing quote.
std::size_t end_of_string(std::string_view json, std::size_t i) {
    for (++i; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return json.size();
}

void drop_last_comma(std::string& json) {
    const std::size_t last = json.find_last_not_of(' ');
    if (last != std::string::npos && json[last] == ',') json.erase(last);
}

}  // namespace

std::string json_of_script(std::string_view script) {
    std::string text(trimmed(script));
    for (const std::string_view mark : {"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"})
        if (text.starts_with(mark)) text.erase(0, mark.size());
    for (const std::string_view mark : {"-->", "//]]>", "]]>", "/*]]>*/", ";"})
        if (text.ends_with(mark)) text.erase(text.size() - mark.size());
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 32) c = ' ';
    return text;
}

std::string repaired_json(std::string_view json) {
    std::string out;
    std::string open;
    for (std::size_t i = 0; i < json.size();) {
        const char c = json[i];
        if (c == '"') {
            const std::size_t end = end_of_string(json, i);
            out += json.substr(i, end - i);
            i = end;
            continue;
        }
        ++i;
        if (c == '{' || c == '[') open += c == '{' ? '}' : ']';
        if (c == '}' || c == ']') {
            if (open.empty() || open.back() != c) continue;
            drop_last_comma(out);
            open.pop_back();
        }
        out += c;
        if (open.empty() && (c == '}' || c == ']')) return out;
    }
    if (!open.empty()) drop_last_comma(out);
    while (!open.empty()) {
        out += open.back();
        open.pop_back();
    }
    return out;
}

std::string string_in_json(std::string_view json, std::string_view name) {
    const std::string key = '"' + std::string(name) + '"';
    for (std::size_t at = json.find(key); at != std::string_view::npos; at = json.find(key, at + 1)) {
        std::size_t i = json.find_first_not_of(' ', at + key.size());
        if (i == std::string_view::npos || json[i] != ':') continue;
        i = json.find_first_not_of(' ', i + 1);
        if (i == std::string_view::npos || json[i] != '"') continue;
        const std::size_t end = end_of_string(json, i);
        if (end - i > 2 && end - i < 600) return std::string(json.substr(i + 1, end - i - 2));
    }
    return {};
}

}  // namespace broadsheet
