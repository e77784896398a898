// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/output.h"
#include "engine/index/check.h"
#include "engine/index/index_writer.h"
#include "engine/search/searcher.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <thread>

namespace broadsheet::cli {

namespace {

using nlohmann::ordered_json;
namespace fs = std::filesystem;

int check(const Settings& settings) {
    const CheckResult result = check_archive(settings.archive);
    if (settings.json) {
        print_json({{"clean", result.faults.empty()},
                    {"faults", result.faults},
                    {"articles", result.articles},
                    {"indexed", result.indexed},
                    {"segments", result.segments},
                    {"generation", result.generation},
                    {"lag", result.lag}});
    } else {
        for (const std::string& fault : result.faults) std::cout << harmless_line(fault) << '\n';
        if (result.lag != 0)
            std::cout << counted(result.lag, "change is", "changes are")
                      << " not in the index yet (run `broadsheet index` or `rebuild`)\n";
        if (result.faults.empty())
            std::cout << "Clean: " << counted(result.articles, "article", "articles") << ", "
                      << counted(result.segments, "segment", "segments") << ", generation " << result.generation
                      << '\n';
    }
    return result.faults.empty() ? exit_done : exit_failed;
}

int rebuild(const Settings& settings) {
    RecordReader(settings.archive);  // says so if there is no archive, before a lock makes its folder
    const ArchiveLock lock(settings.archive);
    RecordReader record(settings.archive);
    IndexWriter index(lock, record, std::max(1U, std::thread::hardware_concurrency()));
    const std::size_t changes =
        index.rebuild(record, [](std::size_t done) { std::cerr << "rebuild: " << grouped(done) << " articles\n"; });
    index.wait_for_merges();
    if (settings.json)
        print_json({{"articles", changes}, {"generation", index.generation()}});
    else
        std::cout << "Rebuilt from " << counted(changes, "article", "articles") << " of the record, generation "
                  << index.generation() << '\n';
    return exit_done;
}

int compact(const Settings& settings) {
    RecordReader(settings.archive);
    const ArchiveLock lock(settings.archive);
    RecordReader record(settings.archive);
    IndexWriter index(lock, record, std::max(1U, std::thread::hardware_concurrency()));
    index.catch_up(record);
    index.compact();
    if (settings.json)
        print_json({{"segments", index.segment_count()}, {"generation", index.generation()}});
    else
        std::cout << "Compacted to " << counted(index.segment_count(), "segment", "segments") << ", generation "
                  << index.generation() << '\n';
    return exit_done;
}

std::uint64_t size_below(const fs::path& path) {
    std::error_code code;
    if (fs::is_regular_file(path, code)) return fs::file_size(path, code);
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(path, code))
        if (entry.is_regular_file(code)) bytes += entry.file_size(code);
    return bytes;
}

int stats(const Settings& settings) {
    Searcher searcher(settings.archive);
    const ArchiveOverview overview = searcher.overview();
    const std::uint64_t record_bytes = size_below(settings.archive / "articles.db");
    const std::uint64_t index_bytes = size_below(settings.archive / "index");
    if (settings.json) {
        print_json({{"articles", overview.articles},
                    {"removed", overview.removed},
                    {"sources", overview.sources},
                    {"first", to_iso(overview.first)},
                    {"last", to_iso(overview.last)},
                    {"textBytes", overview.body_bytes},
                    {"recordBytes", record_bytes},
                    {"indexBytes", index_bytes},
                    {"problems", overview.problems},
                    {"generation", overview.index.generation},
                    {"lag", overview.lag}});
        return exit_done;
    }
    std::cout << "Articles    " << grouped(overview.articles) << " (" << grouped(overview.removed) << " removed)\n"
              << "Sources     " << overview.sources << '\n'
              << "Published   " << to_iso(overview.first) << " to " << to_iso(overview.last) << '\n'
              << "Text        " << grouped(overview.body_bytes) << " bytes\n"
              << "Record      " << grouped(record_bytes) << " bytes\n"
              << "Index       " << grouped(index_bytes) << " bytes, generation " << overview.index.generation << '\n'
              << "Problems    " << overview.problems << '\n';
    for (const SourceCount& source : searcher.sources())
        std::cout << "  " << harmless_line(source.name) << "  " << grouped(source.articles) << '\n';
    return exit_done;
}

int problems(const Settings& settings, std::size_t limit) {
    RecordReader record(settings.archive);
    for (const Problem& problem : record.problems(limit)) {
        if (settings.json)
            print_json({{"file", problem.path},
                        {"location", problem.location},
                        {"stage", problem.stage},
                        {"reason", problem.reason},
                        {"seenAt", to_iso_utc(problem.seen_s)}});
        else
            std::cout << harmless_line(problem.path + (problem.location.empty() ? "" : ", " + problem.location)) << ": "
                      << problem.stage << ": " << harmless_line(problem.reason) << '\n';
    }
    return exit_done;
}

}  // namespace

void add_maintenance_commands(CLI::App& app, Settings& settings, Action& action) {
    const auto add = [&app, &settings, &action](const char* name, const char* help, int (*run)(const Settings&)) {
        app.add_subcommand(name, help)->callback([&settings, &action, run] {
            action = [&settings, run] { return run(settings); };
        });
    };
    add("check", "Compare the record and the index and say what is wrong", check);
    add("rebuild", "Make the index anew from the record, while the old one goes on answering", rebuild);
    add("compact", "Rewrite the index as one segment without removed articles", compact);
    add("stats", "Figures of the archive", stats);

    auto limit = std::make_shared<std::size_t>(1000);
    auto* command = app.add_subcommand("problems", "The inputs that were rejected, and why");
    command->add_option("--limit", *limit, "How many at most")->capture_default_str();
    command->callback(
        [&settings, &action, limit] { action = [&settings, limit] { return problems(settings, *limit); }; });
}

}  // namespace broadsheet::cli
