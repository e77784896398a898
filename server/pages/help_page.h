// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How to search: operators, fields (from the field table) and the parameters of REST (from their table).

#include "engine/search/searcher.h"

#include <string>

namespace broadsheet {

std::string help_page(const ArchiveOverview& overview);

}  // namespace broadsheet
