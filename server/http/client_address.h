// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who a request comes from, as far as an address tells. Pure.

#include "server/http/http.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// True for a numeric IPv4 or IPv6 address.
bool is_address(std::string_view text);

/// 127.0.0.0/8 and ::1, also as IPv4 within IPv6.
bool is_loopback(std::string_view address);

/// The client of a request that has arrived from `peer`: what X-Forwarded-For says last if the peer is one of
/// `trusted_proxies` and that is an address; else the peer. Earlier entries are the client's own words.
std::string client_address(const std::string& peer, const HttpRequest& request,
                           const std::vector<std::string>& trusted_proxies);

/// What is counted as one client: an IPv4 address, and the first 64 bits of an IPv6 address, which one household has.
/// Anything else is itself.
std::string client_network(std::string_view address);

}  // namespace broadsheet
