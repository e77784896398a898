// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Scripts by which shells complete our command line.

#include "cli/command_description.h"

#include <string>
#include <vector>

namespace broadsheet::cli {

/// To be put where each shell looks for them, or run: `source <(broadsheet completions bash)`.
std::string bash_completion(const CommandDescription& program, const std::vector<CommandDescription>& commands);
std::string zsh_completion(const CommandDescription& program, const std::vector<CommandDescription>& commands);
std::string fish_completion(const CommandDescription& program, const std::vector<CommandDescription>& commands);

}  // namespace broadsheet::cli
