// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/host_list.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::optional<std::string> checked(std::string_view host, std::string_view allowed_marks) {
    if (host.empty() || host.size() > 255) return std::nullopt;
    std::string lower;
    for (char c : host) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!alphanumeric && allowed_marks.find(c) == std::string_view::npos) return std::nullopt;
        lower.push_back(c);
    }
    return lower;
}

bool is_port(std::string_view text) {
    return text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> host_name(std::string_view host_and_port) {
    if (host_and_port.starts_with('[')) {
        const std::size_t close = host_and_port.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        const std::string_view rest = host_and_port.substr(close + 1);
        if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return std::nullopt;
        return checked(host_and_port.substr(1, close - 1), ":.");
    }
    const std::size_t colon = std::min(host_and_port.find(':'), host_and_port.size());
    if (colon < host_and_port.size() && !is_port(host_and_port.substr(colon + 1))) return std::nullopt;
    std::string_view host = host_and_port.substr(0, colon);
    if (host.ends_with('.')) host.remove_suffix(1);
    return checked(host, "-._");
}

bool is_listed_host(std::string_view host, const std::vector<std::string>& listed) {
    return std::any_of(listed.begin(), listed.end(), [&](const std::string& entry) {
        return std::equal(entry.begin(), entry.end(), host.begin(), host.end(), [](char left, char right) {
            return (left >= 'A' && left <= 'Z' ? left - 'A' + 'a' : left) == right;
        });
    });
}

}  // namespace broadsheet
