// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything that /metrics tells. Cheap: what would have to be counted over all articles is read once a generation.

#include "server/api/archive_access.h"
#include "server/api/reply_cache.h"

#include <string>

namespace broadsheet {

/// In Prometheus' text format. What can't be read at the moment is left out, and broadsheet_up is 0 if that is the
/// index.
std::string metrics_text(const ArchiveAccess& access, const ReplyCache& replies);

}  // namespace broadsheet
