// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/article/web_address.h"

#include <algorithm>

namespace broadsheet {

bool is_web_address(std::string_view text) {
    const auto starts = [text](std::string_view scheme) {
        return text.size() > scheme.size() &&
               std::equal(scheme.begin(), scheme.end(), text.begin(), [](char want, char have) {
                   return want == (have >= 'A' && have <= 'Z' ? static_cast<char>(have | 0x20) : have);
               });
    };
    return starts("http://") || starts("https://");
}

std::string_view link_of(std::string_view text) {
    return is_web_address(text) ? text : std::string_view();
}

}  // namespace broadsheet
