// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/match_differential.h"

#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "tests/support/generation_database.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace broadsheet::test {

namespace {

constexpr double tolerance = 1e-5;  ///< relative

bool same_weight(double a, double b) {
    return std::abs(a - b) <= tolerance * std::max({std::abs(a), std::abs(b), 1e-3});
}

class AllMatches : public match::Sink {
public:
    void begin(std::size_t part) override { part_ = part; }
    void take(const match::Batch& batch) override {
        counted += batch.size;
        keep(batch);
    }
    void count(const match::Window&, std::size_t size) override { counted += size; }
    void keep(const match::Batch& batch) override {
        for (std::size_t i = 0; i < batch.size; ++i) found.push_back({part_, batch.documents[i], batch.weights[i]});
    }
    std::vector<ReferenceMatch> found;
    std::size_t counted = 0;

private:
    std::size_t part_ = 0;
};

match::Plan plan_of(const query::Node& root, const SearchRequest& request, match::Reader& reader) {
    std::vector<match::Demand> demands;
    for (const FieldFilter& filter : request.filters) demands.push_back({filter.field, filter.values, filter.excluded});
    return demanding(match::plan_for(root, request.search_in, reader), demands, request.published);
}

}  // namespace

MatchDifferential::MatchDifferential(const std::filesystem::path& archive) : session_(archive) {
    session_.generation = Generation::open(archive, session_.record.archive_id(), nullptr, dictionary_);
    const auto library = std::make_shared<match::Library>();
    session_.reader.emplace(library, library->snapshot(session_.generation));
}

void MatchDifferential::fault(const std::string& what) {
    faults_ += what + '\n';
}

std::string MatchDifferential::differences(const SearchRequest& request) {
    faults_.clear();
    const IndexVocabulary vocabulary(*session_.generation);
    query::Node root =
        query::parse(request.text, {request.any_word, request.exact, request.now_s, vocabulary.stem_codes()}).root;
    query::expand(root, vocabulary);
    run_reference(root, request);
    const match::Plan plan = plan_of(root, request, *session_.reader);
    compare_matches(plan, request);
    for (const std::size_t kept_max : {std::size_t{1}, std::size_t{10}, std::size_t{300}})
        compare_kept(plan, request, kept_max);
    const Matcher matcher(session_, dictionary_, request);
    if (matcher.count(root) != reference_.size()) fault("count: " + std::to_string(matcher.count(root)));
    if (matcher.all(root).size() != reference_.size()) fault("all: " + std::to_string(matcher.all(root).size()));
    compare_figures(root, request, matcher);
    return faults_.empty() ? "" : request.text + "\n" + query::to_text(root) + "\n" + faults_;
}

void MatchDifferential::run_reference(const query::Node& root, const SearchRequest& request) {
    reference_.clear();
    const Xapian::Database database = open_database(*session_.generation);
    for (const ReferenceMatch& match : reference_matches(root, request, *session_.generation, database)) {
        const Columns& columns = session_.generation->parts()[match.part].segment.files->columns;
        reference_[columns.ids[match.document]] = {match.weight, columns.published_s[match.document], match.part,
                                                   match.document};
    }
}

void MatchDifferential::compare_matches(const match::Plan& plan, const SearchRequest& request) {
    match::Stop never;
    match::Options options;
    if (request.freshness_days != 0) options.freshness = match::Freshness{request.now_s, request.freshness_days};
    AllMatches all;
    run(plan, *session_.reader, options, never, all);
    if (all.counted != reference_.size()) fault(std::to_string(all.counted) + " counted");
    if (all.found.size() != reference_.size())
        fault(std::to_string(all.found.size()) + " matches, " + std::to_string(reference_.size()) + " expected");
    for (const ReferenceMatch& match : all.found) {
        const std::uint32_t id = session_.generation->parts()[match.part].segment.files->columns.ids[match.document];
        const auto expected = reference_.find(id);
        if (expected == reference_.end()) return fault("article " + std::to_string(id) + " shouldn't match");
        if (!same_weight(match.weight, expected->second.weight))
            return fault("article " + std::to_string(id) + " weighs " + std::to_string(match.weight) + ", expected " +
                         std::to_string(expected->second.weight));
    }
}

void MatchDifferential::compare_kept(const match::Plan& plan, const SearchRequest& request, std::size_t kept_max) {
    const Groups groups(session_.record, request.group);
    const bool grouped = request.group != GroupBy::none;
    Collector collector(session_.reader->snapshot(), dictionary_, request, kept_max, grouped ? &groups : nullptr);
    match::Stop never;
    match::Options options;
    if (request.freshness_days != 0) options.freshness = match::Freshness{request.now_s, request.freshness_days};
    run(plan, *session_.reader, options, never, collector);
    if (!grouped) compare_first(collector, request, collector.kept());
    compare_counts(collector, request, grouped ? &groups : nullptr);
}

/// The first matches in order; of those whose weights rounding alone tells apart any order will do.
void MatchDifferential::compare_first(const Collector& collector, const SearchRequest& request,
                                      const std::vector<KeptMatch>& kept) {
    (void)collector;
    std::vector<std::tuple<double, double, std::uint32_t>> order;
    for (const auto& [id, expected] : reference_) {
        const double number = request.sort == SortOrder::newest ? -static_cast<double>(id) : id;
        const auto published_s = static_cast<double>(expected.published_s);
        if (request.sort == SortOrder::relevance) {
            order.emplace_back(-expected.weight, number, id);
        } else if (expected.published_s == no_date) {
            order.emplace_back(std::numeric_limits<double>::max(), number, id);
        } else {
            order.emplace_back(request.sort == SortOrder::newest ? -published_s : published_s, number, id);
        }
    }
    std::ranges::sort(order);
    if (kept.size() > order.size()) return fault("too many kept");
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const double wanted = std::get<0>(order[i]);
        if (request.sort != SortOrder::relevance && std::get<2>(order[i]) != kept[i].article)
            return fault("at " + std::to_string(i) + " stands article " + std::to_string(kept[i].article));
        if (request.sort == SortOrder::relevance && !same_weight(-wanted, kept[i].weight))
            return fault("at " + std::to_string(i) + " stands weight " + std::to_string(kept[i].weight));
    }
}

void MatchDifferential::compare_counts(const Collector& collector, const SearchRequest& request, const Groups* groups) {
    std::uint64_t total = 0, days = 0;
    std::set<std::uint32_t> seen;
    for (const auto& [id, expected] : reference_) {
        const std::uint32_t group = groups ? groups->of(id) : 0;
        total += group == 0 || seen.insert(group).second ? 1 : 0;
        days += expected.published_s == no_date ? 0 : 1;
    }
    if (collector.articles() != reference_.size()) fault("articles: " + std::to_string(collector.articles()));
    if (collector.total() != total) fault("total: " + std::to_string(collector.total()));
    const std::vector<Facet> facets = collector.facets();
    for (std::size_t i = 0; i < request.facets.size(); ++i) compare_facet(facets[i], request.facets[i]);
    if (const auto timeline = collector.timeline()) {
        std::uint64_t sum = 0;
        for (const Timeline::Bucket& bucket : timeline->buckets) sum += bucket.count;
        if (sum != days) fault("timeline: " + std::to_string(sum));
    }
}

void MatchDifferential::compare_facet(const Facet& facet, FieldId field) {
    std::map<std::string, std::uint32_t> counts;
    for (const auto& [id, expected] : reference_) {
        const auto& column =
            session_.generation->parts()[expected.part].segment.files->columns.fields[facet_index(field)];
        for (const std::uint32_t ordinal : column.of(expected.document))
            ++counts[std::string(column.dictionary[ordinal].first)];
    }
    for (const FacetValue& value : facet.values)
        if (value.count != counts[value.value]) fault("facet " + value.value + ": " + std::to_string(value.count));
    if (facet.values.size() < std::min<std::size_t>(counts.size(), 50)) fault("facet values are missing");
}

/// One article that matches.
void MatchDifferential::compare_figures(const query::Node& root, const SearchRequest& request, const Matcher& matcher) {
    if (reference_.empty() || request.freshness_days != 0) return;
    const Expected& expected = reference_.begin()->second;
    const ClauseFigures figures =
        matcher.figures(root, session_.generation->document_id_of(expected.part, expected.document));
    if (!figures.matches || !same_weight(figures.weight, expected.weight))
        fault("figures: " + std::to_string(figures.weight) + ", expected " + std::to_string(expected.weight));
}

}  // namespace broadsheet::test
