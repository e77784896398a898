// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/first_mention.h"

#include "engine/index/index_error.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "engine/search/matcher.h"
#include "engine/search/query_notes.h"
#include "engine/search/vocabulary.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

namespace broadsheet {

namespace {

constexpr std::size_t source_facet = 0;
static_assert(facet_fields[source_facet] == FieldId::source);

/// Of each source so many of the earliest are looked at for one whose date isn't its file's.
constexpr std::size_t candidates_max = 4;
constexpr std::chrono::milliseconds looking_time{1000};

struct Candidate {
    std::int64_t published_s = 0;
    ArticleId article;
    friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

/// What is seen of one source.
struct SourceRow {
    std::uint32_t source = 0;  ///< as the dictionary numbers it; behind the last: none
    std::uint32_t articles = 0, undated = 0;
    std::vector<Candidate> earliest;  ///< ascending

    void add(const Candidate& candidate) {
        ++articles;
        if (candidate.published_s == no_date) {
            ++undated;
            return;
        }
        if (earliest.size() == candidates_max) {
            if (candidate > earliest.back()) return;
            earliest.pop_back();
        }
        earliest.insert(std::ranges::upper_bound(earliest, candidate), candidate);
    }
    std::int64_t first_s() const {
        return earliest.empty() ? std::numeric_limits<std::int64_t>::max() : earliest[0].published_s;
    }
};

/// Keeps the earliest matches of each source.
class FirstSink : public match::Sink {
public:
    FirstSink(const match::Snapshot& snapshot, std::uint32_t sources) : snapshot_(snapshot), rows_(sources + 1) {}

    void begin(std::size_t part) override { part_ = &snapshot_.parts[part]; }
    void take(const match::Batch& matches) override {
        for (std::size_t i = 0; i < matches.size; ++i) add(matches.documents[i]);
    }
    void count(const match::Window& matches, std::size_t) override {
        matches.for_each([this](std::uint32_t document) { add(document); });
    }
    float least_weight(match::SegmentArrays::DocumentRange) const override {
        return std::numeric_limits<float>::infinity();
    }

    /// Of sources with a match: the earliest first.
    std::vector<SourceRow> rows() {
        for (std::size_t source = 0; source < rows_.size(); ++source)
            rows_[source].source = static_cast<std::uint32_t>(source);
        std::erase_if(rows_, [](const SourceRow& row) { return row.articles == 0; });
        std::ranges::stable_sort(rows_, {}, &SourceRow::first_s);
        return std::move(rows_);
    }

    std::uint64_t articles = 0, undated = 0;

private:
    void add(std::uint32_t document) {
        const Columns& columns = part_->columns();
        const Candidate candidate{columns.published_s[document], {columns.ids[document]}};
        ++articles;
        undated += candidate.published_s == no_date;
        const auto own = columns.fields[source_facet].of(document);
        if (own.empty()) rows_.back().add(candidate);
        for (const std::uint32_t ordinal : own)
            rows_[(*part_->generation_part->translation)[source_facet][ordinal]].add(candidate);
    }

    const match::Snapshot& snapshot_;
    const match::Snapshot::Part* part_ = nullptr;
    std::vector<SourceRow> rows_;
};

/// What is needed to run one query that isn't a search.
struct Looking {
    Looking(Session& session, const FacetDictionary& dictionary, const SearchRequest& asked)
        : request(asked),
          vocabulary(*session.generation),
          matcher(session, dictionary, request),
          parsed(query::parse(request.text, {request.any_word, request.exact, request.now_s, vocabulary.stem_codes()})),
          root(parsed.root),
          deadline(looking_time, request.abandoned) {
        query::expand(root, vocabulary);
        matcher.set_deadline(&deadline);
    }

    const SearchRequest request;
    const IndexVocabulary vocabulary;
    Matcher matcher;
    const query::ParsedQuery parsed;
    query::Node root;
    Deadline deadline;
};

using ArticlesById = std::unordered_map<std::uint32_t, StoredArticle>;

ArticlesById candidates_of(const std::vector<SourceRow>& rows, RecordReader& record) {
    std::vector<ArticleId> ids;
    for (const SourceRow& row : rows)
        for (const Candidate& candidate : row.earliest) ids.push_back(candidate.article);
    ArticlesById articles;
    const RecordReader::Moment moment(record);
    for (auto& [article, kin] : record.listed_articles(ids, false)) articles[article.id.value] = std::move(article);
    return articles;
}

SourceFirst first_of(const SourceRow& row, const ArticlesById& articles, const FacetDictionary& dictionary) {
    SourceFirst first;
    if (row.source < dictionary.size(source_facet)) {
        first.id = dictionary.entry(source_facet, row.source).slug;
        first.name = dictionary.entry(source_facet, row.source).label;
    }
    first.articles = row.articles;
    first.undated = row.undated;
    for (const Candidate& candidate : row.earliest) {
        const auto found = articles.find(candidate.article.value);
        if (found == articles.end()) continue;
        const bool by_file = found->second.published.source == DateSource::file;
        if (!by_file) {
            first.article = found->second;
            break;
        }
        if (!first.by_file_date) first.by_file_date = found->second;
    }
    return first;
}

/// Articles with a date stand before sources that have only undated ones.
bool is_earlier(const SourceFirst& a, const SourceFirst& b) {
    const auto key = [](const SourceFirst& first) {
        return std::tuple(!first.article, first.article ? first.article->published.utc_s : 0,
                          first.article ? first.article->id : ArticleId{});
    };
    return key(a) < key(b);
}

}  // namespace

FirstMentions Searcher::first_mentions(const SearchRequest& request) try {
    Lease session(*state_);
    Looking looking(*session, state_->dictionary, request);
    FirstSink sink(session->reader->snapshot(), static_cast<std::uint32_t>(state_->dictionary.size(source_facet)));
    looking.matcher.see_all(looking.root, sink);
    FirstMentions mentions;
    mentions.understood = query::to_text(looking.parsed.root);
    mentions.warnings = looking.parsed.warnings;
    mentions.complete = !looking.deadline.was_missed();
    mentions.articles = sink.articles;
    mentions.undated = sink.undated;
    std::vector<SourceRow> rows = sink.rows();
    mentions.sources = rows.size();
    if (rows.size() > first_sources_max) rows.resize(first_sources_max);
    const ArticlesById articles = candidates_of(rows, session->record);
    for (const SourceRow& row : rows) mentions.first.push_back(first_of(row, articles, state_->dictionary));
    std::ranges::stable_sort(mentions.first, is_earlier);
    return mentions;
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::optional<std::uint64_t> Searcher::count(const SearchRequest& request) try {
    Lease session(*state_);
    Looking looking(*session, state_->dictionary, request);
    const std::uint64_t articles = looking.matcher.count(looking.root);
    return looking.deadline.was_missed() ? std::nullopt : std::optional(articles);
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

}  // namespace broadsheet
