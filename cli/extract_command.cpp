// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/output.h"
#include "cli/self_program.h"
#include "engine/error.h"
#include "indexer/ingest/confined_reading.h"
#include "server/api/json_reply.h"

#include <ctime>
#include <iostream>
#include <memory>
#include <thread>

namespace broadsheet::cli {

namespace {

/// Articles of files, printed in order, a line each; faults go to stderr.
class Extraction {
public:
    explicit Extraction(const std::string& map)
        : tasks_(1),
          events_(events_bytes_max),
          reading_(tasks_, events_, options_of(map), {confined_reader_command()}) {}

    /// Returns the number of problems.
    std::size_t print(const std::string& file) {
        auto task = std::make_shared<FileTask>();
        task->file.path = std::filesystem::absolute(file).lexically_normal().string();
        tasks_.push(std::move(task));
        std::size_t problems = 0;
        while (std::optional<FileEvent> event = events_.pop()) {
            for (PreparedArticle& prepared : event->articles) print(std::move(prepared), file);
            for (const RejectedInput& input : event->rejected) print(input, file);
            problems += event->rejected.size();
            if (event->ended) return problems;
        }
        reading_.rethrow_failure();
        return problems;
    }

private:
    static constexpr std::size_t events_bytes_max = 16 * 1024 * 1024;

    static ReadingOptions options_of(const std::string& map) {
        auto records = std::make_shared<RecordOptions>();
        records->map = FieldMap::parse(map);
        ReadingOptions options;
        options.jobs = std::max(1U, std::thread::hardware_concurrency());
        options.now_s = std::time(nullptr);
        options.records = std::move(records);
        return options;
    }

    static void print(PreparedArticle prepared, const std::string& file) {
        StoredArticle stored;
        static_cast<Article&>(stored) = std::move(prepared.article);
        stored.body = decompress_body(prepared.compressed_body, static_cast<std::size_t>(prepared.body_bytes));
        if (!stored.source.empty()) stored.source_id = slug_of(stored.source);
        stored.provenance = {file, std::move(prepared.location), ""};
        std::cout << harmless_json(article_json(stored)) << '\n';
    }

    static void print(const RejectedInput& input, const std::string& file) {
        std::cerr << harmless_line(file + (input.location.empty() ? "" : ", " + input.location) + ": ")
                  << name_of(input.stage) << ": " << harmless_line(input.reason) << '\n';
    }

    BoundedQueue<std::shared_ptr<FileTask>> tasks_;
    BoundedQueue<FileEvent> events_;
    ConfinedReading reading_;
};

int extract(const std::vector<std::string>& files, const std::string& map) {
    Extraction extraction(map);
    std::size_t problems = 0;
    for (const std::string& file : files) problems += extraction.print(file);
    return problems == 0 ? exit_done : exit_failed;
}

}  // namespace

void add_extract_command(CLI::App& app, Settings&, Action& action) {
    auto* command =
        app.add_subcommand("extract", "Show what ingest makes of files, without an archive: a JSON article a line");
    auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "Files")->type_name("FILE")->required();
    auto map = std::make_shared<std::string>();
    command->add_option("--map", *map, std::string(map_help));
    command->callback([&action, files, map] { action = [files, map] { return extract(*files, *map); }; });
}

}  // namespace broadsheet::cli
