// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/progress.h"
#include "cli/repeated_runs.h"
#include "cli/self_program.h"
#include "cli/time_zone.h"
#include "engine/error.h"
#include "indexer/ingest/ingest.h"

#include <nlohmann/json.hpp>

#include <ctime>
#include <functional>
#include <iostream>
#include <memory>
#include <thread>

#include <unistd.h>

namespace broadsheet::cli {

namespace {

struct IndexFlags {
    std::vector<std::filesystem::path> paths;
    std::string format, every, map, time_zone;
    bool watch = false, prune = false, dry_run = false, strict = false, follow_links = false;
    bool progress = false, wait = false;
    unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
};

/// With --dry-run the user sees what becomes of each column.
std::shared_ptr<const RecordOptions> record_options_of(const IndexFlags& flags) {
    auto records = std::make_shared<RecordOptions>();
    records->map = FieldMap::parse(flags.map);
    if (flags.dry_run)
        records->show_columns = [](const std::string& path, const std::string& columns) {
            std::cerr << "Columns of " + harmless_line(path) + ":\n" +
                             columns;  // one write: files are read on several threads
        };
    return records;
}

IngestOptions options_of(const IndexFlags& flags) {
    IngestOptions options;
    options.paths = flags.paths;
    if (!flags.format.empty()) {
        options.format = find_format(flags.format);
        if (!options.format)
            throw Error(ErrorKind::usage,
                        "--format " + flags.format + ": there is no such format (see `broadsheet index --help`)");
    }
    options.records = record_options_of(flags);
    options.confinement = ConfinementOptions{confined_reader_command()};
    options.prune = flags.prune;
    options.follow_links = flags.follow_links;
    options.dry_run = flags.dry_run;
    options.jobs = flags.jobs;
    options.now_s = std::time(nullptr);
    return options;
}

std::string json_line(const IngestResult& result) {
    const Run& run = result.figures;
    return nlohmann::ordered_json{{"scanned", run.scanned},    {"added", run.added},
                                  {"updated", run.updated},    {"unchanged", run.unchanged},
                                  {"removed", run.removed},    {"rejected", run.rejected},
                                  {"seconds", result.seconds}, {"generation", result.generation},
                                  {"bytes", result.bytes}}
        .dump();
}

/// "2026-11-23 16:04:05", for a log.
std::string local_time_text() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    char text[32];
    std::strftime(text, sizeof text, "%F %T", &local);
    return text;
}

std::string summary_line(const IngestResult& result, bool dry_run) {
    const Run& run = result.figures;
    const auto number = [](std::int64_t value) { return grouped(static_cast<std::uint64_t>(value)); };
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f s", result.seconds);
    std::string line = std::string(dry_run ? "Would have " : "") + number(run.added) + " added, " +
                       number(run.updated) + " updated, " + number(run.removed) + " removed, " + number(run.unchanged) +
                       " unchanged, " + number(run.rejected) + " rejected; " +
                       counted(static_cast<std::uint64_t>(run.scanned), "file", "files") + " in " + seconds;
    if (run.rejected != 0 && !dry_run) line += " (`broadsheet problems` says why)";
    return line;
}

/// Tells a program how far the run is, at most once a second.
class ProgressLines {
public:
    void show(const IngestProgress& progress) {
        if (progress.seconds < next_s_) return;
        next_s_ = progress.seconds + 1;
        const Run& run = progress.figures;
        std::cout << nlohmann::ordered_json{{"progress",
                                             {{"files", std::min(progress.files_done, progress.files_total)},
                                              {"filesTotal", progress.files_total},
                                              {"bytes", progress.bytes_done},
                                              {"bytesTotal", progress.bytes_total},
                                              {"articles", run.added + run.updated + run.unchanged},
                                              {"seconds", progress.seconds}}}}
                         .dump()
                  << std::endl;
    }

private:
    double next_s_ = 0;
};

/// Asked for a few times a second, so that a run ends soon after a signal.
using StopRequested = std::function<bool()>;

IngestResult run(const Settings& settings, const IndexFlags& flags, const StopRequested& stop_requested) {
    ProgressPrinter printer;
    ProgressLines lines;
    IngestOptions options = options_of(flags);
    options.progress = [&](const IngestProgress& progress) {
        if (stop_requested()) throw RunStopped();
        if (flags.progress) return lines.show(progress);
        printer.show(progress);
    };
    IngestResult result;
    try {
        run_patiently(flags.wait, [&] { result = ingest(settings.archive, options); });
    } catch (...) {
        printer.clear();
        throw;
    }
    printer.clear();
    for (const std::string& notice : result.notices) std::cerr << "broadsheet: " << harmless_line(notice) << '\n';
    return result;
}

/// On a machine that also answers searches, those go first. On an idle one it changes nothing.
void give_way_to_searches() {
    constexpr int steps = 10;
    if (::nice(steps) == -1) return;  // refused, or really -1: either way there is nothing to do about it
}

int run_once(const Settings& settings, const IndexFlags& flags) {
    const IngestResult result = run(settings, flags, [] { return false; });
    std::cout << (settings.json ? json_line(result) : summary_line(result, flags.dry_run)) << std::endl;
    return flags.strict && result.figures.rejected != 0 ? exit_rejected : exit_done;
}

int run_repeatedly(const Settings& settings, const IndexFlags& flags) {
    RepeatOptions when;
    when.every = flags.every;
    when.watch = flags.watch;
    when.paths = flags.paths;
    when.archive = settings.archive;
    repeat_runs(when, [&](const StopRequested& stop_requested) {
        try {
            const IngestResult result = run(settings, flags, stop_requested);
            if (settings.json)
                std::cout << json_line(result) << std::endl;
            else
                std::cerr << local_time_text() << "  " << summary_line(result, flags.dry_run) << std::endl;
        } catch (const Error& error) {
            if (settings.json) std::cout << nlohmann::json{{"error", harmless_line(error.what())}}.dump() << std::endl;
            throw;
        }
    });
    return exit_done;
}

}  // namespace

void add_index_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command =
        app.add_subcommand("index", "Take articles into the archive, or bring it up to date with their folders");
    auto flags = std::make_shared<IndexFlags>();
    command->add_option("PATH", flags->paths, "Files and folders")->type_name("PATH");
    command->add_option(
        "--format", flags->format,
        "Read every file (also those in archives) as text, markdown, html, mhtml, json, jsonl, csv, tsv, "
        "feed, newsml-g2, nitf, alto, mets, reuters-sgml, warc, email, mbox or pdf");
    command->add_option("--map", flags->map, std::string(map_help));
    command->add_flag("--watch", flags->watch, "Run again whenever something has changed, until a signal ends it");
    command->add_option("--every", flags->every,
                        "Run again and again: so long after each run (15m, 1h30m), or by a cron expression");
    command->add_option("--time-zone", flags->time_zone,
                        "Zone of --every's cron expression, such as Europe/Berlin; otherwise the system's");
    command->add_flag("--prune", flags->prune,
                      "Remove articles even if more than a fifth of the files, or all, have gone");
    command->add_flag("--follow-links", flags->follow_links, "Read links to files outside of the folders named, too");
    command->add_flag("--dry-run", flags->dry_run,
                      "Say what would happen and what each column of a table would become, change nothing");
    command->add_flag("--strict", flags->strict, "Exit with 3 if any input was rejected");
    command->add_flag("--progress", flags->progress, "Say how far it is on stdout, in lines of JSON");
    command->add_flag("--wait", flags->wait, "Wait while another program writes the archive");
    command->add_option("--jobs", flags->jobs, "Threads to use")->check(CLI::Range(1, 256))->capture_default_str();
    command->callback([&settings, &action, flags] {
        action = [&settings, flags] {
            if (flags->paths.empty())
                throw Error(ErrorKind::usage,
                            "nothing to index: name files or folders as PATH, or set path in "
                            "[index] of a --config");
            use_time_zone(flags->time_zone);
            give_way_to_searches();
            const bool once = flags->every.empty() && !flags->watch;
            return once ? run_once(settings, *flags) : run_repeatedly(settings, *flags);
        };
    });
}

}  // namespace broadsheet::cli
