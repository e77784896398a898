// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/coverage_table.h"

#include "server/api/search_links.h"
#include "server/pages/messages.h"
#include "server/pages/page_wording.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace broadsheet {
namespace {

constexpr MonthNumber months_a_year = 12;
constexpr std::size_t columns_max = 24;
/// A month, a quarter, a year, five years, a decade, a century, ten of them: the finest that fits.
constexpr MonthNumber steps[] = {1, 3, 12, 60, 120, 1200, 12000};
/// Shades of a cell, from 1.
constexpr int levels = 5;

struct Columns {
    MonthNumber begin = 0, step = 1;
    std::size_t count = 0;

    MonthNumber first(std::size_t column) const { return begin + static_cast<MonthNumber>(column) * step; }
    MonthNumber last(std::size_t column) const { return first(column + 1) - 1; }
    /// columns.count for months outside.
    std::size_t of(MonthNumber month) const {
        if (month < begin) return count;
        return std::min(count, static_cast<std::size_t>((month - begin) / step));
    }
};

/// The columns that hold all months from first to last.
Columns columns_for(MonthNumber first, MonthNumber last) {
    for (const MonthNumber step : steps) {
        const MonthNumber begin = first / step * step;
        const auto count = static_cast<std::size_t>((last - begin) / step + 1);
        if (count <= columns_max || step == steps[std::size(steps) - 1])
            return {begin, step, std::min(count, columns_max)};
    }
    return {};
}

/// Of all that is dated, within what was asked for.
std::optional<Columns> columns_of(const OverviewView& view) {
    MonthNumber first = std::numeric_limits<MonthNumber>::max(), last = std::numeric_limits<MonthNumber>::min();
    for (const SourceMonths& source : view.coverage->sources) {
        if (source.months.empty()) continue;
        first = std::min(first, source.months.front().month);
        last = std::max(last, source.months.back().month);
    }
    if (first > last) return std::nullopt;
    // A period without holdings is shown as one.
    if (view.from) first = *view.from;
    if (view.to) last = *view.to;
    if (first > last) return std::nullopt;
    constexpr MonthNumber last_month = 9999 * months_a_year + 11;
    return columns_for(std::clamp(first, 0, last_month), std::clamp(last, 0, last_month));
}

std::string two_digits(MonthNumber number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string month_text(MonthNumber month) {
    return std::to_string(month / months_a_year) + "-" + two_digits(month % months_a_year + 1);
}

/// A bound for a URL: the year alone where the column begins and ends with one.
std::string bound_text(const Columns& columns, MonthNumber month) {
    return columns.step % months_a_year == 0 ? std::to_string(month / months_a_year) : month_text(month);
}

std::string short_month(MonthNumber month) {
    const std::string name = message(month_name(static_cast<unsigned>(month % months_a_year) + 1));
    return name.size() > 4 && static_cast<unsigned char>(name[0]) < 0x80 ? name.substr(0, 3) : name;
}

/// What stands over a column, in one or two lines, and in words.
void add_label(const Columns& columns, std::size_t column, Values& values) {
    const MonthNumber first = columns.first(column);
    const std::string year = std::to_string(first / months_a_year);
    if (columns.step == 1) {
        values.text("above", short_month(first)).text("below", year);
    } else if (columns.step < months_a_year) {
        values.text("above", message("Q{quarter}", {{"quarter", std::to_string(first % months_a_year / 3 + 1)}}));
        values.text("below", year);
    } else if (columns.step == months_a_year) {
        values.text("above", year).text("below", "");
    } else {
        values.text("above", year + "–").text("below", std::to_string(columns.last(column) / months_a_year));
    }
}

std::string period_words(const Columns& columns, std::size_t column) {
    const auto from = bound_text(columns, columns.first(column)), to = bound_text(columns, columns.last(column));
    return from == to ? from : from + "–" + to;
}

/// "987", "1.2k", "34k", "1.2M"
std::string short_count(std::uint64_t count) {
    constexpr std::uint64_t thousand = 1000, million = thousand * thousand;
    if (count < thousand) return std::to_string(count);
    const std::uint64_t unit = count < million ? thousand : million;
    const std::string sign = count < million ? "k" : "M";
    if (count >= 10 * unit) return std::to_string(count / unit) + sign;
    const std::uint64_t tenths = count * 10 / unit;
    return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + sign;
}

/// From 1 for one article to `levels` for the most, by orders of magnitude.
int level_of(std::uint32_t count, std::uint32_t most) {
    if (most <= 1) return levels;
    return 1 + static_cast<int>(std::lround((levels - 1) * std::log(double(count)) / std::log(double(most))));
}

using Counts = std::vector<std::uint32_t>;

void add_counts(const SourceMonths& source, const Columns& columns, Counts& counts) {
    for (const auto& month : source.months) {
        const std::size_t column = columns.of(month.month);
        if (column < columns.count) counts[column] += month.articles;
    }
}

struct Row {
    const SourceMonths* source = nullptr;  ///< null: all that aren't in the table
    Counts counts;
};

std::string cell_url(const std::string& source, const std::string& from, const std::string& to) {
    ParameterList parameters = {{"from", from}, {"to", to}};
    if (!source.empty()) parameters.emplace_back("sources", source);
    return url_of("/", parameters);
}

std::vector<Values> cells_of(const Row& row, const Columns& columns, const std::string& name, std::uint32_t most) {
    std::vector<Values> cells;
    for (std::size_t column = 0; column < columns.count; ++column) {
        const std::uint32_t count = row.counts[column];
        Values cell;
        cell.flag("empty", count == 0);
        if (count != 0) {
            const std::string period = period_words(columns, column);
            const std::string articles = message_of(count, "{n} article", "{n} articles");
            cell.text("level", std::to_string(level_of(count, most))).text("short", short_count(count));
            cell.text("words", name + ", " + period + ": " + articles);
            const bool linked = row.source && !row.source->id.empty();
            cell.text("url", linked ? cell_url(row.source->id, bound_text(columns, columns.first(column)),
                                               bound_text(columns, columns.last(column)))
                                    : std::string());
        }
        cells.push_back(std::move(cell));
    }
    return cells;
}

std::string span_of(const SourceMonths& source) {
    const std::string years = year_span(source.first, source.last);
    return years.empty() ? message("no date") : years;
}

Values row_view(const Row& row, const Columns& columns, std::uint32_t most) {
    Values values;
    const SourceMonths& source = *row.source;
    const std::string name = source.name.empty() ? message("No source") : source.name;
    values.text("name", name).flag("unnamed", source.id.empty());
    values.text("url", source.id.empty() ? std::string() : url_of("/", {{"sources", source.id}}));
    values.text("articles", grouped(source.articles)).text("span", span_of(source));
    values.text("undated", source.undated == 0 ? std::string() : grouped(source.undated));
    return values.list("cells", cells_of(row, columns, name, most));
}

/// Sums up the sources that aren't in the table.
Row rest_of(const OverviewView& view, std::size_t begin, std::size_t end, const Columns& columns) {
    Row rest{nullptr, Counts(columns.count)};
    const auto& sources = view.coverage->sources;
    for (std::size_t i = 0; i < sources.size(); ++i)
        if (i < begin || i >= end) add_counts(sources[i], columns, rest.counts);
    return rest;
}

std::vector<Values> heads_of(const Columns& columns) {
    std::vector<Values> heads;
    for (std::size_t column = 0; column < columns.count; ++column) {
        Values head;
        add_label(columns, column, head);
        const auto from = bound_text(columns, columns.first(column)), to = bound_text(columns, columns.last(column));
        // A period that can be looked into is opened here; a month's articles are listed.
        head.text("url", url_of(columns.step > 1 ? "/overview" : "/", {{"from", from}, {"to", to}}));
        heads.push_back(std::move(head.text("period", period_words(columns, column))));
    }
    return heads;
}

ParameterList page_parameters(const OverviewView& view, std::size_t page) {
    ParameterList parameters;
    if (view.from) parameters.emplace_back("from", month_text(*view.from));
    if (view.to) parameters.emplace_back("to", month_text(*view.to));
    if (page > 1) parameters.emplace_back("page", std::to_string(page));
    return parameters;
}

void add_pages(const OverviewView& view, std::size_t end, Values& values) {
    const std::size_t page = view.source_page, sources = view.coverage->sources.size();
    values.text("previous", page > 1 ? url_of("/overview", page_parameters(view, page - 1)) + "#coverage" : "");
    values.text("next", end < sources ? url_of("/overview", page_parameters(view, page + 1)) + "#coverage" : "");
    values.text("whole", view.from || view.to ? "/overview#coverage" : "");
}

}  // namespace

Markup coverage_table(const OverviewView& view) {
    const auto& sources = view.coverage->sources;
    const auto columns = columns_of(view);
    const std::size_t begin = std::min(sources.size(), std::size_t{view.source_page - 1} * sources_a_table);
    const std::size_t end = std::min(sources.size(), begin + sources_a_table);
    if (sources.empty()) return {};
    const Columns shown = columns.value_or(Columns{});
    std::vector<Row> rows;
    std::uint32_t most = 1;
    for (std::size_t i = begin; i < end; ++i) {
        rows.push_back({&sources[i], Counts(shown.count)});
        add_counts(sources[i], shown, rows.back().counts);
        for (const std::uint32_t count : rows.back().counts) most = std::max(most, count);
    }
    std::vector<Values> views;
    for (const Row& row : rows) views.push_back(row_view(row, shown, most));
    Values values;
    values.list("columns", heads_of(shown)).list("rows", views);
    const std::size_t others = sources.size() - (end - begin);
    values.flag("others", others > 0);
    if (others > 0) {
        const std::string words = message_of(others, "{n} other source", "{n} other sources");
        const Row rest = rest_of(view, begin, end, shown);
        const std::uint32_t greatest = rest.counts.empty() ? 0 : std::ranges::max(rest.counts);
        values.text("otherWords", words).list("otherCells", cells_of(rest, shown, words, std::max(most, greatest)));
    }
    add_pages(view, end, values);
    return fill("coverage.html", values);
}

}  // namespace broadsheet
