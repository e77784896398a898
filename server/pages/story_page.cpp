// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/story_page.h"

#include "engine/analysis/language.h"
#include "engine/analysis/sentence.h"
#include "server/api/search_links.h"
#include "server/api/story_tellings.h"
#include "server/pages/article_parts.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"

#include <algorithm>
#include <set>
#include <span>

namespace broadsheet {
namespace {

/// Sentences of a telling in sight; the others are a click away.
constexpr std::size_t shown_at_once = 3;
constexpr std::size_t sentence_shown_bytes = 320;

std::string title_of(const StoredArticle& article) {
    return article.title.empty() ? message("Untitled") : article.title;
}

std::string shortened(std::string_view sentence) {
    std::string line(sentence.size() <= sentence_shown_bytes
                         ? sentence
                         : sentence.substr(0, word_end_before(sentence, sentence_shown_bytes, 0)));
    std::ranges::replace(line, '\n', ' ');
    return sentence.size() <= sentence_shown_bytes ? line : line + " …";
}

std::vector<Values> rows_of(std::span<const std::string_view> sentences) {
    std::vector<Values> rows;
    for (const auto sentence : sentences) rows.push_back(Values().text("text", shortened(sentence)));
    return rows;
}

/// "Harbour Wire, 28 January 2025"
std::string name_of(const StoredArticle& article) {
    const std::string date = day_words(article.published);
    const std::string source = article.source.empty() ? title_of(article) : article.source;
    return date.empty() ? source : source + ", " + date;
}

/// "Leaves out 2 sentences of Harbour Wire, 28 January 2025"
std::string cut_words(const Telling& telling) {
    const std::string words =
        message_of(telling.cut.size(), "Leaves out {n} sentence of", "Leaves out {n} sentences of");
    return words + " " + name_of(*telling.before);
}

void add_sentences(const Telling& telling, Values& values) {
    const bool first = !telling.before;
    const std::span<const std::string_view> added = telling.added;
    const auto shown = added.first(std::min(shown_at_once, added.size()));
    values.list("added", rows_of(shown))
        .flag("listed", !added.empty())
        .flag("adds", !first && !added.empty())
        .flag("begins", first && !added.empty());
    const auto rest = added.subspan(shown.size());
    values.list("rest", rows_of(first ? std::span<const std::string_view>() : rest));
    if (!first && !rest.empty())
        values.text("restCount", message_of(rest.size(), "{n} more sentence", "{n} more sentences"));
    else
        values.flag("restCount", false);
    values.list("cut", rows_of(telling.cut));
    if (telling.cut.empty() || telling.duplicate_of)
        values.flag("cutCount", false);
    else
        values.text("cutCount", cut_words(telling));
    const bool nothing_new = telling.compared && added.empty() && !telling.duplicate_of;
    values.flag("nothingNew", nothing_new).flag("uncompared", !telling.compared && !telling.duplicate_of);
}

Values telling_view(const Telling& telling, const StoryArticles& story, const SearchParameters& search) {
    const auto& article = *telling.article;
    Values values;
    values.text("id", std::to_string(article.id.value))
        .text("url", url_of("/articles/" + std::to_string(article.id.value), write_search_parameters(search)));
    values.text("title", title_of(article)).text("source", article.source);
    values.text("iso", to_iso(article.published)).text("date", moment_words(article.published));
    values.flag("withdrawn", article.withdrawn).flag("partial", article.partial);
    const bool foreign = !article.language.empty() && article.language != reader_language_code();
    values.text("language", foreign ? language_name(article.language, reader_language_code()) : std::string());
    set_language(values, article.language);
    values.flag("duplicate", telling.duplicate_of.has_value());
    if (telling.duplicate_of) {
        const auto original = std::ranges::find(story.articles, *telling.duplicate_of, &StoredArticle::id);
        values.text("originalId", std::to_string(telling.duplicate_of->value)).text("originalName", name_of(*original));
    }
    add_sentences(telling, values);
    return values;
}

/// "3 sources, 28 January 2025 to 2 February 2025"
std::string extent_of(const StoryArticles& story) {
    std::set<std::string> sources;
    std::string from, to;
    for (const auto& article : story.articles) {
        if (!article.source_id.empty()) sources.insert(article.source_id);
        const std::string day = day_words(article.published);
        if (from.empty()) from = day;
        if (!day.empty()) to = day;
    }
    std::string words = sources.empty() ? std::string() : message_of(sources.size(), "{n} source", "{n} sources");
    if (from.empty()) return words;
    return words + (words.empty() ? "" : ", ") +
           (from == to ? from : message("{from} to {to}", {{"from", from}, {"to", to}}));
}

}  // namespace

std::string story_page(const StoryArticles& story, const ArchiveOverview& overview, const SearchParameters& search) {
    std::vector<Values> rows;
    for (const auto& telling : tellings_of(story)) rows.push_back(telling_view(telling, story, search));
    Values values;
    values.text("count", message_of(story.articles.size(), "One story, {n} telling", "One story, {n} tellings"))
        .text("extent", extent_of(story));
    values.list("tellings", rows).text("back", search_url(search)).text("backWords", back_words(search));

    PageFrame frame;
    frame.title = message("Story: {title}", {{"title", title_of(story.articles.front())}});
    frame.kind = "plain";
    frame.overview = overview;
    frame.query = search.request.text;
    frame.kept = kept_parameters(search, true);
    frame.content = fill("story.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
