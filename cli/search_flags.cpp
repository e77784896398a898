// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search_flags.h"

#include "engine/error.h"

#include <array>
#include <ctime>

namespace broadsheet::cli {

namespace {

struct Flag {
    const char* flag;
    const char* parameter;  ///< of REST
    const char* help;
    FlagSet set;
};

constexpr std::array<Flag, 21> flags = {
    {{"--search-in", "searchIn", "Where words are looked for: title,body,author", FlagSet::filters},
     {"--from", "from", "Published on or after: 2025, 2025-01, 2025-01-28, -7d", FlagSet::filters},
     {"--to", "to", "Published on or before", FlagSet::filters},
     {"--sources", "sources", "Publications, separated by commas", FlagSet::filters},
     {"--section", "section", "Sections", FlagSet::filters},
     {"--author", "author", "Authors", FlagSet::filters},
     {"--language", "language", "Languages: en,fr", FlagSet::filters},
     {"--tag", "tag", "Tags", FlagSet::filters},
     {"--agency", "agency", "News agencies", FlagSet::filters},
     {"--place", "place", "Places of the dateline", FlagSet::filters},
     {"--sort-by", "sortBy", "relevance, newest or oldest", FlagSet::all},
     {"--group", "group", "none: every article; duplicates: one of each text; story: one telling of each event",
      FlagSet::all},
     {"--page", "page", "Which page, from 1", FlagSet::all},
     {"--page-size", "pageSize", "Articles a page, at most 200", FlagSet::all},
     {"--facets", "facets", "What to count: source,section,year,author,language", FlagSet::all},
     {"--fields", "fields", "Members of the articles in --json", FlagSet::all},
     {"--exact", "exact", "1: only the words as written", FlagSet::filters},
     {"--op", "op", "and: all words; or: any of them", FlagSet::filters},
     {"--snippets", "snippets", "Passages an article, 0 to 5", FlagSet::all},
     {"--freshness", "freshness", "Half-life of a new article's extra weight: 30d", FlagSet::all},
     {"--article", "article", "Say why this article (its number) matches or doesn't", FlagSet::all}}};

}  // namespace

void add_search_flags(CLI::App& command, FlagSet set, SearchFlags& given) {
    for (const Flag& flag : flags) {
        if (flag.set != set && set != FlagSet::all) continue;
        auto& parameter = given.parameters.emplace_back(flag.parameter, "");
        command.add_option(flag.flag, parameter.second, flag.help);
    }
}

ParameterList parameters_of(const SearchFlags& given) {
    ParameterList parameters;
    for (const auto& [name, value] : given.parameters)
        if (!value.empty()) parameters.emplace_back(name, value);
    return parameters;
}

SearchParameters read_flags(const ParameterList& parameters) {
    auto read = read_search_parameters(parameters, std::time(nullptr));
    if (const auto* fault = std::get_if<ParameterFault>(&read)) throw Error(ErrorKind::usage, fault->detail);
    return std::move(std::get<SearchParameters>(read));
}

}  // namespace broadsheet::cli
