// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/output.h"
#include "engine/error.h"
#include "engine/search/searcher.h"
#include "server/api/json_reply.h"

#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

struct ShowFlags {
    std::uint32_t id = 0;
    std::string format = "text";
};

void print_line(const std::string& name, const std::string& value) {
    if (!value.empty()) std::cout << name << ": " << harmless(value) << '\n';
}

void print_text(const StoredArticle& article) {
    std::cout << harmless(article.title) << "\n\n";
    print_line("Subtitle", article.subtitle);
    std::string authors;
    for (const std::string& author : article.authors) authors += (authors.empty() ? "" : ", ") + author;
    print_line("By", authors);
    print_line("Source", article.source);
    print_line("Agency", article.agency);
    print_line("Section", article.section);
    print_line("Place", article.place);
    if (article.published.known())
        print_line("Published",
                   to_iso(article.published) + " (from " + std::string(name_of(article.published.source)) + ")");
    print_line("URL", article.url);
    print_line("File", article.provenance.path +
                           (article.provenance.location.empty() ? "" : ", " + article.provenance.location));
    std::cout << '\n' << harmless(article.body) << '\n';
}

int show(const Settings& settings, const ShowFlags& flags) {
    const bool json = settings.json || flags.format == "json";
    if (!json && flags.format != "text")
        throw Error(ErrorKind::usage, "--format " + flags.format + " isn't there yet: text and json are");
    Searcher searcher(settings.archive);
    const std::optional<MarkedArticle> article = searcher.marked_article({flags.id}, {});
    if (!article)
        throw Error(ErrorKind::not_found,
                    "there is no article " + std::to_string(flags.id) + " in " + settings.archive.string());
    if (json)
        std::cout << article_json(article->article, article->kinship) << '\n';
    else
        print_text(article->article);
    return exit_done;
}

}  // namespace

void add_show_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("show", "One article");
    auto flags = std::make_shared<ShowFlags>();
    command->add_option("ID", flags->id, "Its number, as in search results")->required();
    command->add_option("--format", flags->format, "text or json")->capture_default_str();
    command->callback([&settings, &action, flags] { action = [&settings, flags] { return show(settings, *flags); }; });
}

}  // namespace broadsheet::cli
