// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/row.h"

namespace broadsheet {

std::string join_list(const std::vector<std::string>& values) {
    std::string joined;
    for (const auto& value : values) {
        if (!joined.empty()) joined += '\n';
        joined += value;
    }
    return joined;
}

std::vector<std::string> split_list(std::string_view joined) {
    std::vector<std::string> values;
    while (!joined.empty()) {
        const std::size_t end = joined.find('\n');
        values.emplace_back(joined.substr(0, end));
        if (end == std::string_view::npos) break;
        joined.remove_prefix(end + 1);
    }
    return values;
}

}  // namespace broadsheet
