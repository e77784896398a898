// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/similar_articles.h"

#include "engine/index/index_error.h"
#include "engine/match/match.h"
#include "engine/query/expand.h"
#include "engine/search/collector.h"
#include "engine/search/deadline.h"
#include "engine/search/kinship.h"
#include "engine/search/searcher_state.h"
#include "engine/search/telling_words.h"
#include "engine/search/vocabulary.h"

#include <algorithm>
#include <unordered_set>

namespace broadsheet {

namespace {

/// Beyond this, what has been found will do: it stands at the foot of a page.
constexpr std::chrono::milliseconds similar_time{40};
/// So many more are ranked than are wanted: some tell a story that another one tells already.
constexpr std::size_t spare = 24;
/// One word that two articles share is chance.
constexpr std::size_t shared_min = 2;
/// What weighs less than this part of the best match, which is the article itself, is about something else.
constexpr double weight_share_min = 0.15;
constexpr std::size_t lead_bytes = 240;

match::Plan plan_of(const TellingWord& word, const IndexVocabulary& vocabulary, match::Reader& reader) {
    match::Plan plan;
    if (!word.term.empty()) {
        plan.kind = match::Plan::Kind::word;
        plan.word = {{word.term}, word.weight};
        return plan;
    }
    query::Node node;
    node.kind = query::NodeKind::exact;
    node.text = word.written;
    query::expand(node, vocabulary);
    return match::plan_for(node, {FieldId::title, FieldId::author, FieldId::body}, reader);
}

/// Whom the article is not to be compared with: itself and all that tells the same.
std::unordered_set<std::uint32_t> kin_of(ArticleId id, RecordReader& record) {
    std::unordered_set<std::uint32_t> kin = {id.value};
    const GroupingRow group = record.grouping(id);
    const auto add = [&kin](const std::vector<ArticleId>& ids) {
        for (const ArticleId other : ids) kin.insert(other.value);
    };
    if (group.story != 0) add(record.story_articles(group.story));
    if (group.duplicate != 0) add(record.duplicates(group.duplicate));
    return kin;
}

class Comparison {
public:
    Comparison(Session& session, const FacetDictionary& dictionary, const StoredArticle& article)
        : session_(session),
          dictionary_(dictionary),
          vocabulary_(*session.generation),
          words_(telling_words(article, *session.reader)),
          kin_(kin_of(article.id, session.record)) {}

    SimilarArticles run(std::size_t limit) {
        SimilarArticles similar;
        similar.index = state_of(*session_.generation);
        for (const TellingWord& word : words_) similar.terms.push_back(word.written);
        if (words_.empty()) return similar;
        const std::vector<KeptMatch> matches = ranked(limit + spare + kin_.size());
        for (const KeptMatch& match : matches) {
            if (similar.articles.size() == limit || match.weight < weight_share_min * matches[0].weight) break;
            if (!kin_.contains(match.article)) add(match, similar);
        }
        return similar;
    }

private:
    std::vector<KeptMatch> ranked(std::size_t kept_max) const {
        match::Plan plan;
        plan.kind = match::Plan::Kind::any;
        for (const TellingWord& word : words_) plan.children.push_back(plan_of(word, vocabulary_, *session_.reader));
        const SearchRequest request;
        Collector collector(session_.reader->snapshot(), dictionary_, request, kept_max, nullptr);
        Deadline deadline(allowed_in(session_.generation->documents(), similar_time), {}, Deadline::Budget::work);
        match::Stop stop([&deadline] { return deadline.expired_now(); });
        match::run(plan, *session_.reader, {.scored = true}, stop, collector);
        return collector.kept();
    }

    void add(const KeptMatch& match, SimilarArticles& similar) {
        const ArticleId ids[] = {{match.article}};
        auto listed = session_.record.listed_articles(ids, true);
        // The record may be ahead of the index.
        if (listed.empty() || listed[0].article.removed) return;
        auto& [article, kin] = listed[0];
        if (kin.story != 0 && !stories_.insert(kin.story).second) return;
        std::vector<std::string> shared = words_shared(words_, article);
        if (shared.size() < std::min(shared_min, words_.size())) return;
        Hit hit;
        hit.score = match.weight;
        hit.kinship = kinship_of(kin);
        hit.author_marks.resize(article.authors.size());
        if (!article.body.empty()) hit.fragments.push_back(lead_of(article.body, lead_bytes));
        hit.article = std::move(article);
        hit.article.body.clear();
        similar.articles.push_back({std::move(hit), std::move(shared)});
    }

    Session& session_;
    const FacetDictionary& dictionary_;
    const IndexVocabulary vocabulary_;
    const std::vector<TellingWord> words_;
    const std::unordered_set<std::uint32_t> kin_;
    std::unordered_set<std::uint32_t> stories_;  ///< that have been shown
};

}  // namespace

std::optional<SimilarArticles> Searcher::similar_articles(ArticleId id, std::size_t limit) try {
    Lease session(*state_);
    const RecordReader::Moment moment(session->record);
    const std::vector<StoredArticle> found = session->record.articles(std::span(&id, 1));
    if (found.empty() || found[0].removed) return std::nullopt;
    return Comparison(*session, state_->dictionary, found[0]).run(std::min(limit, similar_articles_max));
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

}  // namespace broadsheet
