// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/messages.h"

#include "server/pages/page_wording.h"

namespace broadsheet {
namespace {

std::string put_in(std::string text, MessageValues values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at);
        const auto close = open == text.npos ? text.npos : text.find('}', open);
        if (close == text.npos) return out + text.substr(at);
        out += text.substr(at, open - at);
        const auto name = std::string_view(text).substr(open + 1, close - open - 1);
        for (const auto& [known, value] : values) {
            if (known == name) out += value;
        }
        at = close + 1;
    }
    return out;
}

}  // namespace

std::string message(std::string_view english) {
    return std::string(english);
}

std::string message(std::string_view english, MessageValues values) {
    return put_in(message(english), values);
}

std::string message_of(std::uint64_t number, std::string_view one, std::string_view many) {
    const std::string digits = grouped(number);
    return put_in(message(number == 1 ? one : many), {{"n", digits}});
}

}  // namespace broadsheet
