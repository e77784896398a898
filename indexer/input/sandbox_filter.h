// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a sandboxed program may ask of the kernel.

namespace broadsheet {

/// For a child between fork and exec: no new privileges, no network, no further processes, no file opened for writing.
/// What this kernel or machine can't deny is left to the limits of resources.
void deny_system_calls();

}  // namespace broadsheet
