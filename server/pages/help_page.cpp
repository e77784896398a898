// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/help_page.h"

#include "server/api/query_operators.h"
#include "server/api/search_parameters.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"

namespace broadsheet {
namespace {

Values example_of(std::string_view query) {
    SearchParameters search;
    search.request.text = query;
    return Values().text("example", query).text("url", search_url(search));
}

/// The table of operators, a part for each of its groups.
std::vector<Values> operator_groups() {
    std::vector<Values> groups, rows;
    std::string_view heading;
    const auto close = [&] {
        if (!rows.empty()) groups.push_back(Values().text("heading", message_text(heading)).list("operators", rows));
        rows.clear();
    };
    for (const auto& [group, example, help] : query_operators()) {
        if (group != heading) close();
        heading = group;
        rows.push_back(example_of(example).text("help", message_text(help)));
    }
    close();
    return groups;
}

}  // namespace

std::string help_page(const ArchiveOverview& overview) {
    std::vector<Values> field_rows, parameter_rows;
    for (const auto& entry : fields()) {
        field_rows.push_back(example_of(entry.example)
                                 .text("name", entry.name)
                                 .text("alias", entry.alias)
                                 .text("help", message_text(entry.help)));
    }
    for (const auto& parameter : search_parameter_help()) {
        parameter_rows.push_back(
            Values().text("name", parameter.name).text("aliases", parameter.aliases).text("help", parameter.help));
    }
    PageFrame frame;
    frame.title = message("How to search");
    frame.kind = "plain";
    frame.overview = overview;
    frame.content =
        fill("help.html",
             Values().list("groups", operator_groups()).list("fields", field_rows).list("parameters", parameter_rows));
    return page_html(frame);
}

}  // namespace broadsheet
