// SPDX-License-Identifier: GPL-3.0-or-later
// CSV and TSV: the reader cuts rows and learns what the columns are; batches of rows become articles elsewhere.
#include "engine/analysis/language.h"
#include "engine/analysis/utf8.h"
#include "indexer/extract/html_text.h"
#include "indexer/formats/csv_columns.h"
#include "indexer/formats/csv_header.h"
#include "indexer/formats/csv_rows.h"
#include "indexer/formats/readers.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <atomic>
#include <memory>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t row_bytes_max = std::size_t{8} * 1024 * 1024;
constexpr std::size_t batch_bytes = 256 * 1024;
/// Rows that are looked at before the order of day and month is decided.
constexpr std::size_t observed_rows_max = 2000;
constexpr std::size_t observed_bytes_max = std::size_t{16} * 1024 * 1024;

/// Shared by the batches, which outlive the reader.
struct Table {
    CsvColumns columns;
    char separator = ',';
    InputInfo info;
    std::atomic<bool> contradiction_told = false;
};

struct Rows {
    struct Row {
        std::size_t number = 0;
        std::size_t begin = 0;
        std::size_t size = 0;
    };
    std::string bytes;
    std::vector<Row> rows;

    void add(std::size_t number, std::string_view row) {
        rows.push_back({number, bytes.size(), row.size()});
        bytes += row;
    }
    std::string_view at(const Row& row) const { return std::string_view(bytes).substr(row.begin, row.size); }
};

std::string location_of(std::size_t row_number) {
    return "row " + std::to_string(row_number);
}

bool has_more(const std::vector<std::string>& fields, std::size_t columns) {
    for (std::size_t i = columns; i < fields.size(); ++i)
        if (!trimmed(fields[i]).empty()) return true;
    return false;
}

void deliver_row(Table& table, std::size_t number, std::string_view row, ArticleSink& sink) {
    std::vector<std::string> cells = fields_of_row(row, table.separator);
    if (has_more(cells, table.columns.size())) {
        sink.problem(Stage::parse, location_of(number),
                     "it has " + std::to_string(cells.size()) + " fields, but the header line names " +
                         std::to_string(table.columns.size()) + "; is a field with separators in it not quoted?");
        return;
    }
    if (table.columns.contradicts(cells) && !table.contradiction_told.exchange(true))
        sink.problem(Stage::parse, location_of(number),
                     "its date shows that day and month stand in another order than the rows before were read in; "
                     "say --map dates=day-first or dates=month-first and index the file again");
    const RecordFields fields = table.columns.fields(std::move(cells));
    if (!fields.has(InputField::title) && !fields.has(InputField::body)) {
        sink.problem(Stage::extract, location_of(number), "it has neither a title nor a body");
        return;
    }
    Article article = fields.article(DateSource::header);
    if (has_html_tags(article.body)) article.body = text_of_html(article.body);
    deliver(std::move(article), location_of(number), table.info, sink);
}

void defer_rows(const std::shared_ptr<Table>& table, Rows& rows, ArticleSink& sink) {
    if (rows.rows.empty()) return;
    const std::size_t cost_bytes = rows.bytes.size();
    std::string location = location_of(rows.rows.front().number);
    sink.defer(std::move(location), cost_bytes, [table, rows = std::exchange(rows, {})](ArticleSink& inner) {
        for (const Rows::Row& row : rows.rows) deliver_row(*table, row.number, rows.at(row), inner);
    });
}

/// The next row that can be used; those that can't are told to the sink.
bool next_row(CsvRows& rows, std::string_view& row, ArticleSink& sink) {
    for (;;) {
        const CsvRows::Result result = rows.next(row);
        if (result == CsvRows::Result::row) return true;
        if (result == CsvRows::Result::end) return false;
        sink.problem(Stage::parse, location_of(rows.row_number()),
                     result == CsvRows::Result::too_long ? "longer than 8 MiB"
                                                         : "a field that begins with a quote has no closing quote");
    }
}

/// Learns from the first rows, which are returned.
Rows observe_rows(CsvRows& rows, Table& table, ArticleSink& sink) {
    Rows observed;
    std::string_view row;
    while (observed.rows.size() < observed_rows_max && observed.bytes.size() < observed_bytes_max &&
           next_row(rows, row, sink)) {
        table.columns.observe(fields_of_row(row, table.separator), rows.row_number());
        observed.add(rows.row_number(), row);
    }
    table.columns.decide(detect_language(decode_text(utf8_prefix(observed.bytes, 8000))), table.separator);
    return observed;
}

void tell_columns(const Table& table, ArticleSink& sink) {
    for (const CsvColumns::Doubt& doubt : table.columns.doubts())
        sink.problem(Stage::parse, "column " + doubt.column, doubt.reason);
    const RecordOptions* const options = table.info.records.get();
    if (options && options->show_columns) options->show_columns(table.info.path, table.columns.description());
}

void read_rows(CsvRows& rows, const std::shared_ptr<Table>& table, ArticleSink& sink) {
    const Rows observed = observe_rows(rows, *table, sink);
    tell_columns(*table, sink);
    Rows batch;
    for (const Rows::Row& row : observed.rows) {
        batch.add(row.number, observed.at(row));
        if (batch.bytes.size() >= batch_bytes) defer_rows(table, batch, sink);
    }
    std::string_view row;
    while (next_row(rows, row, sink)) {
        batch.add(rows.row_number(), row);
        if (batch.bytes.size() >= batch_bytes) defer_rows(table, batch, sink);
    }
    defer_rows(table, batch, sink);
}

}  // namespace

void read_csv(ByteStream& stream, bool tabs, const InputInfo& info, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> text = decoded(stream);
    CsvRows rows(*text, row_bytes_max);
    char separator = stated_separator(rows.first_line());
    if (separator != 0)
        rows.skip_line();
    else
        separator = tabs ? '\t' : separator_of(rows.first_line());
    rows.set_separator(separator);
    std::string_view header;
    if (!next_row(rows, header, sink)) {
        if (rows.row_number() == 0) sink.problem(Stage::extract, "", "the file is empty");
        return;
    }
    const FieldMap map = info.records ? info.records->map : FieldMap();
    const std::shared_ptr<Table> table(new Table{CsvColumns(fields_of_row(header, separator), map), separator, info});
    if (!table->columns.knows(InputField::title) && !table->columns.knows(InputField::body)) {
        sink.problem(Stage::parse, location_of(rows.row_number()),
                     "no column of the header line names a title or a body; say which with --map title=NAME,body=NAME "
                     "(the columns are: " +
                         table->columns.names() + ")");
        return;
    }
    rows.set_columns(table->columns.size());
    read_rows(rows, table, sink);
}

}  // namespace broadsheet
