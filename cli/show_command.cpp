// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/article_printer.h"
#include "cli/command.h"
#include "cli/output.h"
#include "engine/error.h"
#include "engine/search/searcher.h"

#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

struct ShowFlags {
    std::uint32_t id = 0;
    std::uint32_t version = 0;  ///< 0: the text that is shown
    std::string format = "text";
};

void print_line(const std::string& name, const std::string& value) {
    if (!value.empty()) std::cout << name << ": " << harmless_line(value) << '\n';
}

/// What the archive knows beside the article's own text.
void print_kinship(const StoredArticle& article, const Kinship& kinship) {
    if (kinship.versions > 1)
        print_line("Version", std::to_string(article.version) + " of " + std::to_string(kinship.versions));
    if (kinship.story != 0)
        print_line("Story", std::to_string(kinship.story) + ", " + counted(kinship.story_size, "telling", "tellings"));
    if (kinship.duplicates > 0)
        print_line("Same text in", counted(kinship.duplicates, "other article", "other articles"));
}

void print_text(const StoredArticle& article, const Kinship& kinship) {
    std::cout << harmless_line(article.title) << "\n\n";
    if (article.withdrawn) std::cout << "WITHDRAWN by its publication\n";
    if (article.partial) std::cout << "SUMMARY only: the archive has no full text of this article\n";
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
    print_kinship(article, kinship);
    std::cout << '\n' << harmless(article.body) << '\n';
}

/// The text that the flags name, if not the one that is shown.
void take_version(Searcher& searcher, const ShowFlags& flags, MarkedArticle& article) {
    if (flags.version == 0) return;
    std::string numbers;
    for (ArticleVersion& version : searcher.versions({flags.id})) {
        if (version.number == flags.version) {
            article.article = std::move(version.article);
            article.article.version = flags.version;
            return;
        }
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(version.number);
    }
    throw Error(ErrorKind::not_found, "there is no version " + std::to_string(flags.version) + " of article " +
                                          std::to_string(flags.id) + "; it has: " + numbers);
}

int show(const Settings& settings, const ShowFlags& flags) {
    const std::string format = settings.json ? "json" : flags.format;
    if (format != "text") article_format(format);  // refuses what isn't known before the article is sought
    Searcher searcher(settings.archive);
    std::optional<MarkedArticle> article = searcher.marked_article({flags.id}, {});
    if (!article)
        throw Error(ErrorKind::not_found,
                    "there is no article " + std::to_string(flags.id) + " in " + settings.archive.string());
    take_version(searcher, flags, *article);
    if (format == "text") {
        print_text(article->article, article->kinship);
    } else {
        ArticlePrinter printer(article_format(format));
        printer.print(article->article, article->kinship);
        printer.finish();
    }
    return exit_done;
}

}  // namespace

void add_show_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("show", "One article");
    auto flags = std::make_shared<ShowFlags>();
    command->add_option("ID", flags->id, "Its number, as in search results")->required();
    command->add_option("--format", flags->format, "How it is written")
        ->type_name("text|json|" + article_format_names("|"))
        ->capture_default_str();
    command->add_option("--version", flags->version, "An earlier text of it, by its number")
        ->check(CLI::PositiveNumber);
    command->callback([&settings, &action, flags] { action = [&settings, flags] { return show(settings, *flags); }; });
}

}  // namespace broadsheet::cli
