// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/operation_metrics.h"

#include "server/api/readiness.h"
#include "server/metrics/metrics_text.h"
#include "server/metrics/process_metrics.h"
#include "server/metrics/server_state.h"

#include <exception>
#include <filesystem>

namespace broadsheet {
namespace {

namespace fs = std::filesystem;

double seconds(std::int64_t value) {
    return static_cast<double>(value);
}

void write_http(const ServerState& server, MetricsText& text) {
    server.requests.write(text);
    const HttpGauges& http = server.http;
    const auto gauge = [&](std::string_view name, std::string_view help, const HttpGauges::Gauge& value) {
        text.gauge(name, help, static_cast<double>(value.load()));
    };
    gauge("broadsheet_http_requests_in_flight", "Requests that are being answered.", server.in_flight);
    text.family("broadsheet_http_connections", "gauge", "Connections by what they do: parked ones hold no worker.");
    text.sample(static_cast<double>(http.open.load()), {{"state", "open"}});
    text.sample(static_cast<double>(http.parked.load()), {{"state", "parked"}});
    text.sample(static_cast<double>(http.queued.load()), {{"state", "queued"}});
    gauge("broadsheet_http_workers", "Threads that answer.", http.workers);
    gauge("broadsheet_http_workers_busy", "Of them those that have a connection.", http.working);
    text.counter("broadsheet_http_connections_accepted_total", "Connections since the start.",
                 static_cast<double>(http.accepted.load()));
    text.counter("broadsheet_http_connections_overloaded_total", "Connections turned away because there was no room.",
                 static_cast<double>(http.overloaded.load()));
    text.counter("broadsheet_http_refused_total", "Requests that broke a limit, came too slowly or were none.",
                 static_cast<double>(http.refused.load()));
}

void write_replies(const ReplyCache& replies, MetricsText& text) {
    const ReplyCache::Figures figures = replies.figures();
    text.family("broadsheet_reply_cache_requests_total", "counter",
                "Finished replies that were asked for, by outcome.");
    text.sample(static_cast<double>(figures.hits), {{"result", "hit"}});
    text.sample(static_cast<double>(figures.misses), {{"result", "miss"}});
    text.gauge("broadsheet_reply_cache_bytes", "Memory of finished replies.", static_cast<double>(figures.bytes));
}

std::uint64_t bytes_of(const fs::path& folder, std::string_view beginning) {
    std::uint64_t bytes = 0;
    std::error_code code;
    for (auto entry = fs::directory_iterator(folder, code); !code && entry != fs::directory_iterator();
         entry.increment(code)) {
        std::error_code gone;  // merged meanwhile
        if (!entry->path().filename().string().starts_with(beginning)) continue;
        if (entry->is_regular_file(gone)) bytes += entry->file_size(gone);
        if (entry->is_directory(gone)) bytes += bytes_of(entry->path(), "");
    }
    return bytes;
}

void write_archive(const ArchiveAccess& access, MetricsText& text) {
    const ArchiveOverview overview = access.summary();
    text.gauge("broadsheet_index_generation", "Number of the index that is searched.",
               static_cast<double>(overview.index.generation));
    text.gauge("broadsheet_index_articles", "Articles that can be found.", overview.index.articles);
    text.gauge("broadsheet_index_updated_timestamp_seconds", "When the index last changed, in seconds since 1970.",
               seconds(overview.index.updated_s));
    text.gauge("broadsheet_index_lag_changes", "Changes of the record that the index doesn't cover yet.",
               static_cast<double>(overview.lag));
    text.gauge("broadsheet_index_warning", "1 if a newer index can't be served.", overview.warning.empty() ? 0 : 1);
    text.gauge("broadsheet_problems", "Inputs that were rejected.", static_cast<double>(access.problems(0, 0).total));
    if (access.folder.empty()) return;
    text.gauge("broadsheet_record_bytes", "Size of the record with its write-ahead log.",
               static_cast<double>(bytes_of(access.folder, "articles.db")));
    text.gauge("broadsheet_index_bytes", "Size of the index.", static_cast<double>(bytes_of(access.folder, "index")));
    if (const auto free = free_bytes(access))
        text.gauge("broadsheet_disk_free_bytes", "Free room where the archive is.", static_cast<double>(*free));
}

void write_runs(const ArchiveAccess& access, MetricsText& text) {
    const ReindexReport report = access.reindex();
    text.family("broadsheet_reindex_runs_total", "counter",
                "Runs of the indexer that this server started, by outcome.");
    text.sample(static_cast<double>(report.succeeded), {{"result", "success"}});
    text.sample(static_cast<double>(report.failed), {{"result", "failure"}});
    text.gauge("broadsheet_reindex_running", "1 while one runs.", report.running ? 1 : 0);
    if (report.next_s)
        text.gauge("broadsheet_reindex_next_timestamp_seconds", "When the next one is due, in seconds since 1970.",
                   seconds(*report.next_s));
    // Of the record: runs by a timer or by hand are as good as the server's own.
    const auto run = access.last_run();
    if (!run) return;
    text.gauge("broadsheet_index_run_started_timestamp_seconds", "When the last run of any indexer began.",
               seconds(run->started_s));
    if (!run->finished_s) return;
    text.gauge("broadsheet_index_run_finished_timestamp_seconds", "When it ended.", seconds(*run->finished_s));
    text.gauge("broadsheet_index_run_duration_seconds", "How long it took.",
               seconds(*run->finished_s - run->started_s));
    text.family("broadsheet_index_run_articles", "gauge", "What it did with articles, and files that it rejected.");
    text.sample(seconds(run->added), {{"change", "added"}});
    text.sample(seconds(run->updated), {{"change", "updated"}});
    text.sample(seconds(run->removed), {{"change", "removed"}});
    text.sample(seconds(run->rejected), {{"change", "rejected"}});
}

/// Writes what `write` writes wholly or not at all; false if it threw.
template <typename Write>
bool written(std::string& all, const Write& write) {
    try {
        MetricsText text;
        write(text);
        all += text.take();
        return true;
    } catch (const std::exception&) {
        return false;  // whoever asks /readyz or searches learns why
    }
}

}  // namespace

std::string metrics_text(const ArchiveAccess& access, const ReplyCache& replies) {
    std::string all;
    MetricsText text;
    text.family("broadsheet_build_info", "gauge", "1, with the version of the program.");
    text.sample(1, {{"version", BROADSHEET_VERSION}});
    write_http(*access.server, text);
    write_replies(replies, text);
    all += text.take();
    const bool up = written(all, [&](MetricsText& part) { write_archive(access, part); });
    written(all, [&](MetricsText& part) { write_runs(access, part); });
    MetricsText end;
    end.gauge("broadsheet_up", "1 if the index can be read.", up ? 1 : 0);
    end.gauge("broadsheet_stopping", "1 once the server has been told to stop.", access.server->stopping ? 1 : 0);
    write_process_metrics(end);
    return all + end.take();
}

}  // namespace broadsheet
