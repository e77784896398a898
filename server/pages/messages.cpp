// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/messages.h"

#include "server/pages/catalogue.h"
#include "server/pages/page_wording.h"

namespace broadsheet {
namespace {

std::string put_in(std::string_view text, MessageValues values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at);
        const auto close = open == text.npos ? text.npos : text.find('}', open);
        if (close == text.npos) return out.append(text.substr(at));
        out += text.substr(at, open - at);
        const auto name = text.substr(open + 1, close - open - 1);
        for (const auto& [known, value] : values) {
            if (known == name) out += value;
        }
        at = close + 1;
    }
    return out;
}

std::string_view form_for(std::uint64_t number, std::string_view one, std::string_view many) {
    const Catalogue& catalogue = catalogue_of(reader_language());
    const auto known = catalogue.find(one);
    const std::size_t form = plural_form(reader_language(), number);
    if (known != catalogue.end() && known->second.plural == many && form < known->second.texts.size() &&
        !known->second.texts[form].empty())
        return known->second.texts[form];
    return number == 1 ? one : many;
}

}  // namespace

std::string_view message_text(std::string_view english) {
    const Catalogue& catalogue = catalogue_of(reader_language());
    const auto known = catalogue.find(english);
    if (known == catalogue.end() || known->second.texts.empty() || known->second.texts.front().empty()) return english;
    return known->second.texts.front();
}

std::string message(std::string_view english) {
    return std::string(message_text(english));
}

std::string message(std::string_view english, MessageValues values) {
    return put_in(message_text(english), values);
}

std::string message_of(std::uint64_t number, std::string_view one, std::string_view many) {
    const std::string digits = grouped(number);
    return put_in(form_for(number, one, many), {{"n", digits}});
}

}  // namespace broadsheet
