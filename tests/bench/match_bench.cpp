// SPDX-License-Identifier: GPL-3.0-or-later
// Times the matcher alone, without texts: match_bench ARCHIVE QUERIES.tsv [ROUNDS]
// A query a line: kind, words, first day, last day, with tabs between (days empty unless the kind is "date"). Prints a
// line a kind: median and 99th percentile in microseconds of processor time of the hundred best, the same with three
// facets and the timeline, and of the newest ten.
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "engine/search/matcher.h"
#include "engine/search/vocabulary.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <time.h>

namespace {

using namespace broadsheet;

constexpr std::size_t kept_best = 100;
constexpr std::size_t kept_newest = 10;

struct Query {
    SearchRequest request;
    query::Node root;
};

double quantile(std::vector<double>& values, double q) {
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

/// Time that this thread has had a processor, so that others don't count.
double cpu_us() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

SearchRequest read_request(const std::string& kind, const std::string& words, const std::string& from,
                           const std::string& to) {
    SearchRequest request;
    const bool phrase = kind.starts_with("phrase");
    request.text = phrase ? "\"" : "";
    request.text += words;
    if (phrase || kind == "prefix") request.text += phrase ? "\"" : "*";
    if (kind == "not") request.text.insert(request.text.find(' ') + 1, "-");
    request.any_word = kind.starts_with("or");
    if (const auto date = parse_iso_date(from)) request.published.from_s = date->utc_s;
    if (const auto date = parse_iso_date(to)) request.published.before_s = date->utc_s + seconds_per_day;
    return request;
}

class Bench {
public:
    explicit Bench(const std::filesystem::path& archive) : session_(archive) {
        session_.generation = Generation::open(archive, session_.record.archive_id(), nullptr, dictionary_);
        session_.reader.emplace(library_, library_->snapshot(session_.generation));
    }

    Query read(const SearchRequest& request) {
        const IndexVocabulary vocabulary(*session_.generation);
        Query query{
            request,
            query::parse(request.text, {request.any_word, request.exact, request.now_s, vocabulary.stem_codes()}).root};
        query::expand(query.root, vocabulary);
        return query;
    }

    double time_us(const Query& query, std::size_t kept) {
        const double begin = cpu_us();
        const match::Plan plan = demanding(match::plan_for(query.root, query.request.search_in, *session_.reader), {},
                                           query.request.published);
        Collector collector(session_.reader->snapshot(), dictionary_, query.request, kept, nullptr);
        match::Stop never;
        run(plan, *session_.reader, {.scored = query.request.sort == SortOrder::relevance}, never, collector);
        found += collector.kept().size() + collector.facets().size() + (collector.timeline() ? 1 : 0);
        matched += collector.articles();
        return cpu_us() - begin;
    }

    std::size_t cached_bytes() const { return library_->cache.bytes(); }

    std::size_t found = 0, matched = 0;

private:
    FacetDictionary dictionary_;
    const std::shared_ptr<match::Library> library_ = std::make_shared<match::Library>();
    Session session_;
};

void measure(Bench& bench, const std::string& kind, std::vector<Query> queries, int rounds) {
    std::printf("%-8s", kind.c_str());
    for (const int way : {0, 1, 2}) {
        std::vector<double> times;
        for (Query& query : queries) {
            if (way == 1) query.request.facets = {FieldId::source, FieldId::section, FieldId::author};
            query.request.timeline = way == 1;
            if (way == 2) query.request.facets.clear();
            query.request.sort = way == 2 ? SortOrder::newest : SortOrder::relevance;
            bench.time_us(query, kept_best);  // warm
        }
        bench.matched = 0;
        for (int round = 0; round < rounds; ++round)
            for (const Query& query : queries)
                times.push_back(bench.time_us(query, way == 2 ? kept_newest : kept_best));
        const double p99 = quantile(times, 0.99);
        std::printf("  %8.1f %8.1f", quantile(times, 0.5), p99);
        if (way == 2) std::printf("  %8zu matches\n", bench.matched / times.size());
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    const int rounds = argc > 3 ? std::stoi(argv[3]) : 20;
    Bench bench(argv[1]);
    std::map<std::string, std::vector<Query>> kinds;
    std::ifstream in(argv[2]);
    for (std::string line; std::getline(in, line);) {
        std::istringstream cells(line);
        std::string kind, words, from, to;
        std::getline(cells, kind, '\t');
        std::getline(cells, words, '\t');
        std::getline(cells, from, '\t');
        std::getline(cells, to, '\t');
        kinds[kind].push_back(bench.read(read_request(kind, words, from, to)));
    }
    std::printf("kind      best p50      p99  +facets p50    p99  newest p50    p99\n");
    for (auto& [kind, queries] : kinds) measure(bench, kind, queries, rounds);
    std::printf("%zu kept, %zu bytes of postings\n", bench.found, bench.cached_bytes());
}
