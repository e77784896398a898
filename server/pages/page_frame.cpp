// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/page_frame.h"

#include "server/api/search_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/web_files.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string figures(const ArchiveOverview& overview) {
    std::string text = counted(overview.articles, "article", "articles");
    if (overview.sources > 0) text += " · " + counted(overview.sources, "source", "sources");
    const std::string years = year_span(overview.first, overview.last);
    return years.empty() ? text : text + " · " + years;
}

std::string updated(const IndexState& index) {
    if (index.updated_s == 0) return {};
    return day_words({index.updated_s, DatePrecision::day, DateSource::none, std::nullopt});
}

}  // namespace

std::string page_html(const PageFrame& frame) {
    Values values;
    values.text("title", frame.title.empty() ? "Broadsheet" : frame.title + " — Broadsheet");
    values.text("kind", frame.kind).flag("front", frame.kind == "front").text("query", frame.query);
    values.text("style", static_url("style.css"))
        .text("script", static_url("script.js"))
        .text("icon", static_url("favicon.svg"));
    std::vector<Values> kept;
    for (const auto& [name, value] : frame.kept) kept.push_back(Values().text("name", name).text("value", value));
    values.list("kept", kept);
    if (frame.overview)
        values.text("figures", figures(*frame.overview)).text("updated", updated(frame.overview->index));
    values.text("version", BROADSHEET_VERSION).markup("head", frame.head).markup("content", frame.content);
    return fill("page.html", values).html();
}

ParameterList kept_parameters(const SearchParameters& search, bool with_period) {
    constexpr std::string_view dropped[] = {"q", "page", "offset", "cursor", "fields", "facets"};
    ParameterList kept;
    for (auto& parameter : write_search_parameters(search)) {
        const auto& name = parameter.first;
        if (std::find(std::begin(dropped), std::end(dropped), name) != std::end(dropped)) continue;
        if (!with_period && (name == "from" || name == "to")) continue;
        kept.push_back(std::move(parameter));
    }
    return kept;
}

}  // namespace broadsheet
