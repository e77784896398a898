// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/matcher.h"

#include "engine/search/feedback.h"
#include "engine/search/proximity.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace broadsheet {

namespace {

/// Articles whose words are looked at one by one; beyond the first pages nobody sees the difference.
constexpr std::size_t closeness_first = 100;
/// If groups leave too few articles for a page, so many times more are ranked.
constexpr std::size_t group_growth = 4;
/// With op=or, articles that have all words of so short a query stand before those that have some.
constexpr std::size_t all_words_first_max = 4;

/// Counts matches.
class CountingSink : public match::Sink {
public:
    void begin(std::size_t) override {}
    void take(const match::Batch& matches) override { total += matches.size; }
    void count(const match::Window&, std::size_t size) override { total += size; }
    bool can_uncount() const override { return true; }
    bool looks_at_counted() const override { return false; }
    void count_all(const match::Postings& documents) override { total += documents.size(); }
    void uncount(const match::Window&, std::size_t size) override { total -= size; }
    float least_weight(match::SegmentArrays::DocumentRange) const override {
        return std::numeric_limits<float>::infinity();
    }

    std::uint64_t total = 0;
};

/// Keeps the article ids of all matches.
class ArticleSink : public match::Sink {
public:
    explicit ArticleSink(const match::Snapshot& snapshot) : snapshot_(snapshot) {}
    void begin(std::size_t part) override { article_ids_ = snapshot_.parts[part].columns().ids; }
    void take(const match::Batch& matches) override {
        for (std::size_t i = 0; i < matches.size; ++i) ids.push_back({article_ids_[matches.documents[i]]});
    }
    void count(const match::Window& matches, std::size_t) override {
        matches.for_each([this](std::uint32_t document) { ids.push_back({article_ids_[document]}); });
    }
    float least_weight(match::SegmentArrays::DocumentRange) const override {
        return std::numeric_limits<float>::infinity();
    }

    std::vector<ArticleId> ids;

private:
    const match::Snapshot& snapshot_;
    std::span<const std::uint32_t> article_ids_;
};

std::vector<RankedDocument> ranked_of(const std::vector<KeptMatch>& kept) {
    std::vector<RankedDocument> ranked;
    ranked.reserve(kept.size());
    for (const KeptMatch& match : kept) ranked.push_back({match.document_id, match.weight, 0});
    return ranked;
}

}  // namespace

match::Plan Matcher::plan_for(const query::Node& root) const {
    std::vector<match::Demand> demands;
    for (const FieldFilter& filter : request_.filters)
        demands.push_back({filter.field, filter.values, filter.excluded});
    match::Plan plan =
        demanding(match::plan_for(root, request_.search_in, *session_.reader), demands, request_.published);
    plan.added_after = request_.added_after.value;
    return plan;
}

void Matcher::match(const match::Plan& plan, bool scored, match::Sink& sink) const {
    match::Stop stop(deadline_ ? [this] { return deadline_->expired_now(); } : std::function<bool()>());
    match::Options options{.scored = scored};
    if (scored && request_.freshness_days != 0)
        options.freshness = match::Freshness{request_.now_s, request_.freshness_days};
    run(plan, *session_.reader, options, stop, sink);
}

std::vector<RankedDocument> Matcher::rank(const query::Node& root, SearchReply& reply) const {
    const match::Plan plan = plan_for(root);
    return request_.sort == SortOrder::relevance ? rank_by_weight(root, plan, reply) : rank_by_date(plan, reply);
}

/// How many of the first articles don't stand in the order of their words' weights.
std::size_t Matcher::reordered(const std::vector<ScoredWord>& words) const {
    if (request_.any_word && !words.empty()) return feedback_rescored_max;
    return words.size() > 1 ? closeness_first : 0;
}

/// A page behind a known place. (Which groups were shown before it can't be told from the place.)
bool Matcher::goes_on_behind() const {
    return request_.after && !(groups_ && request_.sort == SortOrder::relevance);
}

std::vector<RankedDocument> Matcher::rank_by_weight(const query::Node& root, const match::Plan& plan,
                                                    SearchReply& reply) const {
    const std::size_t wanted = std::size_t{request_.offset} + request_.limit;
    const std::vector<ScoredWord> words = scored_words(root, *session_.reader);
    std::size_t first = goes_on_behind() ? request_.limit : std::max(wanted, reordered(words));
    while (true) {
        Collector collector(session_.reader->snapshot(), dictionary_, request_, first, groups_);
        match(plan, true, collector);
        const std::vector<KeptMatch> kept = collector.kept();
        std::vector<RankedDocument> ranked = ranked_of(kept);
        if (!goes_on_behind()) refine(root, words, ranked);
        if (groups_) keep_first_of_groups(collector, ranked);
        if (groups_ && ranked.size() < wanted && kept.size() == first) {
            first *= group_growth;  // large groups filled the place of others
            continue;
        }
        take_counts(collector, reply);
        if (goes_on_behind()) {
            if (kept.size() == first && first != 0) reply.next = place_of(kept.back());
            return ranked;
        }
        if (!groups_ && wanted >= reordered(words) && kept.size() >= wanted) reply.next = place_of(kept[wanted - 1]);
        return page_of(ranked);
    }
}

std::vector<RankedDocument> Matcher::rank_by_date(const match::Plan& plan, SearchReply& reply) const {
    const std::size_t wanted = goes_on_behind() ? request_.limit : std::size_t{request_.offset} + request_.limit;
    Collector collector(session_.reader->snapshot(), dictionary_, request_, wanted, groups_);
    match(plan, false, collector);
    const std::vector<KeptMatch> kept = collector.kept();
    take_counts(collector, reply);
    if (kept.size() == wanted && wanted != 0) reply.next = place_of(kept.back());
    std::vector<RankedDocument> ranked = ranked_of(kept);
    if (groups_) keep_first_of_groups(collector, ranked);
    return goes_on_behind() ? ranked : page_of(ranked);
}

void Matcher::take_counts(const Collector& collector, SearchReply& reply) const {
    reply.total = collector.total();
    reply.articles = collector.articles();
    reply.facets = collector.facets();
    reply.timeline = collector.timeline();
}

std::vector<RankedDocument> Matcher::page_of(const std::vector<RankedDocument>& ranked) const {
    const std::size_t begin = std::min<std::size_t>(request_.offset, ranked.size());
    const std::size_t end = std::min<std::size_t>(begin + request_.limit, ranked.size());
    return {ranked.begin() + static_cast<std::ptrdiff_t>(begin), ranked.begin() + static_cast<std::ptrdiff_t>(end)};
}

Place Matcher::place_of(const KeptMatch& match) const {
    return {match.weight, match.published_s, {match.article}};
}

void Matcher::keep_first_of_groups(const Collector& collector, std::vector<RankedDocument>& ranked) const {
    std::unordered_set<std::uint32_t> shown;
    std::erase_if(ranked, [&](RankedDocument& match) {
        const std::uint32_t group = groups_->of(article_of(match.document_id).value);
        if (group == 0) return false;
        match.more_in_group = collector.group_size(group) - 1;
        return !shown.insert(group).second;
    });
}

/// The first articles by how close together the words stand in them; with op=or, the others by what the best of those
/// are about, too.
void Matcher::refine(const query::Node& root, const std::vector<ScoredWord>& words,
                     std::vector<RankedDocument>& ranked) const {
    const std::vector<RankedDocument> by_words = ranked;
    Deadline refining(allowed_in(session_.generation->documents(), refine_time_), {}, Deadline::Budget::work);
    if (!add_closeness(words, refining, ranked)) return;
    if (!request_.any_word || words.empty() || ranked.size() <= feedback_fixed) return;
    std::vector<Xapian::docid> best;
    for (std::size_t i = 0; i < std::min(ranked.size(), feedback_articles); ++i) best.push_back(ranked[i].document_id);
    const std::vector<RankedDocument> fixed(ranked.begin(), ranked.begin() + feedback_fixed);
    std::vector<RankedDocument> rescored = by_words;
    const bool in_time =
        add_feedback(best, root, *session_.reader, refining, rescored) && add_closeness(words, refining, rescored);
    if (!in_time) return;
    ranked = std::move(rescored);
    for (std::size_t i = 0; i < fixed.size(); ++i) {
        const auto at = std::ranges::find(ranked, fixed[i].document_id, &RankedDocument::document_id);
        const auto place = ranked.begin() + static_cast<std::ptrdiff_t>(i);
        if (at > place) std::rotate(place, at, at + 1);
        // Scores fall from the first to the last, wherever they come from.
    }
    for (std::size_t i = std::min(ranked.size(), fixed.size()); i-- > 0;) {
        if (i + 1 < ranked.size()) ranked[i].weight = std::max(ranked[i].weight, ranked[i + 1].weight);
    }
}

bool Matcher::add_closeness(const std::vector<ScoredWord>& words, Deadline& deadline,
                            std::vector<RankedDocument>& ranked) const {
    if (words.size() < 2) return true;
    const std::size_t first = std::min(ranked.size(), closeness_first);
    std::vector<std::pair<bool, RankedDocument>> order;
    ClosenessMeter meter(words, *session_.generation);
    const auto parts = static_cast<std::uint32_t>(session_.generation->parts().size());
    const bool few = request_.any_word && words.size() <= all_words_first_max;
    constexpr std::size_t streams_ahead = 6;
    for (std::size_t i = 0; i < first; ++i) {
        if (deadline.expired()) return false;
        if (i + 2 * streams_ahead < first) {
            const std::uint32_t place = ranked[i + 2 * streams_ahead].document_id - 1;
            meter.expect_place(place % parts, place / parts);
        }
        if (i + streams_ahead < first) {
            const std::uint32_t place = ranked[i + streams_ahead].document_id - 1;
            meter.expect(place % parts, place / parts);
        }
        const std::uint32_t place = ranked[i].document_id - 1;
        const Closeness close = meter.of(place % parts, place / parts);
        order.emplace_back(few && close.all_words, ranked[i]);
        order.back().second.weight += close.score;
    }
    std::ranges::stable_sort(
        order, [](auto& a, auto& b) { return a.first != b.first ? a.first : a.second.weight > b.second.weight; });
    for (std::size_t i = 0; i < first; ++i) ranked[i] = order[i].second;
    return true;
}

ArticleId Matcher::article_of(Xapian::docid document_id) const {
    const Generation::Place place = session_.generation->place_of(document_id);
    return {place.part.segment.files->columns.ids[place.document]};
}

std::uint64_t Matcher::count(const query::Node& root) const {
    return count(plan_for(root));
}

void Matcher::see_all(const query::Node& root, match::Sink& sink) const {
    match(plan_for(root), false, sink);
}

std::uint64_t Matcher::count_everywhere(const query::Node& clause) const {
    return count(match::plan_for(clause, request_.search_in, *session_.reader));
}

std::uint64_t Matcher::count(const match::Plan& plan) const {
    CountingSink sink;
    match(plan, false, sink);
    return sink.total;
}

std::vector<ArticleId> Matcher::all(const query::Node& root) const {
    ArticleSink sink(session_.reader->snapshot());
    match(plan_for(root), false, sink);
    std::ranges::sort(sink.ids);
    return std::move(sink.ids);
}

DayCounts Matcher::days(const query::Node& root, std::uint64_t& total) const {
    Collector collector(session_.reader->snapshot(), dictionary_, request_, 0, nullptr);
    match(plan_for(root), false, collector);
    total = collector.articles();
    return collector.days();
}

ClauseFigures Matcher::figures(const query::Node& clause, Xapian::docid document_id) const {
    const match::Plan plan = match::plan_for(clause, request_.search_in, *session_.reader);
    const auto parts = static_cast<Xapian::docid>(session_.generation->parts().size());
    const auto weight = weigh(plan, *session_.reader, (document_id - 1) % parts, (document_id - 1) / parts);
    ClauseFigures figures;
    figures.matches = weight.has_value();
    figures.weight = weight.value_or(0);
    return figures;
}

std::optional<Xapian::docid> Matcher::document_of(ArticleId id) const {
    const auto& parts = session_.generation->parts();
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const auto ids = parts[part].segment.files->columns.ids;
        for (std::uint32_t document = 0; document < ids.size(); ++document) {
            if (ids[document] == id.value && !parts[part].segment.is_dead(document))
                return session_.generation->document_id_of(part, document);
        }
    }
    return std::nullopt;
}

}  // namespace broadsheet
