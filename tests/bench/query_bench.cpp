// SPDX-License-Identifier: GPL-3.0-or-later
// Times searches in process, in one thread, articles of the page included:
//   query_bench ARCHIVE LOG.tsv [ROUNDS [BEGINNINGS]]
// LOG.tsv is a log as make_queries writes it, BEGINNINGS its targets of type-ahead. Each query counts with the median
// of its rounds, after one that isn't counted ("cold": that one; the archive's files may be in memory all the same).
// Prints a line of JSON for each form of a search and kind of query, the quantiles being those over queries.
#include "engine/search/searcher.h"
#include "tests/bench/quantile.h"
#include "tests/bench/query_log.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace {

using namespace broadsheet;
using bench::quantile;

/// What is asked for beside the query itself, and of which kinds of query.
struct Form {
    std::string name;
    std::string parameters;
    std::string kinds;  ///< separated by blanks; empty: all
};

const std::vector<Form> forms = {
    {"titles", "snippets=0&pageSize=10&facets=", ""},
    {"facets", "snippets=0&pageSize=10&facets=source,section,year,timeline", ""},
    {"snippets", "snippets=3&pageSize=10&facets=", ""},
    {"page", "", ""},  // as REST answers without further parameters
    {"snippet-heavy", "snippets=5&pageSize=50&facets=", "hi1 and2 or3"},
    {"newest", "snippets=0&pageSize=10&facets=&sortBy=newest", "hi1 and2 date"},
    {"oldest", "snippets=0&pageSize=10&facets=&sortBy=oldest", "hi1 and2 date"},
    {"deep-page", "snippets=0&pageSize=10&facets=&page=1000", "hi1 or3"},
};

class Stopwatch {
public:
    double microseconds() const {
        return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin_).count();
    }

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

void print(const std::string& measure, const std::string& kind, std::vector<double> times_us) {
    if (times_us.empty()) return;
    const double sum = std::accumulate(times_us.begin(), times_us.end(), 0.0);
    std::printf(
        "{\"peer\":\"broadsheet\",\"measure\":\"%s\",\"kind\":\"%s\",\"n\":%zu,\"p50_us\":%.0f,\"p95_us\":%.0f,"
        "\"p99_us\":%.0f,\"mean_us\":%.0f}\n",
        measure.c_str(), kind.c_str(), times_us.size(), quantile(times_us, 0.5), quantile(times_us, 0.95),
        quantile(times_us, 0.99), sum / static_cast<double>(times_us.size()));
    std::fflush(stdout);
}

/// The times of queries by kind, and of all together.
class Times {
public:
    void add(const std::string& kind, double microseconds) {
        by_kind_[kind].push_back(microseconds);
        by_kind_["all"].push_back(microseconds);
    }
    void print_all(const std::string& measure) const {
        for (const auto& [kind, times] : by_kind_) print(measure, kind, times);
    }
    double median(const std::string& kind) const {
        const auto known = by_kind_.find(kind);
        std::vector<double> times = known == by_kind_.end() ? std::vector<double>() : known->second;
        return quantile(times, 0.5);
    }
    double mean() const {
        const auto& times = by_kind_.at("all");
        return std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
    }

private:
    std::map<std::string, std::vector<double>> by_kind_;
};

double time_us(Searcher& searcher, const SearchRequest& request) {
    const Stopwatch watch;
    searcher.search(request);
    return watch.microseconds();
}

bool is_among(const std::string& kind, const std::string& kinds) {
    return kinds.empty() || (' ' + kinds + ' ').find(' ' + kind + ' ') != std::string::npos;
}

struct Measured {
    Times cold, warm;
};

/// Goes through the log round by round, so that a query finds in the processor's caches what others have left there.
class Rounds {
public:
    Rounds(const std::vector<bench::LoggedQuery>& log, const Form& form) {
        for (const auto& query : log)
            if (is_among(query.kind, form.kinds))
                runs_.push_back({query.kind, bench::request_of(bench::parameters_of(query, form.parameters)), {}});
    }

    void run(Searcher& searcher) {
        for (Run& run : runs_) run.times_us.push_back(time_us(searcher, run.request));
    }

    Measured measured() const {
        Measured measured;
        for (const Run& run : runs_) {
            measured.cold.add(run.kind, run.times_us.front());
            std::vector<double> warm(run.times_us.begin() + 1, run.times_us.end());
            measured.warm.add(run.kind, quantile(warm, 0.5));
        }
        return measured;
    }

private:
    struct Run {
        std::string kind;
        SearchRequest request;
        std::vector<double> times_us;
    };
    std::vector<Run> runs_;
};

Measured measure(Searcher& searcher, const std::vector<bench::LoggedQuery>& log, const Form& form, int rounds) {
    Rounds all(log, form);
    for (int round = 0; round <= rounds; ++round) all.run(searcher);
    return all.measured();
}

/// Facets and timeline against the same searches without, round by round, so that both meet the same machine.
void compare_facets(Searcher& searcher, const std::vector<bench::LoggedQuery>& log, int rounds) {
    Rounds plain(log, forms[0]), counted(log, forms[1]);
    for (int round = 0; round <= rounds; ++round) {
        plain.run(searcher);
        counted.run(searcher);
    }
    const Times without = plain.measured().warm, with = counted.measured().warm;
    std::printf("{\"peer\":\"broadsheet\",\"measure\":\"facets-ratio\",\"p50\":%.2f,\"mean\":%.2f,\"hi1\":%.2f}\n",
                with.median("all") / without.median("all"), with.mean() / without.mean(),
                with.median("hi1") / without.median("hi1"));
}

void measure_beginnings(Searcher& searcher, const std::string& file) {
    std::vector<std::string> beginnings;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) beginnings.push_back(line.substr(line.find('=') + 1));
    for (const char* measure : {"suggest-cold", "suggest"}) {
        std::vector<double> times;
        for (const auto& begun : beginnings) {
            const Stopwatch watch;
            searcher.complete(begun);
            times.push_back(watch.microseconds());
        }
        print(measure, "1-4", times);
    }
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 3) {
        std::fprintf(stderr, "usage: query_bench ARCHIVE LOG.tsv [ROUNDS [BEGINNINGS]]\n");
        return 2;
    }
    const int rounds = argc > 3 ? std::stoi(argv[3]) : 5;
    const Stopwatch opening;
    Searcher searcher(argv[1]);
    std::printf("{\"peer\":\"broadsheet\",\"measure\":\"open\",\"us\":%.0f}\n", opening.microseconds());
    const auto log = bench::read_query_log(argv[2]);
    for (const Form& form : forms) {
        const Measured measured = measure(searcher, log, form, rounds);
        if (form.name == "titles") measured.cold.print_all("query-cold");
        measured.warm.print_all(form.name == "titles" ? "query" : form.name);
    }
    compare_facets(searcher, log, rounds);
    if (argc > 4) measure_beginnings(searcher, argv[4]);
} catch (const std::exception& error) {
    std::fprintf(stderr, "query_bench: %s\n", error.what());
    return 1;
}
