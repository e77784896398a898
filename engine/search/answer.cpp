// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/index_error.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "engine/search/kinship.h"
#include "engine/search/matcher.h"
#include "engine/search/peak_reasons.h"
#include "engine/search/peaks.h"
#include "engine/search/query_cost.h"
#include "engine/search/query_notes.h"
#include "engine/search/unknown_values.h"
#include "engine/search/searcher.h"
#include "engine/search/vocabulary.h"

#include <algorithm>
#include <unordered_map>

namespace broadsheet {

namespace {

/// Shown when nothing in the body matches.
constexpr std::size_t lead_bytes = 240;

/// No search keeps a reader waiting: after this the answer is what has been found. Queries that look into every article
/// for positions, or stand for hundreds of words, are cut short soon; plain ones only before they stop a server.
constexpr std::chrono::milliseconds costly_search_time{75};
constexpr std::chrono::milliseconds plain_search_time{1000};
constexpr std::chrono::milliseconds costly_refine_time{30};
constexpr std::chrono::milliseconds plain_refine_time{100};
/// Beyond this nothing more is looked up for forms, suggestions and explanations.
constexpr std::chrono::milliseconds advice_time{30};
constexpr std::string_view cut_short =
    "This query matches in so many ways that only a part of the archive was searched; a more exact one finds all.";

/// Smaller parts of a score are rounding.
constexpr double told_weight_min = 0.01;

query::ParsedQuery parse_request(const SearchRequest& request, const query::Vocabulary& vocabulary) {
    return query::parse(request.text, {request.any_word, request.exact, request.now_s, vocabulary.stem_codes()});
}

/// Marks the title and the byline.
void mark_names(const Highlighter& highlighter, const StoredArticle& article, Hit& hit) {
    hit.title_marks = highlighter.marks(article.title, FieldId::title, article.language);
    if (!hit.title_marks.empty()) hit.matched_in.push_back(FieldId::title);
    bool marked = false;
    for (const std::string& author : article.authors) {
        hit.author_marks.push_back(highlighter.marks(author, FieldId::author, article.language));
        marked = marked || !hit.author_marks.back().empty();
    }
    if (marked) hit.matched_in.push_back(FieldId::author);
}

void cut_fragments(const Highlighter& highlighter, const StoredArticle& article, std::size_t count_max, Hit& hit) {
    FragmentOptions options;
    options.count_max = count_max;
    hit.fragments = highlighter.fragments(article.body, article.language, options);
    if (!hit.fragments.empty()) hit.matched_in.push_back(FieldId::body);
    if (hit.fragments.empty() && !article.body.empty()) hit.fragments.push_back(lead_of(article.body, lead_bytes));
}

/// One search or explanation, with what its steps share.
class Answer {
public:
    Answer(Session& session, const FacetDictionary& dictionary, const SearchRequest& asked,
           std::shared_ptr<const Groups> groups)
        : session_(session),
          request_(asked),
          groups_(std::move(groups)),
          vocabulary_(*session.generation),
          dictionary_(dictionary),
          matcher_(session, dictionary, request_),
          parsed_(parse_request(asked, vocabulary_)),
          root_(parsed_.root) {
        matcher_.set_groups(groups_.get());
        query::expand(root_, vocabulary_);
        // Without words nothing is more relevant than anything else.
        if (root_.kind == query::NodeKind::nothing && request_.sort == SortOrder::relevance)
            request_.sort = SortOrder::newest;
    }

    /// `coverage` may be null if no timeline is wanted.
    SearchReply search(const DayCounts* coverage) {
        SearchReply reply;
        reply.index = state_of(*session_.generation);
        reply.understood = query::to_text(parsed_.root);
        reply.warnings = parsed_.warnings;
        for (query::Warning& warning : unknown_values(parsed_.root, request_, *session_.reader, dictionary_))
            reply.warnings.push_back(std::move(warning));
        const bool costly = is_costly(root_);
        const std::uint64_t articles = session_.generation->documents();
        Deadline searching(costly ? allowed_in(articles, costly_search_time) : plain_search_time, request_.abandoned);
        matcher_.set_deadline(&searching);
        matcher_.set_refine_time(costly ? costly_refine_time : plain_refine_time);
        const std::vector<RankedDocument> ranked = matcher_.rank(root_, reply);
        reply.complete = !searching.was_missed();
        if (!reply.complete) reply.warnings.push_back({0, std::string(cut_short)});
        Deadline advising(allowed_in(articles, advice_time), request_.abandoned, Deadline::Budget::work);
        matcher_.set_deadline(&advising);
        fill_hits(ranked, reply);
        const CountMatches count = [this](query::Node root) {
            query::expand(root, vocabulary_);
            return matcher_.count(root);
        };
        reply.forms = forms_of(root_, vocabulary_, count);
        reply.meanings = meanings_of(parsed_.root, vocabulary_);
        if (reply.complete)
            reply.did_you_mean = suggestion_for(parsed_.root, reply.total, vocabulary_, count, advising);
        if (reply.timeline && coverage) complete_timeline(*coverage, reply);
        return reply;
    }

    std::vector<ArticleId> all() { return matcher_.all(root_); }

    std::optional<Explanation> explain(const StoredArticle& article) {
        const auto document_id = matcher_.document_of(article.id);
        if (!document_id) return std::nullopt;
        Explanation explanation = explain_article(article, root_, request_, [&](const query::Node& clause) {
            ClauseFigures figures = matcher_.figures(clause, *document_id);
            figures.articles = articles_with(clause);
            return figures;
        });
        if (explanation.matches) explanation.score = matcher_.figures(root_, *document_id).weight;
        return explanation;
    }

private:
    /// The same for every hit, so counted once.
    std::uint64_t articles_with(const query::Node& clause) {
        const std::string text = query::to_text(clause);
        const auto known = clause_articles_.find(text);
        if (known != clause_articles_.end()) return known->second;
        return clause_articles_[text] = matcher_.count_everywhere(clause);
    }

    void complete_timeline(const DayCounts& coverage, SearchReply& reply) {
        Timeline& timeline = *reply.timeline;
        add_coverage(timeline, coverage, request_.published);
        if (!request_.peaks || !reply.complete) return;
        timeline.peaks = peaks_of(timeline, coverage, request_.published);
        Deadline explaining(allowed_in(session_.generation->documents(), reasons_time), request_.abandoned,
                            Deadline::Budget::work);
        matcher_.set_deadline(&explaining);
        add_reasons(root_, matcher_, session_, reply.articles, explaining, timeline);
    }

    /// What the score has beyond the weights of the clauses.
    void explain_rest(double score, Explanation& explanation) const {
        double weights = 0;
        for (const ClauseExplanation& clause : explanation.clauses) weights += clause.weight;
        explanation.score = score;
        if (score - weights < told_weight_min) return;
        const std::string reason = "the words of the query stand close together";
        explanation.clauses.push_back({"closeness", true,
                                       request_.any_word ? reason + ", or the article is like the best ones" : reason,
                                       score - weights});
    }

    void fill_hits(const std::vector<RankedDocument>& ranked, SearchReply& reply) {
        std::vector<ArticleId> ids;
        std::unordered_map<std::uint32_t, RankedDocument> matches;
        for (const RankedDocument& match : ranked) {
            const Generation::Place place = session_.generation->place_of(match.document_id);
            const std::uint32_t id = place.part.segment.files->columns.ids[place.document];
            ids.push_back({id});
            matches[id] = match;
        }
        const Highlighter highlighter(root_, request_.search_in);
        const RecordReader::Moment moment(session_.record);
        const bool bodies = request_.bodies || request_.snippets != 0 || request_.explain;
        for (auto& [article, kin] : session_.record.listed_articles(ids, bodies)) {
            Hit hit;
            hit.score = matches[article.id.value].weight;
            hit.more_in_group = matches[article.id.value].more_in_group;
            hit.kinship = kinship_of(kin);
            mark_names(highlighter, article, hit);
            if (request_.snippets != 0) cut_fragments(highlighter, article, request_.snippets, hit);
            if (request_.explain) hit.explanation = explain(article);
            if (hit.explanation) explain_rest(hit.score, *hit.explanation);
            hit.article = std::move(article);
            reply.hits.push_back(std::move(hit));
        }
    }

    Session& session_;
    SearchRequest request_;
    const std::shared_ptr<const Groups> groups_;
    const IndexVocabulary vocabulary_;
    const FacetDictionary& dictionary_;
    Matcher matcher_;
    const query::ParsedQuery parsed_;
    query::Node root_;
    std::unordered_map<std::string, std::uint64_t> clause_articles_;
};

}  // namespace

SearchReply Searcher::search(const SearchRequest& request) try {
    Lease session(*state_);
    const auto coverage = request.timeline ? state_->day_counts(session->reader->snapshot()) : nullptr;
    return Answer(*session, state_->dictionary, request, state_->groups(session->record, request.group))
        .search(coverage.get());
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::vector<ArticleId> Searcher::matching_articles(const SearchRequest& request) try {
    Lease session(*state_);
    return Answer(*session, state_->dictionary, request, nullptr).all();
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::optional<Explanation> Searcher::explain(ArticleId id, const SearchRequest& request) try {
    const std::optional<StoredArticle> found = article(id);
    if (!found) return std::nullopt;
    Lease session(*state_);
    return Answer(*session, state_->dictionary, request, nullptr).explain(*found);
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::optional<MarkedArticle> Searcher::marked_article(ArticleId id, const SearchRequest& request) try {
    std::optional<StoredArticle> found = article(id);
    if (!found) return std::nullopt;
    MarkedArticle marked;
    marked.article = std::move(*found);
    Lease session(*state_);
    marked.kinship = kinship_of(id, session->record);
    if (request.text.empty()) return marked;
    const IndexVocabulary vocabulary(*session->generation);
    query::Node root = parse_request(request, vocabulary).root;
    query::expand(root, vocabulary);
    const Highlighter highlighter(root, request.search_in);
    const std::string& language = marked.article.language;
    marked.title_marks = highlighter.marks(marked.article.title, FieldId::title, language);
    for (const std::string& author : marked.article.authors)
        marked.author_marks.push_back(highlighter.marks(author, FieldId::author, language));
    marked.body_marks = highlighter.marks(marked.article.body, FieldId::body, language);
    return marked;
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

}  // namespace broadsheet
