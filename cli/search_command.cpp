// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/search_flags.h"
#include "cli/search_report.h"
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
    bool explain = false;
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

int search(const Settings& settings, const SearchGiven& given) {
    std::string text;
    for (const std::string& word : given.words) text += (text.empty() ? "" : " ") + word;
    ParameterList parameters = parameters_of(given.flags);
    parameters.emplace(parameters.begin(), "q", text);
    // Whoever names an article wants it explained; REST has both in one address and asks for both.
    const auto names_article = [](const auto& parameter) { return parameter.first == "article"; };
    const bool article = std::any_of(parameters.begin(), parameters.end(), names_article);
    if (given.explain || article) parameters.emplace_back("explain", "1");
    const SearchParameters parsed = read_flags(parameters);

    Searcher searcher(settings.archive);
    const auto explanation = explanation_for(searcher, parsed, settings);
    const auto begin = std::chrono::steady_clock::now();
    const SearchReply reply = searcher.search(parsed.request);
    const double took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    if (settings.json)
        std::cout << search_json(parsed, reply, took_ms, explanation) << '\n';
    else
        print_reply(parsed, reply, took_ms, explanation);
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
    command->add_flag("--explain", given->explain, "Say of every article why it matches and stands where it does");
    command->callback(
        [&settings, &action, given] { action = [&settings, given] { return search(settings, *given); }; });
}

}  // namespace broadsheet::cli
