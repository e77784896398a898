// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace broadsheet {
namespace {

/// Sixteen bytes; IPv4 as ::ffff:a.b.c.d.
using Address = std::array<unsigned char, 16>;

constexpr Address v4_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::size_t v4_at = 12;
constexpr std::size_t network_bytes = 8;

std::optional<Address> parsed(std::string_view text) {
    const std::string address(text.substr(0, text.find('%')));  // fe80::1%eth0
    Address bytes = v4_prefix;
    if (inet_pton(AF_INET, address.c_str(), bytes.data() + v4_at) == 1) return bytes;
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return bytes;
    return std::nullopt;
}

bool is_v4(const Address& address) {
    return std::equal(address.begin(), address.begin() + v4_at, v4_prefix.begin());
}

/// The last entry of the last X-Forwarded-For, which the nearest proxy has written; without a port.
std::string_view last_forwarded(const HttpRequest& request) {
    std::string_view entry;
    for (const auto& [name, value] : request.headers) {
        if (name == "x-forwarded-for") entry = value;
    }
    entry.remove_prefix(entry.rfind(',') + 1);
    while (!entry.empty() && (entry.front() == ' ' || entry.front() == '\t')) entry.remove_prefix(1);
    while (!entry.empty() && (entry.back() == ' ' || entry.back() == '\t')) entry.remove_suffix(1);
    if (entry.starts_with('[')) return entry.substr(1, std::min(entry.find(']'), entry.size()) - 1);
    if (std::ranges::count(entry, ':') == 1) return entry.substr(0, entry.find(':'));
    return entry;
}

}  // namespace

bool is_address(std::string_view text) {
    return parsed(text).has_value();
}

bool is_loopback(std::string_view text) {
    const auto address = parsed(text);
    if (!address) return false;
    if (is_v4(*address)) return (*address)[v4_at] == 127;
    constexpr Address v6_loopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return *address == v6_loopback;
}

std::string client_address(const std::string& peer, const HttpRequest& request,
                           const std::vector<std::string>& trusted_proxies) {
    if (trusted_proxies.empty()) return peer;
    const auto from = parsed(peer);
    const bool trusted =
        from && std::ranges::any_of(trusted_proxies, [&](const auto& proxy) { return parsed(proxy) == from; });
    if (!trusted) return peer;
    const std::string_view client = last_forwarded(request);
    return is_address(client) ? std::string(client) : peer;
}

std::string client_network(std::string_view text) {
    const auto address = parsed(text);
    if (!address) return std::string(text);
    const auto* bytes = reinterpret_cast<const char*>(address->data());
    return is_v4(*address) ? std::string(bytes + v4_at, 4) : std::string(bytes, network_bytes);
}

}  // namespace broadsheet
