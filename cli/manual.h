// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The manual page.

#include "cli/command_description.h"

#include <string>
#include <vector>

namespace broadsheet::cli {

/// broadsheet(1) for man, in roff.
std::string manual_page(const CommandDescription& program, const std::vector<CommandDescription>& commands);

}  // namespace broadsheet::cli
