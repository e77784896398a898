// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How to search: operators, fields and the parameters of REST, each from its table.

#include "engine/search/searcher.h"

#include <string>

namespace broadsheet {

std::string help_page(const ArchiveOverview& overview);

}  // namespace broadsheet
