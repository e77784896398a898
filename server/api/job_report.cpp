// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/reindex_source.h"

#include "server/schedule/reindex_scheduler.h"

#include <nlohmann/json.hpp>

namespace broadsheet {

namespace {

/// The figures from the indexer's last line. No value if it isn't what `index --json` prints.
std::optional<ReindexCounts> counts_of(const std::string& summary) {
    const auto json = nlohmann::json::parse(summary, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto number = [&json](const char* name) {
        const auto member = json.find(name);
        return member != json.end() && member->is_number_unsigned() ? member->get<std::uint64_t>() : 0;
    };
    return ReindexCounts{number("scanned"),   number("added"),   number("updated"),
                         number("unchanged"), number("removed"), number("rejected")};
}

ReindexRun reported(const IndexerRun& run) {
    ReindexRun report;
    report.started_s = run.started_s;
    report.finished_s = run.finished_s;
    if (run.finished_s) report.exit_code = run.exit_code;
    report.counts = counts_of(run.summary_json);
    report.message = run.error;
    return report;
}

}  // namespace

ReindexReport report_of(const ReindexScheduler& scheduler) {
    ReindexReport report;
    report.next_s = scheduler.next_s();
    report.scheduled = report.next_s.has_value();
    if (const auto run = scheduler.running()) report.running = reported(*run);
    if (const auto run = scheduler.last()) report.last = reported(*run);
    return report;
}

}  // namespace broadsheet
