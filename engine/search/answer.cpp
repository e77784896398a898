// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/index_error.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "engine/search/matcher.h"
#include "engine/search/query_notes.h"
#include "engine/search/searcher.h"
#include "engine/search/vocabulary.h"

#include <unordered_map>

namespace broadsheet {

namespace {

/// Shown when nothing in the body matches.
constexpr std::size_t lead_bytes = 240;

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
    Answer(Session& session, const FacetDictionary& dictionary, const SearchRequest& asked)
        : session_(session),
          request_(asked),
          vocabulary_(*session.generation, session.database, session.record),
          matcher_(session, dictionary, request_),
          parsed_(parse_request(asked, vocabulary_)),
          root_(parsed_.root) {
        query::expand(root_, vocabulary_);
        // Without words nothing is more relevant than anything else.
        if (root_.kind == query::NodeKind::nothing && request_.sort == SortOrder::relevance)
            request_.sort = SortOrder::newest;
    }

    SearchReply search() {
        SearchReply reply;
        reply.index = state_of(*session_.generation);
        reply.understood = query::to_text(parsed_.root);
        reply.warnings = parsed_.warnings;
        const std::vector<RankedDocument> ranked = matcher_.rank(root_, reply);
        fill_hits(ranked, reply);
        const CountMatches count = [this](query::Node root) {
            query::expand(root, vocabulary_);
            return matcher_.count(root);
        };
        reply.forms = forms_of(root_, vocabulary_, count);
        reply.meanings = meanings_of(parsed_.root, vocabulary_);
        reply.did_you_mean = suggestion_for(parsed_.root, reply.total, vocabulary_, count);
        return reply;
    }

    std::optional<Explanation> explain(const StoredArticle& article) {
        const auto document_id = matcher_.document_of(article.id);
        if (!document_id) return std::nullopt;
        Explanation explanation = explain_article(article, root_, request_, [&](const query::Node& clause) {
            return matcher_.figures(clause, *document_id);
        });
        if (explanation.matches) explanation.score = matcher_.figures(root_, *document_id).weight;
        return explanation;
    }

private:
    void fill_hits(const std::vector<RankedDocument>& ranked, SearchReply& reply) {
        std::vector<ArticleId> ids;
        std::unordered_map<std::uint32_t, double> weights;
        for (const RankedDocument& match : ranked) {
            const Generation::Place place = session_.generation->place_of(match.document_id);
            const std::uint32_t id = place.part.segment.files->columns.ids[place.document];
            ids.push_back({id});
            weights[id] = match.weight;
        }
        const Highlighter highlighter(root_, request_.search_in);
        for (StoredArticle& article : session_.record.articles(ids)) {
            Hit hit;
            hit.score = weights[article.id.value];
            mark_names(highlighter, article, hit);
            if (request_.snippets != 0) cut_fragments(highlighter, article, request_.snippets, hit);
            if (request_.explain) hit.explanation = explain(article);
            if (hit.explanation) hit.explanation->score = hit.score;
            hit.article = std::move(article);
            reply.hits.push_back(std::move(hit));
        }
    }

    Session& session_;
    SearchRequest request_;
    const IndexVocabulary vocabulary_;
    const Matcher matcher_;
    const query::ParsedQuery parsed_;
    query::Node root_;
};

}  // namespace

SearchReply Searcher::search(const SearchRequest& request) try {
    Lease session(*state_);
    return Answer(*session, state_->dictionary, request).search();
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::optional<Explanation> Searcher::explain(ArticleId id, const SearchRequest& request) try {
    const std::optional<StoredArticle> found = article(id);
    if (!found) return std::nullopt;
    Lease session(*state_);
    return Answer(*session, state_->dictionary, request).explain(*found);
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::optional<MarkedArticle> Searcher::marked_article(ArticleId id, const SearchRequest& request) try {
    std::optional<StoredArticle> found = article(id);
    if (!found) return std::nullopt;
    MarkedArticle marked;
    marked.article = std::move(*found);
    if (request.text.empty()) return marked;
    Lease session(*state_);
    const IndexVocabulary vocabulary(*session->generation, session->database, session->record);
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
