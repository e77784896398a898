// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/admin_page.h"

#include "server/pages/article_parts.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_wording.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// Seconds after which a page that somebody looks at is read again: while something happens, and otherwise.
constexpr std::string_view soon = "2", later = "15";

std::string moment_of(std::int64_t utc_s) {
    return moment_words({utc_s, DatePrecision::minute, DateSource::none, std::int16_t{0}});
}

std::string kind_of(JobKind kind) {
    switch (kind) {
        case JobKind::reindex:
            return message("Reading the sources");
        case JobKind::add:
            return message("Taking in articles");
        case JobKind::remove:
            break;
    }
    return message("Removing articles");
}

std::string state_of(JobState state) {
    switch (state) {
        case JobState::queued:
            return message("waits");
        case JobState::running:
            return message("runs");
        case JobState::done:
            return message("done");
        case JobState::failed:
            return message("failed");
        case JobState::cancelled:
            break;
    }
    return message("cancelled");
}

template <typename Counts>
std::string changes_of(const Counts& counts) {
    const auto number = [](auto count) { return grouped(static_cast<std::uint64_t>(count)); };
    const std::string added = number(counts.added), updated = number(counts.updated),
                      unchanged = number(counts.unchanged), removed = number(counts.removed),
                      rejected = number(counts.rejected);
    return message("{added} added, {updated} updated, {unchanged} unchanged, {removed} removed, {rejected} rejected",
                   {{"added", added},
                    {"updated", updated},
                    {"unchanged", unchanged},
                    {"removed", removed},
                    {"rejected", rejected}});
}

void add_progress(const Job& job, Values& row) {
    const bool barred = job.progress && job.state == JobState::running;
    row.flag("barred", barred);
    if (!barred) return;
    const JobProgress& progress = *job.progress;
    const bool by_bytes = progress.bytes_total > 0;
    const std::int64_t total = by_bytes ? progress.bytes_total : progress.files_total;
    const std::int64_t done = by_bytes ? progress.bytes : progress.files;
    row.text("total", std::to_string(std::max<std::int64_t>(total, 1)));
    row.text("done", std::to_string(std::min(done, total)));
    const std::string read = grouped(static_cast<std::uint64_t>(progress.files)),
                      all = grouped(static_cast<std::uint64_t>(progress.files_total));
    row.text("files", message("{read} of {all} files", {{"read", read}, {"all", all}}));
}

Values row_of(const Job& job) {
    Values row;
    row.text("id", std::to_string(job.id)).text("kind", kind_of(job.kind)).text("state", state_of(job.state));
    add_progress(job, row);
    row.flag("waits", job.waits_for_archive);
    const bool runs = job.state == JobState::running && job.kind == JobKind::reindex;
    row.flag("may", job.state == JobState::queued || runs);
    row.text("iso", job.started_s ? to_iso_utc(*job.started_s) : std::string());
    row.text("begun", job.started_s ? moment_of(*job.started_s) : std::string());
    row.text("changes", job.counts ? changes_of(*job.counts) : std::string()).text("error", job.error);
    return row;
}

void add_jobs(const AdminView& view, Values& values) {
    std::vector<Values> rows;
    for (const Job& job : view.jobs) rows.push_back(row_of(job));
    const bool busy = std::ranges::any_of(view.jobs, [](const Job& job) { return !job.finished(); });
    values.list("rows", rows).flag("some", !rows.empty()).text("every", busy ? soon : later);
}

void add_runs(const AdminView& view, Values& values) {
    std::vector<Values> rows;
    for (const Run& run : view.runs) {
        Values row;
        row.text("iso", to_iso_utc(run.started_s)).text("begun", moment_of(run.started_s));
        rows.push_back(std::move(row.text("changes", run.finished_s ? changes_of(run) : std::string())));
    }
    values.list("runs", rows).flag("ran", !rows.empty());
}

void add_index(const AdminView& view, Values& values) {
    const ArchiveOverview& archive = view.archive;
    values.text("generation", grouped(archive.index.generation));
    values.text("updated", archive.index.updated_s == 0 ? std::string() : moment_of(archive.index.updated_s));
    values.text("lag", archive.lag == 0 ? std::string()
                                        : message_of(archive.lag, "{n} change isn’t searchable yet",
                                                     "{n} changes aren’t searchable yet"));
    values.text("nextRun", view.next_s ? moment_of(*view.next_s) : std::string()).flag("scheduled", view.scheduled);
    values.text("problems", message_of(archive.problems, "{n} problem", "{n} problems"));
    values.text("record", size_words(static_cast<std::int64_t>(view.record_bytes)));
    values.text("indexSize", size_words(static_cast<std::int64_t>(view.index_bytes)));
}

}  // namespace

std::string admin_page(const AdminView& view) {
    Values values;
    add_jobs(view, values);
    add_runs(view, values);
    add_index(view, values);
    values.flag("sources", view.has_sources);

    PageFrame frame;
    frame.title = message("What this server does");
    frame.kind = "plain";
    frame.overview = view.archive;
    frame.content = fill("admin.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
