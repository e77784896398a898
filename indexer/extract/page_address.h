// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The address under which a page wants to be known.

#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/sourced.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// One spelling of an address: scheme and host in lower case, no default port, no fragment, no parameters that only
/// track readers (utm_source, fbclid, …); pages of the Wayback Machine by the address that they were saved from. Empty
/// for anything but http and https and for hosts that only a newsroom's own network knows.
std::string tidy_address(std::string_view address);

/// `address` resolved against `base`, then tidied. Empty if that gives no address.
std::string resolved_address(std::string_view address, std::string_view base);

/// The canonical address: the page's link, what it tells networks (og:url), what JSON-LD says (`linked`), then where it
/// was `fetched` from. A bare host or a short link is not believed where another of them is an article's.
Sourced canonical_address(const MetaTable& meta, std::string_view linked, std::string_view fetched);

/// Host in lower case without "www."; empty if there is none.
std::string host_of(std::string_view address);

}  // namespace broadsheet
