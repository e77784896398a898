// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The publication that a page belongs to.

#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/sourced.h"

#include <string_view>

namespace broadsheet {

/// What the page calls its site (og:site_name, the publisher in JSON-LD, application-name, the end of its title),
/// without a slogan behind it; of several names that which its address bears out. Else the host of `address`.
Sourced site_name(const MetaTable& meta, std::string_view publisher, std::string_view address);

}  // namespace broadsheet
