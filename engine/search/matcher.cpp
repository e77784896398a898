// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/matcher.h"

#include "engine/search/compile.h"
#include "engine/search/feedback.h"
#include "engine/search/freshness_source.h"
#include "engine/search/live_source.h"
#include "engine/search/news_weight.h"
#include "engine/search/proximity.h"

#include <algorithm>
#include <unordered_set>

namespace broadsheet {

namespace {

/// Articles whose words are looked at one by one; beyond the first pages nobody sees the difference.
constexpr std::size_t closeness_first = 100;
/// If groups leave too few articles for a page, so many times more are ranked.
constexpr std::size_t group_growth = 4;
/// With op=or, articles that have all words of so short a query stand before those that have some.
constexpr std::size_t all_words_first_max = 4;

/// Matches one document of one part.
class DocumentSource : public Xapian::PostingSource {
public:
    DocumentSource(const Generation& generation, Xapian::docid document_id)
        : generation_(generation), document_id_(document_id) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return 1; }
    Xapian::doccount get_termfreq_max() const override { return 1; }
    void next(double) override { at_ = at_ < own_ ? own_ : own_ + 1; }
    void skip_to(Xapian::docid wanted, double) override { at_ = std::max(at_, wanted <= own_ ? own_ : own_ + 1); }
    bool at_end() const override { return own_ == 0 || at_ > own_; }
    Xapian::docid get_docid() const override { return at_; }
    PostingSource* clone() const override { return new DocumentSource(generation_, document_id_); }
    void init(const Xapian::Database& database) override {
        const Generation::Place place = generation_.place_of(document_id_);
        const bool here = &generation_.parts()[generation_.part_with(database.get_uuid())] == &place.part;
        own_ = here ? place.document + 1 : 0;
        at_ = 0;
    }

private:
    const Generation& generation_;
    const Xapian::docid document_id_;
    Xapian::docid own_ = 0;  ///< numbered within its part; 0 in others
    Xapian::docid at_ = 0;
};

class CountingSpy : public Xapian::MatchSpy {
public:
    void operator()(const Xapian::Document&, double) override { ++count; }
    std::string name() const override { return "broadsheet::CountingSpy"; }
    std::uint64_t count = 0;
};

/// Keeps the article ids of all matches. `part` is kept up to date by a LiveSource in the query.
class ArticleSpy : public Xapian::MatchSpy {
public:
    ArticleSpy(const Generation& generation, const std::size_t& part) : generation_(generation), part_(part) {}
    void operator()(const Xapian::Document& document, double) override {
        const std::uint32_t row = document.get_docid() - 1;  // numbered within its segment
        ids.push_back({generation_.parts()[part_].segment.files->columns.ids[row]});
    }
    std::string name() const override { return "broadsheet::ArticleSpy"; }
    std::vector<ArticleId> ids;

private:
    const Generation& generation_;
    const std::size_t& part_;
};

}  // namespace

Xapian::Query Matcher::query_for(const query::Node& root) const {
    return Xapian::Query(Xapian::Query::OP_FILTER, compile(root, request_.search_in, *session_.generation, deadline_),
                         compile_filters(request_.filters));
}

Xapian::Query Matcher::with_freshness(const Xapian::Query& query) const {
    if (request_.freshness_days == 0 || request_.sort != SortOrder::relevance) return query;
    const Xapian::Query fresh(
        (new FreshnessSource(*session_.generation, request_.now_s, request_.freshness_days))->release());
    return Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, fresh);
}

std::vector<RankedDocument> Matcher::rank(const query::Node& root, SearchReply& reply) const {
    const Generation& generation = *session_.generation;
    const Xapian::doccount documents = session_.database.get_doccount();
    std::vector<RankedDocument> ranked;
    if (documents == 0) return ranked;
    const std::size_t wanted = std::size_t{request_.offset} + request_.limit;
    std::size_t part = 0;
    const Xapian::Query live((new LiveSource(generation, request_.published, &part, deadline_))->release());
    Collector collector(generation, dictionary_, request_, wanted, part, groups_);
    Xapian::Enquire enquire(session_.database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, with_freshness(query_for(root)), live));
    enquire.add_matchspy(&collector);
    if (request_.sort == SortOrder::relevance) {
        enquire.set_weighting_scheme(NewsWeight());
        std::size_t first = std::max(wanted, request_.any_word ? feedback_rescored_max : closeness_first);
        while (true) {
            const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(first), documents);
            ranked.clear();
            for (auto hit = found.begin(); hit != found.end(); ++hit) ranked.push_back({*hit, hit.get_weight(), 0});
            refine(root, ranked);
            if (!groups_) break;
            keep_first_of_groups(collector, ranked);
            if (ranked.size() >= wanted || found.size() < first) break;
            first *= group_growth;  // large groups filled the place of others
            enquire.clear_matchspies();
        }
        ranked.resize(std::min(ranked.size(), wanted));
        ranked.erase(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(
                                                          std::min<std::size_t>(ranked.size(), request_.offset)));
    } else {
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.get_mset(0, 1, documents);
        const std::vector<DatedMatch> kept = collector.by_date();
        for (std::size_t i = request_.offset; i < kept.size(); ++i)
            ranked.push_back({kept[i].document_id, kept[i].weight, 0});
        if (groups_) keep_first_of_groups(collector, ranked);
    }
    reply.total = collector.total();
    reply.articles = collector.articles();
    reply.facets = collector.facets();
    reply.timeline = collector.timeline();
    return ranked;
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
void Matcher::refine(const query::Node& root, std::vector<RankedDocument>& ranked) const {
    const std::vector<ScoredWord> words = scored_words(root, session_.database);
    const std::vector<RankedDocument> by_words = ranked;
    Deadline refining(refine_time_);
    if (!add_closeness(words, refining, ranked)) return;
    if (!request_.any_word || words.empty() || ranked.size() <= feedback_fixed) return;
    std::vector<ArticleId> best;
    for (std::size_t i = 0; i < std::min(ranked.size(), feedback_articles); ++i)
        best.push_back(article_of(ranked[i].document_id));
    const std::vector<RankedDocument> fixed(ranked.begin(), ranked.begin() + feedback_fixed);
    std::vector<RankedDocument> rescored = by_words;
    const bool in_time = add_feedback(session_.record.articles(best), root, session_.database, refining, rescored) &&
                         add_closeness(words, refining, rescored);
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
    for (std::size_t i = 0; i < first; ++i) {
        if (deadline.expired()) return false;
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
    return count(query_for(root), request_.published);
}

std::uint64_t Matcher::count_everywhere(const query::Node& clause) const {
    return count(compile(clause, request_.search_in, *session_.generation, deadline_), {});
}

std::uint64_t Matcher::count(const Xapian::Query& query, DateRange range) const {
    const Xapian::doccount documents = session_.database.get_doccount();
    if (documents == 0) return 0;
    CountingSpy spy;
    Xapian::Enquire enquire(session_.database);
    const Xapian::Query live((new LiveSource(*session_.generation, range, nullptr, deadline_))->release());
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, live));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 0, documents);
    return spy.count;
}

std::vector<ArticleId> Matcher::all(const query::Node& root) const {
    const Xapian::doccount documents = session_.database.get_doccount();
    if (documents == 0) return {};
    std::size_t part = 0;
    ArticleSpy spy(*session_.generation, part);
    Xapian::Enquire enquire(session_.database);
    const Xapian::Query live((new LiveSource(*session_.generation, request_.published, &part, deadline_))->release());
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query_for(root), live));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 0, documents);
    std::ranges::sort(spy.ids);
    return std::move(spy.ids);
}

ClauseFigures Matcher::figures(const query::Node& clause, Xapian::docid document_id) const {
    const Xapian::Query query = compile(clause, request_.search_in, *session_.generation);
    const Xapian::Query one((new DocumentSource(*session_.generation, document_id))->release());
    Xapian::Enquire enquire(session_.database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, one));
    enquire.set_weighting_scheme(NewsWeight());
    const Xapian::MSet found = enquire.get_mset(0, 1);
    ClauseFigures figures;
    figures.matches = !found.empty();
    figures.weight = found.empty() ? 0 : found.begin().get_weight();
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
