// SPDX-License-Identifier: GPL-3.0-or-later
// Times searches in process, snippets and articles of the page included: query_bench ARCHIVE QUERIES.tsv [ROUNDS]
// Prints a line a kind: kind, queries, median and 99th percentile in milliseconds.
#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace broadsheet;

double time_ms(Searcher& searcher, const SearchRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    searcher.search(request);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double quantile(std::vector<double>& values, double q) {
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

/// "q=oil prices&op=or" to a request.
SearchRequest read_request(std::string text) {
    ParameterList parameters;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string pair = text.substr(0, end);
        const std::size_t equals = pair.find('=');
        parameters.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        text.erase(0, end + 1);
    }
    return std::get<SearchParameters>(read_search_parameters(parameters, 0)).request;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    const int rounds = argc > 3 ? std::stoi(argv[3]) : 20;
    Searcher searcher(argv[1]);
    std::map<std::string, std::vector<SearchRequest>> kinds;
    std::ifstream in(argv[2]);
    for (std::string line; std::getline(in, line);) {
        const std::size_t tab = line.find('\t');
        if (tab != std::string::npos) kinds[line.substr(0, tab)].push_back(read_request(line.substr(tab + 1)));
    }
    for (auto& [kind, requests] : kinds) {
        std::vector<double> times;
        for (const SearchRequest& request : requests) time_ms(searcher, request);  // warm
        for (int round = 0; round < rounds; ++round)
            for (const SearchRequest& request : requests) times.push_back(time_ms(searcher, request));
        const double p99 = quantile(times, 0.99);
        std::printf("%-12s %2zu queries   p50 %7.2f ms   p99 %7.2f ms\n", kind.c_str(), requests.size(),
                    quantile(times, 0.5), p99);
    }
}
