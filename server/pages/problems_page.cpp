// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/problems_page.h"

#include "server/api/overview_reply.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_wording.h"

namespace broadsheet {
namespace {

std::string page_url(std::uint32_t page) {
    return page == 1 ? "/overview/problems" : "/overview/problems?page=" + std::to_string(page);
}

}  // namespace

Markup problem_rows(const ProblemList& list) {
    if (list.problems.empty()) return {};
    std::vector<Values> rows;
    for (const Problem& problem : list.problems) {
        Values row;
        row.text("file", path_end(problem.path)).text("location", problem.location);
        row.text("stage", problem.stage).text("reason", problem.reason);
        row.text("seen", day_words({problem.seen_s, DatePrecision::day, DateSource::none, std::nullopt}));
        rows.push_back(std::move(row.text("iso", to_iso_utc(problem.seen_s))));
    }
    return fill("problems.html", Values().list("rows", rows));
}

std::string problems_page(const ProblemList& list, std::uint32_t page, const ArchiveOverview& overview) {
    Values values;
    values.text("count", message_of(list.total, "{n} problem", "{n} problems"));
    values.flag("beyond", list.problems.empty() && list.total > 0).flag("none", list.total == 0);
    values.markup("rows", problem_rows(list));
    const std::uint64_t pages = (list.total + problems_a_page - 1) / problems_a_page;
    values.text("previous", page > 1 ? page_url(page - 1) : std::string());
    values.text("next", page < pages ? page_url(page + 1) : std::string());
    values.text("page", grouped(page)).text("pages", grouped(pages)).flag("several", pages > 1);

    PageFrame frame;
    frame.title = message("Rejected inputs");
    frame.kind = "plain";
    frame.overview = overview;
    frame.content = fill("rejected.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
