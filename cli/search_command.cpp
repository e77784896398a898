// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/search_report.h"
#include "engine/error.h"
#include "engine/search/searcher.h"
#include "server/api/json_reply.h"
#include "server/api/search_parameters.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <iostream>
#include <list>
#include <memory>

namespace broadsheet::cli {

namespace {

struct Flag {
    const char* flag;
    const char* parameter;  ///< of REST
    const char* help;
};

/// The REST parameters as flags: read by the same code, so that they mean the same.
constexpr std::array<Flag, 20> flags = {
    {{"--search-in", "searchIn", "Where words are looked for: title,body,author"},
     {"--from", "from", "Published on or after: 2025, 2025-01, 2025-01-28, -7d"},
     {"--to", "to", "Published on or before"},
     {"--sources", "sources", "Publications, separated by commas"},
     {"--section", "section", "Sections"},
     {"--author", "author", "Authors"},
     {"--language", "language", "Languages: en,fr"},
     {"--tag", "tag", "Tags"},
     {"--agency", "agency", "News agencies"},
     {"--place", "place", "Places of the dateline"},
     {"--sort-by", "sortBy", "relevance, newest or oldest"},
     {"--page", "page", "Which page, from 1"},
     {"--page-size", "pageSize", "Articles a page, at most 200"},
     {"--facets", "facets", "What to count: source,section,year,author,language"},
     {"--fields", "fields", "Members of the articles in --json"},
     {"--exact", "exact", "1: only the words as written"},
     {"--op", "op", "and: all words; or: any of them"},
     {"--snippets", "snippets", "Passages an article, 0 to 5"},
     {"--freshness", "freshness", "Half-life of a new article's extra weight: 30d"},
     {"--article", "article", "Say why this article (its number) matches or doesn't"}}};

struct SearchFlags {
    std::vector<std::string> words;
    std::list<std::pair<std::string, std::string>> parameters;  ///< a list: CLI11 keeps references to the values
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

int search(const Settings& settings, const SearchFlags& given) {
    ParameterList parameters;
    std::string text;
    for (const std::string& word : given.words) text += (text.empty() ? "" : " ") + word;
    parameters.emplace_back("q", text);
    for (const auto& [name, value] : given.parameters)
        if (!value.empty()) parameters.emplace_back(name, value);
    // Whoever names an article wants it explained; REST has both in one address and asks for both.
    const auto names_article = [](const auto& parameter) { return parameter.first == "article"; };
    const bool article = std::any_of(parameters.begin(), parameters.end(), names_article);
    if (given.explain || article) parameters.emplace_back("explain", "1");
    auto read = read_search_parameters(parameters, std::time(nullptr));
    if (const auto* fault = std::get_if<ParameterFault>(&read)) throw Error(ErrorKind::usage, fault->detail);
    const SearchParameters& parsed = std::get<SearchParameters>(read);

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
    auto given = std::make_shared<SearchFlags>();
    command->add_option("QUERY", given->words,
                        "Words, \"phrases\", OR, brackets, field:value; a -not in quotes: 'tram -bus'");
    command->positionals_at_end(false);
    for (const Flag& flag : flags) {
        auto& parameter = given->parameters.emplace_back(flag.parameter, "");
        command->add_option(flag.flag, parameter.second, flag.help);
    }
    command->add_flag("--explain", given->explain, "Say of every article why it matches and stands where it does");
    command->callback(
        [&settings, &action, given] { action = [&settings, given] { return search(settings, *given); }; });
}

}  // namespace broadsheet::cli
