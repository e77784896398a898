// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http.h"

namespace broadsheet {
namespace {

std::optional<std::string_view> first_value(const std::vector<std::pair<std::string, std::string>>& pairs,
                                            std::string_view name) {
    for (const auto& [key, value] : pairs) {
        if (key == name) return value;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string_view> HttpRequest::header(std::string_view name) const {
    return first_value(headers, name);
}

std::optional<std::string_view> HttpRequest::parameter(std::string_view name) const {
    return first_value(parameters, name);
}

}  // namespace broadsheet
