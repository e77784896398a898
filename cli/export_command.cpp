// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/search_flags.h"
#include "engine/error.h"
#include "engine/record/record_reader.h"
#include "engine/search/kinship.h"
#include "engine/search/searcher.h"
#include "server/api/article_csv.h"
#include "server/api/citation.h"
#include "server/api/json_reply.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <span>

namespace broadsheet::cli {

namespace {

/// Articles that are in memory at a time.
constexpr std::size_t batch_articles = 64;

struct ExportFlags {
    std::string format = "jsonl";
    std::string query;
    SearchFlags filters;
};

using Formatter = std::string (*)(const StoredArticle&, const Kinship&);

struct ExportFormat {
    std::string_view name;
    std::string head;
    Formatter formatter;
};

ExportFormat find_format(const Settings& settings, const std::string& name) {
    const std::string wanted = settings.json ? "jsonl" : name;
    if (wanted == "jsonl" || wanted == "json" || wanted == "ndjson") {
        return {"jsonl", "", [](const StoredArticle& article, const Kinship& kinship) {
                    return article_json(article, kinship) + '\n';
                }};
    }
    if (wanted == "csv") return {"csv", csv_head(), csv_row};
    if (wanted == "ris")
        return {"ris", "", [](const StoredArticle& article, const Kinship&) { return ris_of(article); }};
    if (wanted == "bibtex")
        return {"bibtex", "", [](const StoredArticle& article, const Kinship&) { return bibtex_of(article); }};
    throw Error(ErrorKind::usage, "--format " + name + " isn't known: jsonl, csv, ris and bibtex are");
}

/// Writes to stdout; what can't be written is an error, not a shorter export.
void write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return;
    throw Error(ErrorKind::io, std::string("the export is incomplete: stdout: ") + std::strerror(errno));
}

void flush() {
    if (std::fflush(stdout) == 0) return;
    throw Error(ErrorKind::io, std::string("the export is incomplete: stdout: ") + std::strerror(errno));
}

/// Ids ascending: the order in which articles came into the archive.
std::vector<ArticleId> wanted_ids(const Settings& settings, const ExportFlags& flags, RecordReader& record) {
    ParameterList parameters = parameters_of(flags.filters);
    if (flags.query.empty() && parameters.empty()) {
        std::vector<ArticleId> ids;
        record.live_ids([&ids](ArticleId id) { ids.push_back(id); });
        return ids;
    }
    parameters.emplace_back("q", flags.query);
    const SearchParameters search = read_flags(parameters);
    return Searcher(settings.archive).matching_articles(search.request);
}

int export_articles(const Settings& settings, const ExportFlags& flags) {
    const ExportFormat format = find_format(settings, flags.format);
    RecordReader record(settings.archive);
    const std::vector<ArticleId> ids = wanted_ids(settings, flags, record);
    write(format.head);
    for (std::span<const ArticleId> rest = ids; !rest.empty();) {
        const auto batch = rest.first(std::min(batch_articles, rest.size()));
        for (const StoredArticle& article : record.articles(batch)) {
            if (!article.removed) write(format.formatter(article, kinship_of(article.id, record)));
        }
        rest = rest.subspan(batch.size());
    }
    flush();
    return exit_done;
}

}  // namespace

void add_export_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("export", "Every article, or those of a query, for other programs");
    auto flags = std::make_shared<ExportFlags>();
    command->add_option("--format", flags->format, "jsonl, csv, ris or bibtex")->capture_default_str();
    command->add_option("--query", flags->query, "Only what this query finds, all of it");
    add_search_flags(*command, FlagSet::filters, flags->filters);
    command->callback(
        [&settings, &action, flags] { action = [&settings, flags] { return export_articles(settings, *flags); }; });
}

}  // namespace broadsheet::cli
