// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/compare_page.h"

#include "server/api/search_links.h"
#include "server/pages/compare_chart.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/peak_list.h"
#include "server/pages/time_labels.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string compare_url(const TimelineParameters& compared) {
    return url_of("/compare", write_timeline_parameters(compared));
}

TimelineParameters within(TimelineParameters compared, std::string_view from, std::string_view to) {
    compared.search = with_period(std::move(compared.search), from, to);
    return compared;
}

TimelineParameters shown_as(TimelineParameters compared, bool counts) {
    compared.counts = counts;
    return compared;
}

std::string url_of_period(const TimelineParameters& compared, const Period& period) {
    return compare_url(within(compared, period.from, period.to));
}

/// The address of the same as a table for programs.
std::string csv_url(const TimelineParameters& compared) {
    ParameterList parameters = write_timeline_parameters(shown_as(compared, false));
    parameters.emplace_back("format", "csv");
    return url_of("/api/v1/timeline", parameters);
}

std::string interval_words(std::optional<Interval> interval) {
    if (!interval) return message("As fits");
    switch (*interval) {
        case Interval::day:
            return message("Days");
        case Interval::week:
            return message("Weeks");
        case Interval::month:
            return message("Months");
        case Interval::year:
            break;
    }
    return message("Years");
}

void add_form(const TimelineParameters& compared, Values& values) {
    std::vector<Values> fields, intervals, kept;
    for (std::size_t i = 0; i < compared_queries_max; ++i) {
        Values field;
        const std::string number = std::to_string(i + 1);
        field.text("number", number).text("label", message("Query {number}", {{"number", number}}));
        field.text("value", i < compared.texts.size() ? compared.texts[i] : std::string());
        field.text("class", line_class(i)).text("marker", marker_path(i));
        fields.push_back(std::move(field));
    }
    for (const auto interval : {std::optional<Interval>(), std::optional(Interval::day), std::optional(Interval::week),
                                std::optional(Interval::month), std::optional(Interval::year)}) {
        Values choice;
        choice.text("value", interval ? name_of(*interval) : "auto").text("words", interval_words(interval));
        intervals.push_back(std::move(choice.flag("on", interval == compared.interval)));
    }
    for (const auto& [name, value] : write_search_parameters(compared.search)) {
        if (name == "from" || name == "to") continue;
        kept.push_back(Values().text("name", name).text("value", value));
    }
    values.list("fields", fields).list("intervals", intervals).list("kept", kept).flag("filtered", !kept.empty());
    values.text("from", compared.search.from).text("to", compared.search.to).flag("counts", compared.counts);
    TimelineParameters unfiltered;
    unfiltered.texts = compared.texts;
    unfiltered.interval = compared.interval;
    unfiltered.counts = compared.counts;
    values.text("unfilteredUrl", compare_url(within(unfiltered, compared.search.from, compared.search.to)));
}

void add_legend(const TimelineParameters& compared, const TimelineReply& reply, Values& values) {
    std::vector<Values> legend;
    for (std::size_t i = 0; i < reply.queries.size(); ++i) {
        const QueryTimeline& query = reply.queries[i];
        Values entry;
        entry.text("class", line_class(i)).text("marker", marker_path(i)).text("query", query.text);
        entry.text("url", search_url(with_sort(with_text(compared.search, query.text), SortOrder::relevance)));
        entry.text("total", message_of(query.total, "{n} article", "{n} articles")).flag("partial", !query.complete);
        legend.push_back(std::move(entry));
    }
    values.list("legend", legend);
}

void add_peaks(const TimelineParameters& compared, const TimelineReply& reply, Values& values) {
    std::vector<Values> peaked;
    for (std::size_t i = 0; i < reply.queries.size(); ++i) {
        const QueryTimeline& query = reply.queries[i];
        const Markup list = peak_list(query.timeline, period_row(query.timeline, SIZE_MAX / 2), query.text,
                                      [&](const Period& period) { return url_of_period(compared, period); });
        Values entry;
        entry.text("class", line_class(i)).text("marker", marker_path(i)).text("query", query.text);
        peaked.push_back(std::move(entry.markup("peaks", list)));
    }
    values.list("peaked", peaked);
}

void add_table(const TimelineParameters& compared, const std::vector<PeriodRow>& rows, Values& values) {
    std::vector<Values> heads, lines;
    for (const std::string& text : compared.texts) heads.push_back(Values().text("query", text));
    for (std::size_t i = 0; i < rows.front().periods.size(); ++i) {
        const Period& period = rows.front().periods[i];
        const bool without_data =
            std::ranges::all_of(rows, [i](const PeriodRow& row) { return row.periods[i].without_data(); });
        std::vector<Values> cells;
        std::string said = period.label + ": ";
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const Period& own = rows[k].periods[i];
            const std::string share = share_words(own), count = grouped(own.count);
            cells.push_back(Values().text("count", count).text("share", share));
            said += (k == 0 ? "" : " · ") + compared.texts[k] + " " + (compared.counts ? count : share);
        }
        Values line;
        line.text("from", period.from).text("to", period.to).text("label", period.label);
        line.text("said", without_data ? said_of(period) : said).text("url", url_of_period(compared, period));
        line.text("all", without_data ? message("no data") : grouped(period.all)).list("cells", cells);
        lines.push_back(std::move(line));
    }
    values.list("heads", heads).list("rows", lines);
    values.text("baseUrl", compare_url(within(compared, "", "")));
    values.text("slot", decimal(100.0 / static_cast<double>(rows.front().periods.size())));
}

void add_chart(const TimelineParameters& compared, const TimelineReply& reply, Values& values) {
    std::vector<PeriodRow> rows;
    std::vector<ChartLine> lines;
    for (const QueryTimeline& query : reply.queries) {
        rows.push_back(period_row(query.timeline, TimelineRequest{}.buckets_max));
        ChartLine line{query.text, {}};
        for (const Period& period : rows.back().periods)
            line.values.push_back(compared.counts ? static_cast<double>(period.count) : period.share());
        lines.push_back(std::move(line));
    }
    values.text("caption", caption_of(rows.front()));
    values.part("chart", chart_values(rows.front(), lines, !compared.counts));
    add_table(compared, rows, values);
}

void add_ways(const TimelineParameters& compared, Values& values) {
    values.text("sharesUrl", compare_url(shown_as(compared, false)));
    values.text("countsUrl", compare_url(shown_as(compared, true))).text("csvUrl", csv_url(compared));
    const auto& search = compared.search;
    const bool narrowed = !search.from.empty() || !search.to.empty();
    values.flag("out", narrowed).text("wholeUrl", compare_url(within(compared, "", ""))).flag("step", false);
    const auto step = narrowed ? one_step_out(search.request.published) : std::nullopt;
    if (step) values.text("step", step->label).text("stepUrl", url_of_period(compared, *step));
}

std::string title_of(const TimelineParameters& compared) {
    std::string names;
    for (const std::string& text : compared.texts) names += (names.empty() ? "" : ", ") + text;
    return names.empty() ? message("Compare over time") : names;
}

}  // namespace

std::string compare_page(const TimelineParameters& compared, const TimelineReply& reply,
                         const ArchiveOverview& overview, std::optional<Interval> too_fine) {
    Values values;
    values.flag("asked", !compared.texts.empty()).flag("emptyArchive", overview.articles == 0);
    add_form(compared, values);
    const bool found = std::ranges::any_of(reply.queries, [](const QueryTimeline& query) { return query.total > 0; });
    const bool drawn = found && !reply.queries.front().timeline.buckets.empty();
    values.flag("nothing", !compared.texts.empty() && !found).flag("undated", found && !drawn).flag("drawn", drawn);
    values.text("tooFine",
                too_fine ? message("{asked} would be too many points to draw; {shown} are shown.",
                                   {{"asked", interval_words(too_fine)}, {"shown", interval_words(reply.interval)}})
                         : std::string());
    if (!compared.texts.empty()) {
        add_legend(compared, reply, values);
        add_ways(compared, values);
    }
    if (drawn) {
        add_chart(compared, reply, values);
        add_peaks(compared, reply, values);
    }
    PageFrame frame;
    frame.title = title_of(compared);
    frame.kind = "compare";
    frame.query = compared.texts.empty() ? std::string() : compared.texts.front();
    frame.overview = overview;
    frame.content = fill("compare.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
