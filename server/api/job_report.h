// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the scheduler knows, as the status reply tells it.

#include "server/api/reindex_report.h"

namespace broadsheet {

class ReindexScheduler;

ReindexReport report_of(const ReindexScheduler& scheduler);

}  // namespace broadsheet
