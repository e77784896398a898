// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// remove and take-in: subcommands that change single articles.

#include "cli/command.h"

namespace broadsheet::cli {

void add_change_commands(CLI::App& app, Settings& settings, Action& action);

}  // namespace broadsheet::cli
