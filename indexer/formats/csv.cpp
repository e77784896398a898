// SPDX-License-Identifier: GPL-3.0-or-later
// CSV and TSV: rows by RFC 4180, columns by their names.
#include "engine/analysis/language.h"
#include "indexer/extract/html_text.h"
#include "indexer/formats/csv_header.h"
#include "indexer/formats/csv_rows.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/record_fields.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <memory>
#include <utility>
#include "engine/analysis/utf8.h"

namespace broadsheet {
namespace {

/// Rows that wait until some date of theirs shows whether day or month comes first.
constexpr std::size_t waiting_rows_max = 1000;
constexpr std::size_t waiting_bytes_max = std::size_t{32} * 1024 * 1024;

class TableReader {
public:
    TableReader(std::vector<std::string> names, const InputInfo& info, ArticleSink& sink) : info_(info), sink_(sink) {
        for (const std::string& name : names) columns_.push_back(find_alias(clean_line(name)));
    }

    bool knows(InputField field) const {
        return std::any_of(columns_.begin(), columns_.end(), [&](const auto& c) { return c && c->field == field; });
    }

    void take(CsvRow row) {
        observe(row);
        waiting_bytes_ += row.bytes;
        waiting_.push_back(std::move(row));
        if (order_ != DayOrder::unknown || waiting_.size() >= waiting_rows_max || waiting_bytes_ > waiting_bytes_max)
            flush();
    }

    void flush() {
        if (order_ == DayOrder::unknown && !waiting_.empty()) order_ = order_by_language(waiting_.front());
        for (CsvRow& row : waiting_) deliver_row(row);
        waiting_.clear();
        waiting_bytes_ = 0;
    }

private:
    void observe(const CsvRow& row) {
        for (std::size_t i = 0; i < columns_.size() && i < row.fields.size() && order_ == DayOrder::unknown; ++i)
            if (columns_[i] && columns_[i]->field == InputField::published) order_ = day_order_of(row.fields[i]);
    }

    /// Nothing in the column shows the order: Americans put the month first, most others the day.
    DayOrder order_by_language(const CsvRow& row) const {
        std::string text;
        for (const std::string& field : row.fields) text += field + ' ';
        const std::string language = detect_language(utf8_prefix(text, 4000));
        return language.empty() || language == "en" ? DayOrder::month_first : DayOrder::day_first;
    }

    void deliver_row(CsvRow& row) {
        const std::string location = "row " + std::to_string(row.number);
        if (row.fields.size() > columns_.size()) {
            sink_.problem(Stage::parse, location,
                          "it has " + std::to_string(row.fields.size()) + " fields, but the header line names " +
                              std::to_string(columns_.size()) + "; is a field with separators in it not quoted?");
            return;
        }
        RecordFields fields;
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            if (!columns_[i]) continue;
            std::vector<std::string> values;
            values.push_back(decode_text(row.fields[i]));
            fields.offer(*columns_[i], std::move(values));
        }
        if (!fields.has(InputField::title) && !fields.has(InputField::body)) {
            sink_.problem(Stage::extract, location, "it has neither a title nor a body");
            return;
        }
        Article article = fields.article(DateSource::header, order_);
        if (has_html_tags(article.body)) article.body = text_of_html(article.body);
        deliver(std::move(article), location, info_, sink_);
    }

    std::vector<std::optional<Alias>> columns_;
    std::vector<CsvRow> waiting_;
    std::size_t waiting_bytes_ = 0;
    DayOrder order_ = DayOrder::unknown;
    const InputInfo& info_;
    ArticleSink& sink_;
};

char separator_of(std::string_view first_line, bool tabs) {
    if (tabs) return '\t';
    if (const char guessed = guess_separator(first_line); guessed != 0) return guessed;
    const auto count = [&](char c) { return std::count(first_line.begin(), first_line.end(), c); };
    return count(';') > count(',') ? ';' : ',';
}

}  // namespace

void read_csv(ByteStream& stream, bool tabs, const InputInfo& info, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> text = decoded(stream);
    CsvRows rows(*text, record_bytes_max);
    const char separator = separator_of(rows.first_line(), tabs);
    rows.set_separator(separator);
    CsvRow header;
    if (rows.next(header) != CsvRows::Result::row) {
        sink.problem(Stage::extract, "", "the file is empty");
        return;
    }
    TableReader table(header.fields, info, sink);
    if (!table.knows(InputField::title) && !table.knows(InputField::body)) {
        sink.problem(Stage::parse, "row 1",
                     "no column of the header line names a title or a body (title, headline, text, body, content …)");
        return;
    }
    for (;;) {
        CsvRow row;
        const CsvRows::Result result = rows.next(row);
        if (result == CsvRows::Result::end) break;
        if (result == CsvRows::Result::row)
            table.take(std::move(row));
        else
            sink.problem(Stage::parse, "row " + std::to_string(row.number), std::string(reason_of(result)));
    }
    table.flush();
}

}  // namespace broadsheet
