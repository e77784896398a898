// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Xapian's failures as ours, with what to do next.

#include "engine/error.h"

namespace Xapian {
class Error;
}

namespace broadsheet {

/// Damaged or missing files are Error{corrupt}, to be mended by a rebuild; anything else (a full disk) is Error{io}.
/// `file` is the one that was read, if only one can have been.
Error index_error(const Xapian::Error& error, const std::string& file = {});

}  // namespace broadsheet
