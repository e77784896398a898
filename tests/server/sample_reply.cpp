// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/sample_reply.h"

#include <algorithm>

namespace broadsheet::test {

Date date_of(std::string_view iso, DateSource source) {
    Date date = parse_iso_date(iso).value_or(Date{});
    date.source = source;
    return date;
}

StoredArticle sample_article() {
    StoredArticle article;
    article.id = {7};
    article.key = "hw-7";
    article.url = "https://harbour-wire.example/2025/quiet?a=1&b=2";
    article.title = "Open-source, quietly";
    article.subtitle = "A founder writes no letters";
    article.authors = {"Mei Tan", "Jonas Okoro"};
    article.source = "Harbour Wire";
    article.source_id = "harbour-wire";
    article.agency = "Reuters";
    article.section = "Technology";
    article.tags = {"software"};
    article.language = "en";
    article.place = "HANGZHOU";
    article.published = date_of("2025-01-28");
    article.body = "Every model is open-source.\n\nThe price falls.";
    article.provenance = {"/archive/hw.jsonl", "line 7", "jsonl"};
    return article;
}

Explanation sample_explanation() {
    Explanation explanation;
    explanation.matches = true;
    explanation.summary = "Matches; open-source weighs most.";
    explanation.clauses = {
        {"open-source", true, "once in the text (open-source 1); 45 articles of the archive have it", 12.34567},
        {"-sports", true, "not excluded: no form of it is in the article", 0}};
    explanation.score = 12.34567;
    return explanation;
}

SearchReply sample_reply() {
    SearchReply reply;
    reply.total = 45;
    reply.understood = "(open-source | opensource)";
    reply.forms = {{"open-source", 40}, {"opensource", 5}};
    reply.index = {42, 21578, sample_now_s};
    Hit hit;
    hit.article = sample_article();
    hit.title_marks = {{0, 11}};
    hit.author_marks = {{}, {}};
    hit.matched_in = {FieldId::title, FieldId::body};
    hit.fragments = {{FieldId::body, "Every model is open-source.", {{15, 26}}, false, true}};
    hit.score = 12.34567;
    reply.hits = {hit};
    reply.facets = {{"source", {{"harbour-wire", "Harbour Wire", 30}, {"tech-dispatch", "Tech Dispatch", 15}}},
                    {"year", {{"2025", "2025", 40}, {"2024", "2024", 5}}}};
    reply.timeline = Timeline{Interval::month, {{day_number({2024, 12, 1}), 5}, {day_number({2025, 2, 1}), 40}}};
    return reply;
}

SimilarArticles sample_similar() {
    SimilarArticles similar;
    similar.terms = {"open-source", "model", "price"};
    similar.index = {42, 21578, sample_now_s};
    Hit hit = sample_reply().hits.front();
    hit.article.id = {9};
    hit.article.title = "Prices of models fall";
    hit.title_marks.clear();
    similar.articles.push_back({hit, {"model", "price"}});
    hit.article.id = {11};
    hit.article.title = "";
    similar.articles.push_back({hit, {"model"}});
    return similar;
}

Holdings sample_holdings() {
    return {0x0123456789abcdefU,
            0x00ffU,
            {{"/archive/hw.jsonl", "line 7", "jsonl", 123'456, sample_now_s, true},
             {"/archive/copy.html", "", "html", 999, sample_now_s, false}}};
}

ArchiveOverview sample_overview() {
    ArchiveOverview overview;
    overview.index = {42, 21578, sample_now_s};
    overview.articles = 21578;
    overview.sources = 2;
    overview.first = date_of("1987-02-26");
    overview.last = date_of("2025-01-28");
    return overview;
}

ArchiveAccess sample_access() {
    ArchiveAccess access;
    access.search = [](const SearchRequest&) { return sample_reply(); };
    access.timeline = [](const TimelineRequest&) { return TimelineReply{}; };
    access.complete = [](std::string_view begun, const std::function<bool()>&) {
        return std::vector<Completion>{{"open", CompletionKind::word, 40, std::string(begun) + "en"}};
    };
    access.marked_article = [](ArticleId id, const SearchRequest&) {
        return id.value == 7 ? std::optional(MarkedArticle{sample_article(), {{0, 11}}, {{}, {}}, {{15, 26}}, {}})
                             : std::nullopt;
    };
    access.explain = [](ArticleId id, const SearchRequest&) {
        return id.value == 7 ? std::optional(sample_explanation()) : std::nullopt;
    };
    access.matching = [](const SearchRequest&) { return std::vector<ArticleId>{{7}}; };
    access.articles = [](std::span<const ArticleId> ids) {
        std::vector<KinArticle> found;
        for (const ArticleId id : ids) {
            if (id.value == 7) found.push_back({sample_article(), {}});
        }
        return found;
    };
    access.archive_id = "sample";
    access.versions = [](ArticleId id) {
        return id.value == 7 ? std::vector<ArticleVersion>{{1, true, sample_now_s, sample_article()}}
                             : std::vector<ArticleVersion>{};
    };
    access.story = [](std::uint32_t id) {
        return id == 7 ? std::optional(StoryArticles{7, {sample_article()}, {0}}) : std::nullopt;
    };
    access.holdings = [](ArticleId id) { return id.value == 7 ? sample_holdings() : Holdings{}; };
    access.similar_articles = [](ArticleId id, std::size_t limit) -> std::optional<SimilarArticles> {
        if (id.value != 7) return std::nullopt;
        SimilarArticles similar = sample_similar();
        similar.articles.resize(std::min(limit, similar.articles.size()));
        return similar;
    };
    access.sources = [] {
        return std::vector<SourceCount>{{"harbour-wire", "Harbour Wire", 61, date_of("1987"), date_of("2025-01-28")}};
    };
    access.overview = access.summary = sample_overview;
    access.index_state = [] { return sample_overview().index; };
    access.reindex = [] { return ReindexReport{}; };
    access.standing = [](ArticleId id) { return id.value == 7 ? Standing::shown : Standing::unknown; };
    access.sizes = [] { return ArchiveSizes{3'000'000, 2'000'000}; };
    access.runs = [](std::size_t) { return std::vector<Run>{{1, sample_now_s - 60, sample_now_s, 3, 2, 1, 0, 0, 0}}; };
    access.now_s = [] { return sample_now_s; };
    return access;
}

}  // namespace broadsheet::test
