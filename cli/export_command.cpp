// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/article_printer.h"
#include "cli/command.h"
#include "cli/search_flags.h"
#include "engine/record/record_reader.h"
#include "engine/search/kinship.h"
#include "engine/search/searcher.h"

#include <algorithm>
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
    ArticlePrinter printer(article_format(settings.json ? "jsonl" : flags.format));
    RecordReader record(settings.archive);
    const std::vector<ArticleId> ids = wanted_ids(settings, flags, record);
    for (std::span<const ArticleId> rest = ids; !rest.empty();) {
        const auto batch = rest.first(std::min(batch_articles, rest.size()));
        for (const StoredArticle& article : record.articles(batch)) {
            if (!article.removed) printer.print(article, kinship_of(article.id, record));
        }
        rest = rest.subspan(batch.size());
    }
    printer.finish();
    return exit_done;
}

}  // namespace

void add_export_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("export", "Every article, or those of a query, for other programs");
    auto flags = std::make_shared<ExportFlags>();
    command->add_option("--format", flags->format, "How they are written")
        ->type_name(article_format_names("|"))
        ->capture_default_str();
    command->add_option("--query", flags->query, "Only what this query finds, all of it");
    add_search_flags(*command, FlagSet::filters, flags->filters);
    command->callback(
        [&settings, &action, flags] { action = [&settings, flags] { return export_articles(settings, *flags); }; });
}

}  // namespace broadsheet::cli
