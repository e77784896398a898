// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What GET /api/v1/timeline answers.

#include "engine/search/timeline.h"

#include <string>

namespace broadsheet {

/// A share is null where the archive has no article.
std::string timeline_json(const TimelineReply& reply);

/// A row a bucket: from, to, all, then two columns for each query: its count and its share, which is empty where the
/// archive has no article. RFC 4180.
std::string timeline_csv(const TimelineReply& reply);

}  // namespace broadsheet
