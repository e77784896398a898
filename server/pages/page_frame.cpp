// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/page_frame.h"

#include "server/api/query_operators.h"
#include "server/api/search_links.h"
#include "server/pages/messages.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"
#include "server/pages/web_files.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string figures(const ArchiveOverview& overview) {
    std::string text = message_of(overview.articles, "{n} article", "{n} articles");
    if (overview.sources > 0) text += " · " + message_of(overview.sources, "{n} source", "{n} sources");
    const std::string years = year_span(overview.first, overview.last);
    return years.empty() ? text : text + " · " + years;
}

std::string updated(const IndexState& index) {
    if (index.updated_s == 0) return {};
    return day_words({index.updated_s, DatePrecision::day, DateSource::none, std::nullopt});
}

/// What the tips beside the search box show: the operators that readers need most, and the fields.
std::vector<Values> tips() {
    constexpr std::string_view offered[] = {"open-source",   "\"freedom of information\"",
                                            "ferry OR tram", "election -poll",
                                            "econom*",       "mayor NEAR/5 resigned"};
    std::vector<Values> rows;
    const auto add = [&rows](std::string_view example, std::string_view help) {
        SearchParameters search;
        search.request.text = example;
        rows.push_back(
            Values().text("example", example).text("help", message_text(help)).text("url", search_url(search)));
    };
    for (const auto& [group, example, help] : query_operators()) {
        if (std::ranges::find(offered, example) != std::end(offered)) add(example, help);
    }
    for (const auto& entry : fields()) {
        if (entry.id != FieldId::body) add(entry.example, entry.help);
    }
    return rows;
}

std::vector<Values> language_links() {
    std::vector<Values> links;
    for (const auto& [language, code, name] : page_languages()) {
        Values link;
        link.text("code", code).text("name", name).flag("current", language == reader_language());
        link.text("url", url_of("/language", {{"to", std::string(code)}, {"back", reader_address()}}));
        links.push_back(std::move(link));
    }
    return links;
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
    values.list("kept", kept).list("tips", tips()).list("languages", language_links());
    values.text("lang", reader_language_code());
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
