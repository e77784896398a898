// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/overview_page.h"

#include "engine/analysis/language.h"
#include "server/api/search_links.h"
#include "server/pages/coverage_table.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_wording.h"
#include "server/pages/problems_page.h"
#include "server/pages/reader.h"

namespace broadsheet {
namespace {

std::string moment_of(std::int64_t utc_s) {
    return moment_words({utc_s, DatePrecision::minute, DateSource::none, std::int16_t{0}});
}

std::string whole_span(const ArchiveOverview& archive) {
    const std::string first = day_words(archive.first), last = day_words(archive.last);
    if (first.empty()) return {};
    return first == last ? first : message("{from} to {to}", {{"from", first}, {"to", last}});
}

void add_figures(const OverviewView& view, Values& values) {
    const ArchiveOverview& archive = view.archive;
    values.text("articles", message_of(archive.articles, "{n} article", "{n} articles"));
    values.text("sources", message_of(archive.sources, "{n} source", "{n} sources"));
    values.text("span", whole_span(archive)).text("warning", archive.warning);
    values.flag("empty", archive.articles == 0);
    values.text("generation", grouped(archive.index.generation));
    values.text("updated", archive.index.updated_s == 0 ? std::string() : moment_of(archive.index.updated_s));
    values.text("lag", archive.lag == 0 ? std::string()
                                        : message_of(archive.lag, "{n} change isn’t searchable yet",
                                                     "{n} changes aren’t searchable yet"));
}

void add_latest(const OverviewView& view, Values& values) {
    std::vector<Values> rows;
    for (const Hit& hit : view.latest.hits) {
        Values row;
        row.text("url", "/articles/" + std::to_string(hit.article.id.value));
        row.text("title", hit.article.title.empty() ? message("Untitled") : hit.article.title);
        row.text("source", hit.article.source).text("date", day_words(hit.article.published));
        row.text("iso", to_iso(hit.article.published));
        set_language(row, hit.article.language);
        rows.push_back(std::move(row));
    }
    values.list("latest", rows).flag("recent", !rows.empty());
}

void add_languages(const OverviewView& view, Values& values) {
    std::vector<Values> rows;
    for (const Facet& facet : view.latest.facets) {
        if (facet.name != "language") continue;
        for (const FacetValue& value : facet.values) {
            Values row;
            row.text("name", language_name(value.value, reader_language_code())).text("articles", grouped(value.count));
            rows.push_back(std::move(row.text("url", url_of("/", {{"language", value.value}}))));
        }
    }
    values.list("languages", rows).flag("spoken", !rows.empty());
}

/// "12 added, 3 updated, 40 unchanged, 0 removed, 1 rejected"
std::string changes_of(const Run& run) {
    const std::string added = grouped(static_cast<std::uint64_t>(run.added)),
                      updated = grouped(static_cast<std::uint64_t>(run.updated)),
                      unchanged = grouped(static_cast<std::uint64_t>(run.unchanged)),
                      removed = grouped(static_cast<std::uint64_t>(run.removed)),
                      rejected = grouped(static_cast<std::uint64_t>(run.rejected));
    return message("{added} added, {updated} updated, {unchanged} unchanged, {removed} removed, {rejected} rejected",
                   {{"added", added},
                    {"updated", updated},
                    {"unchanged", unchanged},
                    {"removed", removed},
                    {"rejected", rejected}});
}

void add_runs(const OverviewView& view, Values& values) {
    if (view.last_run) {
        values.text("runStarted", moment_of(view.last_run->started_s));
        values.text("runFinished", view.last_run->finished_s ? moment_of(*view.last_run->finished_s) : std::string());
        values.text("runChanges", changes_of(*view.last_run));
    } else {
        values.text("runStarted", "");
    }
    const ReindexReport& report = view.reindex;
    values.flag("scheduled", report.scheduled);
    values.text("running", report.running ? moment_of(report.running->started_s) : std::string());
    values.text("nextRun", report.next_s ? moment_of(*report.next_s) : std::string());
    values.text("failure", report.last ? report.last->message : std::string());
}

void add_problems(const OverviewView& view, Values& values) {
    const std::uint64_t total = view.problems.total;
    values.markup("problems", problem_rows(view.problems));
    values.text("problemCount", total == 0 ? std::string() : message_of(total, "{n} problem", "{n} problems"));
    values.flag("moreProblems", total > view.problems.problems.size());
}

}  // namespace

std::string overview_page(const OverviewView& view) {
    Values values;
    add_figures(view, values);
    values.markup("coverage", coverage_table(view));
    add_latest(view, values);
    add_languages(view, values);
    add_runs(view, values);
    add_problems(view, values);

    PageFrame frame;
    frame.title = message("Overview");
    frame.kind = "plain";
    frame.overview = view.archive;
    frame.content = fill("overview.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
