// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// backup, restore

#include "cli/command.h"

namespace broadsheet::cli {

void add_backup_commands(CLI::App& app, Settings& settings, Action& action);

}  // namespace broadsheet::cli
