// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the queue of jobs knows of reindexing, as the status reply tells it.

#include "server/api/reindex_report.h"

namespace broadsheet {

class JobQueue;

ReindexReport report_of(const JobQueue& jobs);

}  // namespace broadsheet
