// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/csv_rows.h"

#include <algorithm>
#include <optional>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr std::size_t first_line_bytes_max = 64 * 1024;
/// Looking for quotes that never come is given up after so much, lest a file of nothing else takes for ever.
constexpr std::size_t wasted_bytes_max = std::size_t{32} * 1024 * 1024;
constexpr std::size_t impatient_bytes = 128;

/// A field of TSV: quotes are taken off only where they enclose the whole field and inner ones are doubled.
std::string unquoted(std::string_view field) {
    if (field.size() < 2 || field.front() != '"' || field.back() != '"') return std::string(field);
    std::string inner;
    for (std::size_t i = 1; i + 1 < field.size(); ++i) {
        inner += field[i];
        if (field[i] != '"') continue;
        if (i + 2 >= field.size() || field[i + 1] != '"') return std::string(field);
        ++i;
    }
    return inner;
}

std::vector<std::string> fields_between_tabs(std::string_view row) {
    std::vector<std::string> fields;
    for (;;) {
        const std::size_t end = std::min(row.find('\t'), row.size());
        fields.push_back(unquoted(row.substr(0, end)));
        if (end == row.size()) return fields;
        row.remove_prefix(end + 1);
    }
}

/// Many programs don't double the quotes within a field: only one that ends the field closes it.
bool closes_field(std::string_view row, std::size_t quote, char separator) {
    const std::size_t next = row.find_first_not_of(' ', quote + 1);
    return next == std::string_view::npos || row[next] == separator;
}

/// Reads from behind a quote to behind the one that closes it.
std::size_t read_quoted(std::string_view row, std::size_t i, char separator, std::string& field) {
    for (; i < row.size(); ++i) {
        if (row[i] == '"' && i + 1 < row.size() && row[i + 1] == '"')
            ++i;
        else if (row[i] == '"' && closes_field(row, i, separator))
            return i + 1;
        field += row[i];
    }
    return i;
}

bool has_open_quote(std::string_view row) {
    const std::size_t tab = row.rfind('\t');
    const std::string_view last = tab == std::string_view::npos ? row : row.substr(tab + 1);
    return last.starts_with('"') && std::count(last.begin(), last.end(), '"') % 2 == 1;
}

}  // namespace

std::vector<std::string> fields_of_row(std::string_view row, char separator) {
    if (separator == '\t') return fields_between_tabs(row);
    std::vector<std::string> fields(1);
    bool at_start = true;
    for (std::size_t i = 0; i < row.size();) {
        const char c = row[i++];
        if (c == separator) {
            fields.emplace_back();
            at_start = true;
        } else if (c == '"' && at_start) {
            fields.back().clear();  // a space before a quote is tolerated
            i = read_quoted(row, i, separator, fields.back());
            at_start = false;
        } else {
            fields.back() += c;
            at_start = at_start && c == ' ';
        }
    }
    return fields;
}

CsvRows::CsvRows(ByteStream& stream, std::size_t row_bytes_max) : stream_(stream), row_bytes_max_(row_bytes_max) {}

bool CsvRows::fill() {
    if (at_end_) return false;
    buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + block_bytes);
    const std::size_t got = stream_.read({buffer_.data() + old_size, block_bytes});
    buffer_.resize(old_size + got);
    at_end_ = got == 0;
    return !at_end_;
}

/// The byte so far behind the row's begin.
int CsvRows::at(std::size_t offset) {
    while (begin_ + offset >= buffer_.size())
        if (!fill()) return no_byte;
    return static_cast<unsigned char>(buffer_[begin_ + offset]);
}

std::string_view CsvRows::first_line() {
    while (buffer_.find_first_of("\r\n") == std::string::npos && buffer_.size() < first_line_bytes_max && fill()) {
    }
    return std::string_view(buffer_).substr(0, buffer_.find_first_of("\r\n"));
}

void CsvRows::skip_line() {
    begin_ += line_end(0);
}

std::size_t CsvRows::line_end(std::size_t from) {
    for (int c = at(from); c != no_byte && c != '\n' && c != '\r' && from <= row_bytes_max_; c = at(from)) ++from;
    return from;
}

bool CsvRows::closes_field(std::size_t quote) {
    constexpr std::size_t spaces_max = 8;
    std::size_t next = quote + 1;
    while (next < quote + spaces_max && at(next) == ' ') ++next;
    const int c = at(next);
    return c == no_byte || c == '\n' || c == '\r' || c == separator_;
}

/// True if the line that begins behind the first one of the row is a row of its own.
bool CsvRows::second_line_is_row() {
    const std::size_t end = line_end(0);
    const std::size_t begin = end + (at(end) == '\r' && at(end + 1) == '\n' ? 2 : 1);
    const std::size_t second_end = line_end(begin);
    const std::string_view line = std::string_view(buffer_).substr(begin_ + begin, second_end - begin);
    return columns_ > 1 && fields_of_row(line, separator_).size() == columns_;
}

/// Passes a field from its quote to the one that closes it. False if none does, or if it seems to have been forgotten
/// at the end of the row's first line.
bool CsvRows::pass_quoted(std::size_t& i) {
    bool spans_lines = false;
    std::optional<bool> forgotten;
    const std::size_t begin = i;
    const std::size_t end =
        wasted_bytes_ < wasted_bytes_max ? row_bytes_max_ : std::min(i + impatient_bytes, row_bytes_max_);
    for (++i; i <= end; ++i) {
        const int c = at(i);
        if (c == no_byte) break;
        spans_lines = spans_lines || c == '\n' || c == '\r';
        if (c != '"') continue;
        if (at(i + 1) == '"')
            ++i;
        else if (closes_field(i))
            return true;
        else if (spans_lines && !forgotten && *(forgotten = second_line_is_row()))
            break;
    }
    wasted_bytes_ += i - begin;
    return false;
}

/// Where a row ends whose quoted fields may hold line ends. If a quote is never closed, the end of its first line.
std::size_t CsvRows::quoted_row_end(bool& unclosed) {
    bool at_start = true;
    for (std::size_t i = 0; i <= row_bytes_max_; ++i) {
        const int c = at(i);
        if (c == no_byte || c == '\n' || c == '\r') return i;
        if (c == '"' && at_start) {
            unclosed = !pass_quoted(i);
            if (unclosed) return line_end(0);
            at_start = false;
        } else {
            at_start = c == separator_ || (at_start && c == ' ');
        }
    }
    return row_bytes_max_ + 1;
}

/// Spreadsheets quote a field with line breaks: it goes on until its quotes are even.
std::size_t CsvRows::tabbed_row_end() {
    std::size_t end = line_end(0);
    while (end <= row_bytes_max_ && has_open_quote(std::string_view(buffer_).substr(begin_, end)) &&
           at(end) != no_byte) {
        const std::size_t next = end + (at(end) == '\r' && at(end + 1) == '\n' ? 2 : 1);
        const std::size_t next_end = line_end(next);
        if (next_end == next && at(next_end) == no_byte) break;
        const std::string_view line = std::string_view(buffer_).substr(begin_ + next, next_end - next);
        const std::size_t tab = line.find('\t');
        if (tab != std::string_view::npos && line.find('"') > tab) break;  // that line is a row of its own
        end = next_end;
    }
    return end;
}

CsvRows::Result CsvRows::next(std::string_view& row) {
    while (at(0) == '\n' || at(0) == '\r') ++begin_;
    if (at(0) == no_byte) return Result::end;
    ++row_number_;
    bool unclosed = false;
    const std::size_t end = separator_ == '\t' ? tabbed_row_end() : quoted_row_end(unclosed);
    if (end > row_bytes_max_) return skip_long_line();
    row = std::string_view(buffer_).substr(begin_, end);
    begin_ += end;
    return unclosed ? Result::unclosed_quote : Result::row;
}

CsvRows::Result CsvRows::skip_long_line() {
    for (int c = at(0); c != no_byte && c != '\n' && c != '\r'; c = at(0)) ++begin_;
    return Result::too_long;
}

}  // namespace broadsheet
