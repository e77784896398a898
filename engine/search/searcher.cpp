// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/searcher.h"

#include "engine/error.h"
#include "engine/index/index_error.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "engine/search/collector.h"
#include "engine/search/compile.h"
#include "engine/search/live_source.h"
#include "engine/search/searcher_state.h"
#include "engine/search/vocabulary.h"

#include <algorithm>
#include <unordered_map>

#include <sys/stat.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

/// Okapi BM25 as Xapian has it; k1 and b are the usual ones of the literature (Robertson and Zaragoza, 2009).
Xapian::BM25Weight bm25() {
    return {1.2, 0, 1, 0.75, 0.5};
}

/// Shown when nothing in the body matches.
constexpr std::size_t lead_bytes = 240;

FileStamp stamp_of(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return {};
    return {status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

query::ParsedQuery parse_request(const SearchRequest& request) {
    return query::parse(request.text, {request.any_word, request.exact, request.now_s});
}

}  // namespace

IndexState state_of(const Generation& generation) {
    const Manifest& manifest = generation.manifest();
    return {manifest.generation, manifest.live_articles(), manifest.updated_s};
}

Searcher::State::State(fs::path folder) : archive(std::move(folder)), archive_id(RecordReader(archive).archive_id()) {
    refresh();
}

std::shared_ptr<const Generation> Searcher::State::refresh() {
    const std::lock_guard lock(mutex);
    const FileStamp now = stamp_of(manifest_file(index_folder(archive)));
    if (generation && now == stamp) return generation;
    try {
        generation = Generation::open(archive, archive_id, generation.get(), dictionary);
        refresh_failure.clear();
        stamp = now;
        for (const auto& session : idle) {  // they would hold the old generation's files, and so its disk space
            session->database = Xapian::Database();
            session->generation.reset();
        }
    } catch (const Error& error) {
        // A generation that is open stays whole whatever has happened to the files: better old answers than none.
        if (!generation) throw;
        refresh_failure = error.what();
    }
    return generation;
}

std::unique_ptr<Session> Searcher::State::lease() {
    std::shared_ptr<const Generation> newest = refresh();
    std::unique_ptr<Session> session;
    {
        const std::lock_guard lock(mutex);
        if (!idle.empty()) {
            session = std::move(idle.back());
            idle.pop_back();
        }
    }
    if (!session) session = std::make_unique<Session>(archive);
    if (session->generation != newest) {
        session->database = newest->open_database();
        session->generation = std::move(newest);
    }
    return session;
}

void Searcher::State::give_back(std::unique_ptr<Session> session) {
    if (!session) return;
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(session));
}

std::vector<Searcher::State::Ranked> Searcher::State::match(Session& session, const Xapian::Query& query,
                                                            const SearchRequest& request, SearchReply& reply) {
    const Xapian::doccount documents = session.database.get_doccount();
    std::vector<Ranked> ranked;
    if (documents == 0) return ranked;
    const std::size_t wanted = std::size_t{request.offset} + request.limit;
    std::size_t part = 0;
    const Xapian::Query live((new LiveSource(*session.generation, request.published, &part))->release());
    Collector collector(*session.generation, dictionary, request, wanted, part);
    Xapian::Enquire enquire(session.database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, live));
    enquire.add_matchspy(&collector);
    if (request.sort == SortOrder::relevance) {
        enquire.set_weighting_scheme(bm25());
        const Xapian::MSet found = enquire.get_mset(request.offset, request.limit, documents);
        for (auto hit = found.begin(); hit != found.end(); ++hit) ranked.push_back({*hit, hit.get_weight()});
    } else {
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.get_mset(0, 1, documents);
        const std::vector<DatedMatch> kept = collector.by_date();
        for (std::size_t i = request.offset; i < kept.size(); ++i)
            ranked.push_back({kept[i].document_id, kept[i].weight});
    }
    reply.total = collector.total();
    reply.facets = collector.facets();
    reply.timeline = collector.timeline();
    return ranked;
}

void Searcher::State::fill_hits(Session& session, const std::vector<Ranked>& ranked, const query::Node& root,
                                const SearchRequest& request, SearchReply& reply) {
    std::vector<ArticleId> ids;
    std::unordered_map<std::uint32_t, double> weights;
    for (const Ranked& match : ranked) {
        const Generation::Place place = session.generation->place_of(match.document_id);
        const std::uint32_t id = place.part.segment.files->columns.ids[place.document];
        ids.push_back({id});
        weights[id] = match.weight;
    }
    const Highlighter highlighter(root, request.search_in);
    FragmentOptions options;
    options.count_max = request.snippets;
    for (StoredArticle& article : session.record.articles(ids)) {
        Hit hit;
        hit.score = weights[article.id.value];
        hit.title_marks = highlighter.marks(article.title, FieldId::title, article.language);
        if (request.snippets != 0) {
            hit.fragments = highlighter.fragments(article.body, article.language, options);
            if (hit.fragments.empty() && !article.body.empty())
                hit.fragments.push_back(lead_of(article.body, lead_bytes));
        }
        hit.article = std::move(article);
        reply.hits.push_back(std::move(hit));
    }
}

Searcher::Searcher(const fs::path& archive) : state_(std::make_unique<State>(archive)) {}
Searcher::~Searcher() = default;

SearchReply Searcher::search(const SearchRequest& asked) try {
    Lease session(*state_);
    SearchRequest request = asked;
    query::ParsedQuery parsed = parse_request(request);
    const IndexVocabulary vocabulary(*session->generation, session->database);
    query::expand(parsed.root, vocabulary);
    // Without words nothing is more relevant than anything else.
    if (parsed.root.kind == query::NodeKind::nothing && request.sort == SortOrder::relevance)
        request.sort = SortOrder::newest;

    SearchReply reply;
    reply.index = state_of(*session->generation);
    reply.understood = query::to_text(parsed.root);
    reply.warnings = parsed.warnings;
    const Xapian::Query query(Xapian::Query::OP_FILTER, compile(parsed.root, request.search_in, *session->generation),
                              compile_filters(request.filters));
    const auto ranked = state_->match(*session, query, request, reply);
    state_->fill_hits(*session, ranked, parsed.root, request, reply);
    return reply;
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::optional<StoredArticle> Searcher::article(ArticleId id) {
    Lease session(*state_);
    std::vector<StoredArticle> found = session->record.articles(std::span(&id, 1));
    if (found.empty() || found[0].removed) return std::nullopt;
    return std::move(found[0]);
}

std::optional<MarkedArticle> Searcher::marked_article(ArticleId id, const SearchRequest& request) try {
    std::optional<StoredArticle> found = article(id);
    if (!found) return std::nullopt;
    MarkedArticle marked{std::move(*found), {}, {}};
    if (request.text.empty()) return marked;
    Lease session(*state_);
    query::ParsedQuery parsed = parse_request(request);
    query::expand(parsed.root, IndexVocabulary(*session->generation, session->database));
    const Highlighter highlighter(parsed.root, request.search_in);
    marked.title_marks = highlighter.marks(marked.article.title, FieldId::title, marked.article.language);
    marked.body_marks = highlighter.marks(marked.article.body, FieldId::body, marked.article.language);
    return marked;
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

IndexState Searcher::index_state() {
    return state_of(*state_->refresh());
}

}  // namespace broadsheet
