// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/acronyms_page.h"

#include "server/api/search_links.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_wording.h"

namespace broadsheet {
namespace {

Values row_of(const AcronymsView::Explained& explained) {
    const Meaning& meaning = explained.meaning;
    Values row;
    row.text("acronym", meaning.acronym).text("longForm", meaning.long_form);
    row.text("articles", message_of(meaning.articles, "{n} article", "{n} articles"));
    row.text("withUrl", url_of("/", {{"q", meaning.with}})).text("onlyUrl", url_of("/", {{"q", meaning.only}}));
    row.flag("dated", explained.first.has_value());
    if (explained.first) {
        const StoredArticle& first = *explained.first;
        row.text("url", url_of("/articles/" + std::to_string(first.id.value), {{"q", meaning.only}}));
        row.text("title", first.title.empty() ? message("Untitled") : first.title).text("source", first.source);
        row.text("date", day_words(first.published)).text("iso", to_iso(first.published));
        set_language(row, first.language);
    }
    return row;
}

Values row_of(const ExplainedAcronym& acronym) {
    Values row;
    row.text("acronym", acronym.acronym).text("longForm", acronym.long_form);
    row.text("url", url_of("/acronyms", {{"q", acronym.acronym}})).text("count", grouped(acronym.articles));
    row.text("others", acronym.others == 0 ? std::string() : "+" + grouped(acronym.others));
    return row;
}

}  // namespace

std::string acronyms_page(const AcronymsView& view, const ArchiveOverview& overview) {
    std::vector<Values> meanings, most;
    for (const auto& explained : view.meanings) meanings.push_back(row_of(explained));
    for (const auto& acronym : view.most_explained) most.push_back(row_of(acronym));
    Values values;
    values.text("query", view.query).flag("asked", !view.query.empty());
    values.list("meanings", meanings).flag("found", !meanings.empty());
    values.list("most", most).flag("any", !most.empty());

    PageFrame frame;
    frame.title = view.query.empty() ? message("Acronyms") : message("Acronyms: {query}", {{"query", view.query}});
    frame.kind = "plain";
    frame.query = view.query;
    frame.overview = overview;
    frame.content = fill("acronyms.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
