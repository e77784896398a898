// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/output.h"
#include "engine/error.h"
#include "indexer/ingest/file_reading.h"
#include "server/api/json_reply.h"

#include <ctime>
#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

/// Prints each article as a line as it is found; faults go to stderr.
class PrintingSink : public ArticleSink {
public:
    explicit PrintingSink(std::string path) : path_(std::move(path)) {}

    void article(Article article, std::string location) override {
        StoredArticle stored;
        static_cast<Article&>(stored) = std::move(article);
        if (!stored.source.empty()) stored.source_id = slug_of(stored.source);
        stored.provenance = {path_, std::move(location), ""};
        std::cout << harmless_json(article_json(stored)) << '\n';
    }

    void problem(Stage stage, std::string location, std::string reason) override {
        ++problems;
        std::cerr << harmless_line(path_ + (location.empty() ? "" : ", " + location) + ": ") << name_of(stage) << ": "
                  << harmless_line(reason) << '\n';
    }

    std::size_t problems = 0;

private:
    std::string path_;
};

int extract(const std::vector<std::string>& files, const std::string& map) {
    auto records = std::make_shared<RecordOptions>();
    records->map = FieldMap::parse(map);
    std::size_t problems = 0;
    for (const std::string& file : files) {
        PrintingSink sink(file);
        ReadingOptions options;
        options.now_s = std::time(nullptr);
        options.records = records;
        read_file_articles({std::filesystem::absolute(file).lexically_normal().string(), 0, 0, 0}, options, sink);
        problems += sink.problems;
    }
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
