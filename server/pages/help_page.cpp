// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/help_page.h"

#include "server/api/search_parameters.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"

namespace broadsheet {
namespace {

struct Operator {
    std::string_view example;
    std::string_view help;
};

constexpr Operator operators[] = {
    {"harbour strike", "Both words, in any form: strike, strikes, striking."},
    {"open-source", "A compound, however it is written: open-source, open source, opensource."},
    {"\"freedom of information\"", "These words, as written, next to each other."},
    {"=elections", "This form of the word alone."},
    {"ferry OR tram", "Either word. AND, OR and NOT are operators only in capitals."},
    {"election -poll", "The first word without the second. The - counts only after a blank or an opening bracket."},
    {"(ferry OR tram) strike", "Brackets say what belongs together."},
    {"econom*", "All words that begin so."},
    {"mayor NEAR/5 resigned", "Both words, at most five words apart."},
    {"date:2025-01..2025-03", "Published in this time. Also before:2025 and after:2024-06-15."},
};

Values example_of(std::string_view query) {
    SearchParameters search;
    search.request.text = query;
    return Values().text("example", query).text("url", search_url(search));
}

}  // namespace

std::string help_page(const ArchiveOverview& overview) {
    std::vector<Values> operator_rows, field_rows, parameter_rows;
    for (const auto& [example, help] : operators) operator_rows.push_back(example_of(example).text("help", help));
    for (const auto& entry : fields()) {
        field_rows.push_back(
            example_of(entry.example).text("name", entry.name).text("alias", entry.alias).text("help", entry.help));
    }
    for (const auto& parameter : search_parameter_help()) {
        parameter_rows.push_back(
            Values().text("name", parameter.name).text("aliases", parameter.aliases).text("help", parameter.help));
    }
    PageFrame frame;
    frame.title = "How to search";
    frame.kind = "plain";
    frame.overview = overview;
    frame.content =
        fill("help.html",
             Values().list("operators", operator_rows).list("fields", field_rows).list("parameters", parameter_rows));
    return page_html(frame);
}

}  // namespace broadsheet
