// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/hit_view.h"

#include "engine/analysis/language.h"
#include "server/api/search_links.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"

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

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

void set_language(Values& values, const std::string& language) {
    values.text("lang", language == "en" ? "" : language);
}

Values hit_view(const SearchParameters& search, const Hit& hit) {
    const auto& article = hit.article;
    Values values;
    values.text("id", std::to_string(article.id.value));
    values.text("url", url_of("/articles/" + std::to_string(article.id.value), write_search_parameters(search)));
    values.text("source", article.source);
    values.text("sourceUrl", has_value(search, FieldId::source, article.source_id)
                                 ? std::string()
                                 : search_url(with_value(search, FieldId::source, article.source_id)));
    values.text("iso", to_iso(article.published)).text("date", day_words(article.published));
    values.text("place", article.place).text("authors", joined(article.authors)).text("section", article.section);
    const bool foreign = !article.language.empty() && article.language != "en";
    values.text("language", foreign ? language_name(article.language) : std::string());
    set_language(values, article.language);
    const std::string untitled = "Untitled";
    values.markup("title", Markup(article.title.empty() ? untitled : marked_html(article.title, hit.title_marks)));
    values.markup("fragments", fragments_markup(hit.fragments));
    return values;
}

}  // namespace broadsheet
