// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/query_generator.h"

#include "engine/analysis/token.h"

#include <algorithm>

namespace broadsheet::test {

namespace {

constexpr std::size_t sampled_articles_max = 400;

std::string source_of(const std::string& text, const Token& token) {
    return text.substr(token.begin, token.end - token.begin);
}

/// As typed between quotes.
std::string unquoted(std::string text) {
    std::ranges::replace(text, '"', ' ');
    std::ranges::replace(text, '\n', ' ');
    return text;
}

}  // namespace

QueryGenerator::QueryGenerator(RecordReader& record, std::uint64_t seed) : random_(seed) {
    std::vector<ArticleId> ids;
    record.live_ids([&ids](ArticleId id) { ids.push_back(id); });
    std::ranges::shuffle(ids, random_);
    if (ids.size() > sampled_articles_max) ids.resize(sampled_articles_max);
    articles_ = record.articles(ids);
}

std::string QueryGenerator::word() {
    const StoredArticle& article = any_article();
    const std::string& text = chance(30) ? article.title : article.body;
    const std::vector<Token> tokens = tokenize(text);
    if (tokens.empty()) return "nothing";
    return source_of(text, tokens[below(tokens.size())]);
}

std::string QueryGenerator::phrase(std::size_t words) {
    const std::string& text = any_article().body;
    const std::vector<Token> tokens = tokenize(text);
    if (tokens.size() <= words) return word();
    const std::size_t first = below(tokens.size() - words);
    const std::size_t begin = tokens[first].begin;
    return unquoted(text.substr(begin, tokens[first + words - 1].end - begin));
}

std::string QueryGenerator::leaf() {
    switch (below(16)) {
        case 0:
            return "\"" + phrase(2) + "\"";
        case 1:
            return "\"" + phrase(3) + "\"";
        case 2:
            return "\"" + word() + " * " + word() + "\"";
        case 3: {
            const std::string beginning = word();
            return beginning.substr(0, std::max<std::size_t>(3, beginning.size() / 2)) + "*";
        }
        case 4:
            return chance(50) ? "=" + word() : "=\"" + phrase(2) + "\"";
        case 5:
            return word() + "~";
        case 6:
            return "title:" + word();
        case 7: {
            const StoredArticle& article = any_article();
            return article.authors.empty() ? word() : "author:\"" + unquoted(article.authors[0]) + "\"";
        }
        case 8:
            return "body:" + word();
        case 9:
            return word() + "-" + word();
        case 10:
            return "title:\"" + phrase(2) + "\"";
        default:
            return word();
    }
}

std::string QueryGenerator::near() {
    static const std::string operators[] = {" NEAR ", " NEAR/3 ", " NEAR/s ", " NEAR/p "};
    return word() + operators[below(4)] + (chance(30) ? "\"" + phrase(2) + "\"" : word());
}

std::string QueryGenerator::filter() {
    const StoredArticle& article = any_article();
    if (chance(40) && article.published.known())
        return "date:" + to_iso(article.published).substr(0, chance(50) ? 7 : 4);
    if (chance(50) && !article.source.empty()) return "source:\"" + unquoted(article.source) + "\"";
    if (!article.section.empty()) return "section:\"" + unquoted(article.section) + "\"";
    return "language:" + (article.language.empty() ? "en" : article.language);
}

std::string QueryGenerator::group(std::size_t depth) {
    std::string text;
    const bool alternatives = chance(40);
    const std::size_t parts = 1 + below(3);
    for (std::size_t i = 0; i < parts; ++i) {
        if (i > 0) text += alternatives ? " OR " : " ";
        if (!alternatives && i > 0 && chance(20)) text += "-";
        if (depth > 0 && chance(25)) {
            text += "(" + group(depth - 1) + ")";
        } else if (chance(10)) {
            text += "(" + near() + ")";
        } else {
            text += chance(12) ? filter() : leaf();
        }
    }
    return text;
}

DateRange QueryGenerator::dates() {
    DateRange range;
    const Date one = any_article().published, other = any_article().published;
    if (!one.known() || !other.known()) return range;
    if (chance(70)) range.from_s = std::min(one.utc_s, other.utc_s);
    if (chance(70)) range.before_s = std::max(one.utc_s, other.utc_s) + 1;
    return range;
}

std::string QueryGenerator::year() {
    return to_iso(any_article().published).substr(0, 4);
}

void QueryGenerator::add_filters(SearchRequest& request) {
    if (chance(20)) request.published = dates();
    if (chance(15)) request.filters.push_back({FieldId::source, {any_article().source, any_article().source}});
    if (chance(10)) request.filters.push_back({FieldId::section, {any_article().section}});
    if (chance(5) && !any_article().tags.empty()) request.filters.push_back({FieldId::tag, any_article().tags});
    if (chance(10)) request.filters.push_back({FieldId::section, {}, {any_article().section, any_article().section}});
    if (chance(8)) request.filters.push_back({FieldId::date, {year(), year()}});
    if (chance(5)) request.filters.push_back({FieldId::date, {}, {year(), year()}});
    for (FieldFilter& filter : request.filters) {
        std::erase(filter.values, "");
        std::erase(filter.excluded, "");
    }
}

SearchRequest QueryGenerator::next() {
    SearchRequest request;
    request.text = chance(3) ? "" : group(2);
    add_filters(request);
    request.any_word = chance(25);
    request.exact = chance(5);
    if (chance(5)) request.search_in = {FieldId::title};
    if (chance(5)) request.search_in = {FieldId::title, FieldId::body};
    if (chance(30)) request.sort = chance(50) ? SortOrder::newest : SortOrder::oldest;
    if (chance(30)) request.facets = {FieldId::source, FieldId::section, FieldId::author};
    if (chance(30)) request.timeline = request.year_facet = true;
    if (chance(20)) request.group = chance(50) ? GroupBy::duplicates : GroupBy::story;
    request.now_s = any_article().published.utc_s;
    if (chance(10)) request.freshness_days = 30;
    return request;
}

}  // namespace broadsheet::test
