// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/output.h"
#include "engine/error.h"
#include "engine/search/searcher.h"
#include "server/api/json_reply.h"
#include "server/api/search_parameters.h"

#include <array>
#include <chrono>
#include <ctime>
#include <iostream>
#include <list>
#include <memory>

#include <unistd.h>

namespace broadsheet::cli {

namespace {

struct Flag {
    const char* flag;
    const char* parameter;  ///< of REST
    const char* help;
};

/// The REST parameters as flags: read by the same code, so that they mean the same.
constexpr std::array<Flag, 18> flags = {{{"--search-in", "searchIn", "Where words are looked for: title,body,author"},
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
                                         {"--snippets", "snippets", "Passages an article, 0 to 5"}}};

struct SearchFlags {
    std::vector<std::string> words;
    std::list<std::pair<std::string, std::string>> parameters;  ///< a list: CLI11 keeps references to the values
};

std::string source_line(const StoredArticle& article) {
    std::string line = article.source;
    const auto add = [&line](const std::string& text) {
        if (!text.empty()) line += (line.empty() ? "" : " · ") + text;
    };
    add(to_iso(article.published).substr(0, 10));
    add(article.place);
    for (const std::string& author : article.authors) add(author);
    return line;
}

void print_hits(const SearchReply& reply, const SearchParameters& search, double took_ms) {
    const bool colours = is_terminal(STDOUT_FILENO);
    for (const auto& warning : reply.warnings) std::cerr << "note: " << harmless(warning.message) << '\n';
    char took[32];
    std::snprintf(took, sizeof took, "%.1f ms", took_ms);
    std::cout << counted(reply.total, "article", "articles") << " in " << took << '\n';
    for (const Hit& hit : reply.hits) {
        std::cout << '\n'
                  << (colours ? "\x1b[1m" : "") << '[' << hit.article.id.value << "] " << (colours ? "\x1b[0m" : "")
                  << marked_text(hit.article.title, hit.title_marks, colours) << '\n';
        if (const std::string line = source_line(hit.article); !line.empty())
            std::cout << "    " << harmless(line) << '\n';
        for (const Fragment& fragment : hit.fragments)
            std::cout << "    " << (fragment.cut_before ? "… " : "")
                      << marked_text(fragment.text, fragment.marks, colours) << (fragment.cut_after ? " …" : "")
                      << '\n';
    }
    const std::uint64_t shown = search.request.offset + reply.hits.size();
    if (shown < reply.total) std::cout << "\nMore with --page " << search.page() + 1 << '\n';
}

int search(const Settings& settings, const SearchFlags& given) {
    ParameterList parameters;
    std::string text;
    for (const std::string& word : given.words) text += (text.empty() ? "" : " ") + word;
    parameters.emplace_back("q", text);
    for (const auto& [name, value] : given.parameters)
        if (!value.empty()) parameters.emplace_back(name, value);
    auto read = read_search_parameters(parameters, std::time(nullptr));
    if (const auto* fault = std::get_if<ParameterFault>(&read)) throw Error(ErrorKind::usage, fault->detail);
    const SearchParameters& parsed = std::get<SearchParameters>(read);

    Searcher searcher(settings.archive);
    const auto begin = std::chrono::steady_clock::now();
    const SearchReply reply = searcher.search(parsed.request);
    const double took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    if (settings.json)
        std::cout << search_json(parsed, reply, took_ms) << '\n';
    else
        print_hits(reply, parsed, took_ms);
    return exit_done;
}

}  // namespace

void add_search_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("search", "Search in the terminal");
    auto given = std::make_shared<SearchFlags>();
    command->add_option("QUERY", given->words, "Words, \"phrases\", -not, OR, brackets, field:value");
    command->positionals_at_end(false);
    for (const Flag& flag : flags) {
        auto& parameter = given->parameters.emplace_back(flag.parameter, "");
        command->add_option(flag.flag, parameter.second, flag.help);
    }
    command->callback(
        [&settings, &action, given] { action = [&settings, given] { return search(settings, *given); }; });
}

}  // namespace broadsheet::cli
