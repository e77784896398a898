// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/article_parts.h"

#include "engine/analysis/language.h"
#include "engine/analysis/token.h"
#include "engine/article/web_address.h"
#include "server/api/search_links.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"

#include <algorithm>
#include <cstdio>

namespace broadsheet {
namespace {

constexpr std::size_t words_a_minute = 230;
/// Chinese, Japanese: about as much as 230 words.
constexpr std::size_t characters_a_minute = 400;
constexpr std::size_t tellings_shown = 8;

std::string article_url(const SearchParameters& search, ArticleId id) {
    return url_of("/articles/" + std::to_string(id.value), write_search_parameters(search));
}

std::string title_or_none(const StoredArticle& article) {
    return article.title.empty() ? message("Untitled") : article.title;
}

std::string hexadecimal(std::uint64_t number) {
    char digits[20];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
    return digits;
}

/// Which part of a page a field was found in (see Article::origins).
std::string_view origin_words(std::string_view origin) {
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"json-ld", english("the page’s structured data")},
        {"meta", english("the page’s metadata")},
        {"text", english("the text")},
        {"url", english("the address")},
        {"link", english("the page’s canonical link")},
        {"heading", english("the page’s heading")},
        {"title-element", english("the page’s title element")},
        {"file", english("outside of the page")}};
    const auto found = std::ranges::find(known, origin, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(known) ? origin : message_text(found->second);
}

std::string_view field_words(std::string_view field) {
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"title", english("Title")},       {"subtitle", english("Subtitle")}, {"authors", english("Author")},
        {"source", english("Source")},     {"section", english("Section")},   {"tags", english("Tags")},
        {"language", english("Language")}, {"url", english("Address")},       {"place", english("Place")},
        {"agency", english("Agency")}};
    const auto found = std::ranges::find(known, field, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(known) ? field : message_text(found->second);
}

/// "Title: the page’s heading"
std::vector<Values> origins_of(std::string_view origins) {
    std::vector<Values> rows;
    while (!origins.empty()) {
        const std::string_view pair = origins.substr(0, origins.find(' '));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (equals + 1 < pair.size()) {
            const std::string words(field_words(pair.substr(0, equals)));
            const std::string from(origin_words(pair.substr(equals + 1)));
            rows.push_back(Values().text("words", words + ": " + from));
        }
        origins.remove_prefix(std::min(pair.size() + 1, origins.size()));
    }
    return rows;
}

std::string file_words(const HoldingFile& file) {
    std::string words = file.location.empty() ? file.path : file.path + ", " + file.location;
    return words;
}

/// "jsonl, 1.2 MB, last changed 28 January 2025"
std::string file_note(const HoldingFile& file) {
    std::string note = file.format;
    const auto add = [&note](const std::string& more) { note += (note.empty() ? "" : ", ") + more; };
    if (file.size_bytes >= 0) add(size_words(file.size_bytes));
    if (file.modified_s != 0) {
        const Date day{file.modified_s, DatePrecision::day, DateSource::file, std::nullopt};
        add(message("last changed {date}", {{"date", day_words(day)}}));
    }
    return note;
}

Values row_of(const SearchParameters& search, const StoredArticle& article) {
    Values row;
    row.text("id", std::to_string(article.id.value)).text("url", article_url(search, article.id));
    row.text("title", title_or_none(article)).text("source", article.source);
    row.text("iso", to_iso(article.published)).text("date", day_words(article.published));
    set_language(row, article.language);
    return row;
}

}  // namespace

void FactList::add(std::string_view name, std::vector<Values> values, std::string_view note) {
    if (values.empty()) return;
    facts_.push_back(Values().text("name", name).list("values", values).text("note", note));
}

void FactList::add_text(std::string_view name, const std::string& text, std::string_view note) {
    if (!text.empty()) add(name, {Values().text("words", text).flag("url", false)}, note);
}

std::string back_words(const SearchParameters& search) {
    if (!search.request.text.empty()) return message("Results for {query}", {{"query", search.request.text}});
    const bool searched = !write_search_parameters(search).empty();
    return message(searched ? english("Back to the articles") : english("All articles"));
}

std::string size_words(std::int64_t bytes) {
    constexpr std::string_view units[] = {"B", "kB", "MB", "GB", "TB"};
    double size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 999.5 && unit + 1 < std::size(units)) {
        size /= 1000;
        ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, unit == 0 || size >= 9.95 ? "%.0f " : "%.1f ", size);
    return text + std::string(units[unit]);
}

FactList origin_of(const StoredArticle& article, const Holdings& holdings) {
    FactList facts;
    for (const auto& file : holdings.files)
        facts.add_text(message(file.shown ? english("File") : english("Also in")), file_words(file), file_note(file));
    if (holdings.files.empty() && !article.provenance.path.empty()) {
        const auto& [path, location, format] = article.provenance;
        facts.add_text(message("File"), file_words({path, location, format}), format);
    }
    facts.add_text(message("First seen"), moment_words(article.seen));
    facts.add(message("Read from"), origins_of(article.origins));
    facts.add_text(message("Key"), article.key);
    if (!is_web_address(article.url)) facts.add_text(message("Address"), article.url);
    facts.add_text(message("Number"), std::to_string(article.id.value));
    if (holdings.text_hash != 0)
        facts.add_text(message("Digest"), "xxh3:" + hexadecimal(holdings.text_hash), message("of title and text"));
    if (holdings.content_hash != 0)
        facts.add_text(message("Digest"), "xxh3:" + hexadecimal(holdings.content_hash), message("of all its fields"));
    return facts;
}

std::size_t reading_minutes(std::string_view body) {
    std::size_t words = 0, characters = 0;
    for (const Token& token : tokenize(body)) {
        if (token.kind == TokenKind::part || token.kind == TokenKind::tag) continue;
        ++(token.ideograph ? characters : words);
    }
    if (words + characters == 0) return 0;
    const double minutes =
        static_cast<double>(words) / words_a_minute + static_cast<double>(characters) / characters_a_minute;
    return std::max<std::size_t>(1, static_cast<std::size_t>(minutes + 0.5));
}

void add_similar(const SearchParameters& search, const std::optional<SimilarArticles>& similar, Values& values) {
    std::vector<Values> rows;
    if (similar) {
        for (const auto& [hit, terms] : similar->articles) {
            Values row = row_of(search, hit.article);
            row.text("lead", hit.fragments.empty() ? std::string() : hit.fragments.front().text);
            std::string shared;
            for (const auto& term : terms) shared += (shared.empty() ? "" : ", ") + term;
            rows.push_back(row.text("shared", shared));
        }
    }
    values.list("similar", rows).flag("hasSimilar", !rows.empty());
}

void add_tellings(const SearchParameters& search, const std::optional<StoryArticles>& story, ArticleId own,
                  Values& values) {
    std::vector<Values> rows;
    std::size_t others = 0;
    if (story) {
        const auto at = std::ranges::find(story->articles, own, &StoredArticle::id);
        const auto index = static_cast<std::size_t>(at - story->articles.begin());
        const std::uint32_t group = index < story->duplicate_groups.size() ? story->duplicate_groups[index] : 0;
        for (std::size_t i = 0; i < story->articles.size(); ++i) {
            const auto& article = story->articles[i];
            if (article.id == own || ++others > tellings_shown) continue;
            const bool same = group != 0 && i < story->duplicate_groups.size() && story->duplicate_groups[i] == group;
            rows.push_back(row_of(search, article).flag("same", same));
        }
        const std::string number = std::to_string(story->id);
        values.text("storyUrl",
                    url_of("/stories/" + number, write_search_parameters(search)) + "#t" + std::to_string(own.value));
        values.text("storyWords", message_of(story->articles.size(), "The story with what its {n} telling adds",
                                             "The story with what each of its {n} tellings adds"));
    }
    values.list("tellings", rows).flag("hasTellings", !rows.empty());
}

}  // namespace broadsheet
