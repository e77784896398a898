// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where this very program is, for starting it again as a child.

#include <string>

namespace broadsheet::cli {

/// Absolute path. Throws Error{io}.
std::string self_program();

}  // namespace broadsheet::cli
