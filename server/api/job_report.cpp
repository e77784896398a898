// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/job_report.h"

#include "server/schedule/job_queue.h"

namespace broadsheet {

namespace {

ReindexRun reported(const Job& job) {
    ReindexRun report;
    report.started_s = job.started_s.value_or(job.created_s);
    report.finished_s = job.finished_s;
    if (job.finished_s) report.exit_code = job.exit_code;
    if (const auto& counts = job.counts)
        report.counts = ReindexCounts{counts->scanned,   counts->added,   counts->updated,
                                      counts->unchanged, counts->removed, counts->rejected};
    report.message = job.error;
    return report;
}

}  // namespace

ReindexReport report_of(const JobQueue& jobs) {
    ReindexReport report;
    report.next_s = jobs.next_s();
    report.succeeded = jobs.succeeded();
    report.failed = jobs.failed();
    report.scheduled = jobs.is_scheduled();
    if (const auto job = jobs.running_reindex()) report.running = reported(*job);
    if (const auto job = jobs.last_reindex()) report.last = reported(*job);
    return report;
}

}  // namespace broadsheet
