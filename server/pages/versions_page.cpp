// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/versions_page.h"

#include "server/api/text_change.h"
#include "server/pages/change_view.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_wording.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string article_path(const StoredArticle& article) {
    return "/articles/" + std::to_string(article.id.value);
}

std::string title_of(const StoredArticle& article) {
    return article.title.empty() ? message("Untitled") : article.title;
}

Date moment(std::int64_t utc_s) {
    return {utc_s, DatePrecision::minute, DateSource::none, std::nullopt};
}

Values row_of(const ArticleVersion& version, const VersionPair& pair) {
    const auto& article = version.article;
    Values row;
    const std::string number = std::to_string(version.number);
    row.text("number", number).flag("current", version.current).text("title", title_of(article));
    row.text("url", version.current ? article_path(article) : article_path(article) + "/versions/" + number);
    row.text("taken", version.taken_s == 0 ? std::string() : moment_words(moment(version.taken_s)));
    row.text("takenIso", version.taken_s == 0 ? std::string() : to_iso_utc(version.taken_s));
    const Date& date = article.modified.known() ? article.modified : article.published;
    row.text("dated", moment_words(date)).text("datedIso", to_iso(date));
    row.number("words", word_count(article.body)).flag("withdrawn", article.withdrawn).flag("partial", article.partial);
    row.flag("isFrom", pair.from == &version).flag("isTo", pair.to == &version);
    set_language(row, article.language);
    return row;
}

std::string names_of(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

/// What changed beside the text, each as a line.
std::vector<Values> changed_facts(const StoredArticle& older, const StoredArticle& newer) {
    std::vector<Values> facts;
    const auto add = [&facts](std::string_view name, const std::string& before, const std::string& after) {
        if (before == after) return;
        facts.push_back(Values().text("name", name).markup("html", change_line(text_change(before, after))));
    };
    // A date of which only the hour has changed reads better whole.
    const auto add_date = [&facts](std::string_view name, const Date& before, const Date& after) {
        const std::string from = moment_words(before), to = moment_words(after);
        if (from == to) return;
        const Markup change = change_line({{PieceKind::removed, from}, {PieceKind::added, to}});
        facts.push_back(Values().text("name", name).markup("html", change));
    };
    add(message("Subtitle"), older.subtitle, newer.subtitle);
    add(message(newer.authors.size() > 1 ? english("Authors") : english("Author")), names_of(older.authors),
        names_of(newer.authors));
    add(message("Source"), older.source, newer.source);
    add(message("Section"), older.section, newer.section);
    add(message("Place"), older.place, newer.place);
    add_date(message("Published"), older.published, newer.published);
    add_date(message("Modified"), older.modified, newer.modified);
    return facts;
}

/// "12 words added, 3 left out"
std::string extent_words(const std::vector<TextPiece>& pieces) {
    std::size_t added = 0, removed = 0;
    for (const auto& piece : pieces) {
        if (piece.kind == PieceKind::added) added += word_count(piece.text);
        if (piece.kind == PieceKind::removed) removed += word_count(piece.text);
    }
    if (added == 0 && removed == 0) return {};
    if (removed == 0) return message_of(added, "{n} word added", "{n} words added");
    const std::string left_out = message_of(removed, "{n} left out", "{n} left out");
    if (added == 0) return message_of(removed, "{n} word left out", "{n} words left out");
    return message_of(added, "{n} word added", "{n} words added") + ", " + left_out;
}

Values change_of(const VersionPair& pair) {
    const auto& older = pair.from->article;
    const auto& newer = pair.to->article;
    const auto body = text_change(older.body, newer.body);
    const bool changed =
        std::ranges::any_of(body, [](const TextPiece& piece) { return piece.kind != PieceKind::same; });
    Values change;
    change.text("fromNumber", std::to_string(pair.from->number)).text("toNumber", std::to_string(pair.to->number));
    change.markup("titleChange", change_line(text_change(title_of(older), title_of(newer))));
    change.text("extent", extent_words(body)).flag("sameText", !changed);
    change.list("changedFacts", changed_facts(older, newer));
    change.list("blocks", change_blocks(body));
    set_language(change, newer.language);
    return change;
}

}  // namespace

std::string versions_page(const std::vector<ArticleVersion>& versions, const VersionPair& pair,
                          const ArchiveOverview& overview) {
    const auto current = std::ranges::find(versions, true, &ArticleVersion::current);
    const auto& article = (current == versions.end() ? versions.back() : *current).article;
    Values values;
    values.text("path", article_path(article)).text("title", title_of(article));
    values.text("count", message_of(versions.size(), "{n} version", "{n} versions"))
        .flag("several", versions.size() > 1);
    std::vector<Values> rows;
    for (const auto& version : versions) rows.push_back(row_of(version, pair));
    values.list("versions", rows);
    if (pair.from && pair.to)
        values.part("change", change_of(pair));
    else
        values.flag("change", false);
    set_language(values, article.language);

    PageFrame frame;
    frame.title = message("Versions of {title}", {{"title", title_of(article)}});
    frame.kind = "plain";
    frame.overview = overview;
    frame.content = fill("versions.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
