// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/article_printer.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/search_flags.h"
#include "cli/search_report.h"
#include "cli/terminal.h"
#include "engine/error.h"
#include "engine/search/searcher.h"
#include "server/api/json_reply.h"
#include "server/api/search_parameters.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

struct SearchGiven {
    std::vector<std::string> words;
    SearchFlags flags;
    std::string format = "text", colours = "auto", links = "never";
    bool no_pager = false;
};

/// Of the article that the flags name, if they name one.
std::optional<Explanation> explanation_for(Searcher& searcher, const SearchParameters& search,
                                           const Settings& settings) {
    if (!search.article) return std::nullopt;
    auto explanation = searcher.explain(*search.article, search.request);
    if (!explanation)
        throw Error(ErrorKind::not_found, "there is no article " + std::to_string(search.article->value) + " in " +
                                              settings.archive.string());
    return explanation;
}

/// How a search is written that isn't for people; REST's reply if it is JSON.
void print_articles(const std::string& format, const SearchReply& reply) {
    ArticlePrinter printer(article_format(format));
    for (const Hit& hit : reply.hits) printer.print(hit.article, hit.kinship);
    printer.finish();
}

void print_report(const SearchReport& report, const SearchGiven& given, const Look& look) {
    if (look.terminal) return print_paged(report.notes + report.results, look, !given.no_pager);
    std::cerr << report.notes;
    std::cout << report.results;
}

SearchParameters parameters_for(const SearchGiven& given) {
    std::string text;
    for (const std::string& word : given.words) text += (text.empty() ? "" : " ") + word;
    ParameterList parameters = parameters_of(given.flags);
    parameters.emplace(parameters.begin(), "q", text);
    // Whoever names an article wants it explained; REST has both in one address and asks for both.
    const auto has = [&parameters](std::string_view name) {
        return std::ranges::any_of(parameters, [name](const auto& parameter) { return parameter.first == name; });
    };
    if (has("article") && !has("explain")) parameters.emplace_back("explain", "1");
    return read_flags(parameters);
}

int search(const Settings& settings, const SearchGiven& given) {
    const Look look = look_of_stdout(given.colours, given.links);
    const std::string format = settings.json ? "json" : given.format;
    const bool of_articles = format != "json" && format != "text";
    if (of_articles) article_format(format);  // refuses what isn't known before the search
    SearchParameters parsed = parameters_for(given);
    if (of_articles) parsed.request.bodies = true;

    Searcher searcher(settings.archive);
    const auto explanation = explanation_for(searcher, parsed, settings);
    const auto begin = std::chrono::steady_clock::now();
    const SearchReply reply = searcher.search(parsed.request);
    const double took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    if (of_articles)
        print_articles(format, reply);
    else if (format == "json")
        std::cout << harmless_json(search_json(parsed, reply, took_ms, explanation)) << '\n';
    else
        print_report(report_of(parsed, reply, took_ms, explanation, look), given, look);
    return exit_done;
}

}  // namespace

void add_search_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("search", "Search in the terminal");
    auto given = std::make_shared<SearchGiven>();
    command->add_option("QUERY", given->words,
                        "Words, \"phrases\", OR, brackets, field:value; a -not in quotes: 'tram -bus'");
    command->positionals_at_end(false);
    add_search_flags(*command, FlagSet::all, given->flags);
    command->add_option("--format", given->format, "How the articles are written")
        ->type_name("text|json|" + article_format_names("|"))
        ->capture_default_str();
    command->add_option("--color,--colour", given->colours, "Colours; auto: on a terminal, unless NO_COLOR is set")
        ->type_name("auto|always|never")
        ->check(one_of({"auto", "always", "never"}))
        ->capture_default_str();
    command->add_option("--hyperlinks", given->links, "Titles that lead to the original, where a terminal can (OSC 8)")
        ->type_name("auto|always|never")
        ->check(one_of({"auto", "always", "never"}))
        ->capture_default_str();
    command->add_flag("--no-pager", given->no_pager, "Print long results instead of showing them in $PAGER (less)");
    command->footer(
        "Exit code: 0 whether anything is found or not, 1 if the archive can't be read, 2 for wrong usage.");
    command->callback(
        [&settings, &action, given] { action = [&settings, given] { return search(settings, *given); }; });
}

}  // namespace broadsheet::cli
