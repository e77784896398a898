// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/first_page.h"

#include "server/api/search_links.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string article_url(const StoredArticle& article, const SearchParameters& search) {
    return url_of("/articles/" + std::to_string(article.id.value), {{"q", search.request.text}});
}

void add_article(const StoredArticle& article, const SearchParameters& search, Values& values) {
    values.text("url", article_url(article, search));
    values.text("title", article.title.empty() ? message("Untitled") : article.title);
    values.text("date", moment_words(article.published)).text("iso", to_iso(article.published));
    set_language(values, article.language);
}

bool is_vague(const SourceFirst& first) {
    return first.article && first.article->published.precision < DatePrecision::day;
}

Values row_of(const SourceFirst& first, const SearchParameters& search) {
    Values row;
    row.text("source", first.name.empty() ? message("No source") : first.name);
    row.text("count", grouped(first.articles));
    row.text("countUrl", first.id.empty()
                             ? std::string()
                             : search_url(with_sort(with_value(search, FieldId::source, first.id), SortOrder::oldest)));
    row.flag("dated", first.article.has_value()).flag("vague", is_vague(first));
    if (first.article) add_article(*first.article, search, row);
    return row;
}

/// What is known only by the date of its file.
std::vector<Values> doubtful_rows(const FirstMentions& mentions, const SearchParameters& search) {
    std::vector<Values> rows;
    for (const SourceFirst& first : mentions.first) {
        if (!first.by_file_date) continue;
        Values row;
        row.text("source", first.name.empty() ? message("No source") : first.name);
        add_article(*first.by_file_date, search, row);
        rows.push_back(std::move(row));
    }
    return rows;
}

void add_mentions(const FirstMentions& mentions, const SearchParameters& search, Values& values) {
    std::vector<Values> rows, warnings;
    for (const SourceFirst& first : mentions.first) rows.push_back(row_of(first, search));
    for (const auto& warning : mentions.warnings) warnings.push_back(Values().text("message", warning.message));
    if (!mentions.complete)
        warnings.push_back(Values().text("message", message("Only a part of the archive was searched.")));
    const auto doubtful = doubtful_rows(mentions, search);
    values.list("rows", rows).flag("found", !rows.empty());
    values.list("warnings", warnings).flag("warned", !warnings.empty());
    values.list("doubtful", doubtful).flag("doubted", !doubtful.empty());
    values.flag("vague", std::ranges::any_of(mentions.first, is_vague));
    values.text("articles", message_of(mentions.articles, "{n} article", "{n} articles"));
    values.text("sources", message_of(mentions.sources, "{n} source", "{n} sources"));
    values.text("undated", mentions.undated == 0 ? std::string()
                                                 : message_of(mentions.undated, "{n} article that matches has no date.",
                                                              "{n} articles that match have no date."));
    values.flag("cut", mentions.sources > mentions.first.size());
}

}  // namespace

std::string first_page(const SearchParameters& search, const FirstMentions& mentions, const ArchiveOverview& overview) {
    Values values;
    const bool asked = !search.request.text.empty();
    values.text("query", search.request.text).flag("asked", asked);
    values.text("understood", mentions.understood == search.request.text ? std::string() : mentions.understood);
    values.text("searchUrl", search_url(with_sort(search, SortOrder::oldest)));
    std::vector<Values> kept;
    for (const auto& [name, value] : write_search_parameters(search))
        if (name != "q" && name != "sortBy") kept.push_back(Values().text("name", name).text("value", value));
    values.list("kept", kept);
    add_mentions(mentions, search, values);

    PageFrame frame;
    frame.title =
        asked ? message("Who had it first: {query}", {{"query", search.request.text}}) : message("Who had it first");
    frame.kind = "plain";
    frame.query = search.request.text;
    frame.overview = overview;
    frame.content = fill("first.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
