// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/hit_view.h"

#include "engine/analysis/language.h"
#include "server/api/search_links.h"
#include "server/pages/explanation_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// The fragments in one paragraph, with an ellipsis wherever something was cut, and never two in a row.
Markup fragments_markup(const std::vector<Fragment>& fragments) {
    std::string html;
    bool cut = false;
    for (const auto& fragment : fragments) {
        if (!html.empty()) html += ' ';
        if (fragment.cut_before && !cut) html += "… ";
        html += marked_html(fragment.text, fragment.marks);
        if (fragment.cut_after) html += " …";
        cut = fragment.cut_after;
    }
    return Markup(std::move(html));
}

Markup authors_markup(const Hit& hit) {
    std::string html;
    for (const auto& name : marked_names(hit.article.authors, hit.author_marks))
        html += (html.empty() ? "" : ", ") + name.html();
    return Markup(std::move(html));
}

/// Where the match is if the text shown beside it has none.
std::string_view match_elsewhere(const SearchParameters& search, const Hit& hit) {
    const auto in = [&hit](FieldId field) {
        return std::find(hit.matched_in.begin(), hit.matched_in.end(), field) != hit.matched_in.end();
    };
    if (search.request.snippets == 0 || in(FieldId::body)) return {};
    if (in(FieldId::title) && in(FieldId::author)) return message_text("match in the title and the byline");
    if (in(FieldId::title)) return message_text("match in the title");
    return in(FieldId::author) ? message_text("match in the byline") : "";
}

}  // namespace

std::vector<Markup> marked_names(const std::vector<std::string>& names,
                                 const std::vector<std::vector<TextRange>>& marks) {
    std::vector<Markup> marked;
    for (std::size_t i = 0; i < names.size(); ++i)
        marked.emplace_back(marked_html(names[i], i < marks.size() ? marks[i] : std::vector<TextRange>{}));
    return marked;
}

void set_language(Values& values, const std::string& language) {
    values.text("lang", language == reader_language_code() ? "" : language);
}

Values hit_view(const SearchParameters& search, const Hit& hit, bool several_languages) {
    const auto& article = hit.article;
    Values values;
    values.text("id", std::to_string(article.id.value));
    values.text("url", url_of("/articles/" + std::to_string(article.id.value), write_search_parameters(search)));
    values.text("source", article.source);
    values.text("sourceUrl", has_value(search, FieldId::source, article.source_id)
                                 ? std::string()
                                 : search_url(with_value(search, FieldId::source, article.source_id)));
    values.text("iso", to_iso(article.published)).text("date", day_words(article.published));
    values.text("place", article.place).markup("authors", authors_markup(hit)).text("section", article.section);
    const bool foreign = several_languages && article.language != reader_language_code();
    values.text("language", foreign ? language_name(article.language, reader_language_code()) : std::string());
    set_language(values, article.language);
    const std::string untitled = message("Untitled");
    values.markup("title", Markup(article.title.empty() ? untitled : marked_html(article.title, hit.title_marks)));
    values.markup("fragments", fragments_markup(hit.fragments)).text("elsewhere", match_elsewhere(search, hit));
    values.flag("withdrawn", article.withdrawn).flag("partial", article.partial);
    values.text("more", more_words(search.request.group, hit));
    values.text("moreUrl", hit.kinship.story == 0 ? std::string() : "/stories/" + std::to_string(hit.kinship.story));
    values.markup("why", explanation_view(hit.explanation));
    return values;
}

}  // namespace broadsheet
