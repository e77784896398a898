// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a server's child does while another program writes the archive: wait its turn.

#include <functional>

namespace broadsheet::cli {

/// Runs `work`. If another process has the archive and `patient` is set, says so in a line on stdout
/// ({"waiting": "…"}), and tries again twice a second until it hasn't; else its Error{busy} is the caller's.
void run_patiently(bool patient, const std::function<void()>& work);

}  // namespace broadsheet::cli
