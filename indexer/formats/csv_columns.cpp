// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/csv_columns.h"

#include "engine/analysis/utf8.h"
#include "engine/article/spreadsheet_cell.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t date_bytes_max = 60;

/// A date that means two days unless the order is known: 03/04/2025, 3-4-25.
bool is_ambiguous(std::string_view text) {
    return text.size() <= date_bytes_max && !read_date(text) && read_date(text, DayOrder::day_first);
}

std::string quoted(std::string_view date, std::size_t row_number) {
    return clean_line(utf8_prefix(date, date_bytes_max)) + " in row " + std::to_string(row_number);
}

DayOrder other(DayOrder order) {
    return order == DayOrder::day_first ? DayOrder::month_first : DayOrder::day_first;
}

std::string_view name_of(DayOrder order) {
    return order == DayOrder::day_first ? "day first" : "month first";
}

}  // namespace

CsvColumns::CsvColumns(const std::vector<std::string>& header, const FieldMap& map) : stated_order_(map.day_order()) {
    for (const std::string& cell : header) {
        Column column;
        column.name = clean_line(decode_text(cell));
        column.alias = map.find(column.name);
        columns_.push_back(std::move(column));
    }
    is_ours_ = has_name("datePrecision") && has_name("dateSource") && has_name("seenAt");
}

bool CsvColumns::has_name(std::string_view name) const {
    return std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) { return column.name == name; });
}

bool CsvColumns::is_dates(const Column& column) const {
    if (!column.alias) return false;
    const InputField field = column.alias->field;
    return field == InputField::published || field == InputField::modified || field == InputField::seen;
}

bool CsvColumns::knows(InputField field) const {
    return std::any_of(columns_.begin(), columns_.end(),
                       [&](const Column& column) { return column.alias && column.alias->field == field; });
}

std::string CsvColumns::names() const {
    std::string names;
    for (const Column& column : columns_) names += (names.empty() ? "" : ", ") + column.name;
    return std::string(utf8_prefix(names, 300));
}

void CsvColumns::observe(const std::vector<std::string>& row, std::size_t row_number) {
    for (std::size_t i = 0; i < std::min(columns_.size(), row.size()); ++i) {
        Column& column = columns_[i];
        if (!is_dates(column)) continue;
        const DayOrder order = day_order_of(row[i]);
        if (order == DayOrder::unknown) {
            if (column.ambiguous.empty() && is_ambiguous(row[i])) column.ambiguous = quoted(row[i], row_number);
        } else if (column.order == DayOrder::unknown) {
            column.order = order;
            column.proof = quoted(row[i], row_number);
        } else if (column.order != order && column.counter_proof.empty()) {
            column.counter_proof = quoted(row[i], row_number);
        }
    }
}

void CsvColumns::decide(const std::string& language, char separator) {
    const auto proven = std::find_if(columns_.begin(), columns_.end(), [](const Column& column) {
        return !column.proof.empty() && column.counter_proof.empty();
    });
    for (Column& column : columns_) {
        if (!is_dates(column)) continue;
        if (stated_order_ != DayOrder::unknown) {
            column.order = stated_order_;
        } else if (column.order == DayOrder::unknown && proven != columns_.end()) {
            column.order = proven->order;
            column.guessed_by = "the column \"" + proven->name + "\" shows it";
        } else if (column.order == DayOrder::unknown) {
            const bool american = (language.empty() || language == "en") && separator != ';';
            column.order = american ? DayOrder::month_first : DayOrder::day_first;
            column.guessed_by = american           ? "the texts are in English"
                                : separator == ';' ? "semicolons separate the fields, as they do in Europe"
                                                   : "the texts are not in English";
        }
    }
}

std::vector<CsvColumns::Doubt> CsvColumns::doubts() const {
    std::vector<Doubt> doubts;
    if (stated_order_ != DayOrder::unknown) return doubts;
    for (const Column& column : columns_) {
        const std::string advice = std::string("; say --map dates=") +
                                   (column.order == DayOrder::day_first ? "month-first" : "day-first") +
                                   " if that is wrong";
        if (!column.counter_proof.empty())
            doubts.push_back({column.name, column.proof + " has the " + std::string(name_of(column.order)) + ", " +
                                               column.counter_proof +
                                               " the other way round: what can be either is read as " +
                                               std::string(name_of(column.order)) + advice});
        else if (column.proof.empty() && !column.ambiguous.empty() && !column.guessed_by.empty())
            doubts.push_back({column.name, column.ambiguous + " can be two days: read as " +
                                               std::string(name_of(column.order)) + ", because " + column.guessed_by +
                                               advice});
    }
    return doubts;
}

bool CsvColumns::contradicts(const std::vector<std::string>& row) const {
    if (stated_order_ != DayOrder::unknown) return false;
    for (std::size_t i = 0; i < std::min(columns_.size(), row.size()); ++i) {
        const Column& column = columns_[i];
        if (!is_dates(column) || column.ambiguous.empty() || !column.counter_proof.empty()) continue;
        if (day_order_of(row[i]) == other(column.order)) return true;
    }
    return false;
}

RecordFields CsvColumns::fields(std::vector<std::string> row) const {
    RecordFields fields;
    for (std::size_t i = 0; i < std::min(columns_.size(), row.size()); ++i) {
        const Column& column = columns_[i];
        if (!column.alias) continue;
        std::string text = decode_text(row[i]);
        if (is_ours_) text = std::string(unguarded_cell(text));
        std::vector<std::string> values(1, std::move(text));
        if (is_dates(column) && is_ambiguous(values.front()))
            if (const auto date = read_date(values.front(), column.order)) values.front() = to_iso(*date);
        fields.offer(*column.alias, std::move(values));
    }
    return fields;
}

std::string CsvColumns::description() const {
    std::string lines;
    for (const Column& column : columns_) {
        lines += "  " + (column.name.empty() ? std::string("(no name)") : column.name) + " → ";
        lines += column.alias ? std::string(broadsheet::name_of(column.alias->field)) : "left out";
        if (is_dates(column) && (!column.proof.empty() || !column.ambiguous.empty())) {
            lines += " (" + std::string(name_of(column.order));
            if (stated_order_ != DayOrder::unknown)
                lines += ", as stated";
            else
                lines += column.proof.empty() ? ", because " + column.guessed_by : ", as " + column.proof + " shows";
            lines += ')';
        }
        lines += '\n';
    }
    return lines;
}

}  // namespace broadsheet
