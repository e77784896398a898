// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/csv_rows.h"

#include "indexer/formats/csv_header.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr int no_byte = -1;

/// A field of TSV: quotes are taken off only where they enclose the whole field and inner ones are doubled.
std::string unquoted(std::string_view field) {
    if (field.size() < 2 || field.front() != '"' || field.back() != '"') return std::string(field);
    const std::vector<std::string> one = split_row(field, '\0');
    const auto quotes = std::count(field.begin(), field.end(), '"');
    const auto kept = std::count(one.front().begin(), one.front().end(), '"');
    return quotes == 2 + 2 * kept ? one.front() : std::string(field);
}

bool has_open_quote(std::string_view line) {
    const std::size_t tab = line.rfind('\t');
    const std::string_view last = tab == std::string_view::npos ? line : line.substr(tab + 1);
    return last.starts_with('"') && std::count(last.begin(), last.end(), '"') % 2 == 1;
}

}  // namespace

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

int CsvRows::peek() {
    if (begin_ == buffer_.size() && !fill()) return no_byte;
    return static_cast<unsigned char>(buffer_[begin_]);
}

int CsvRows::get() {
    const int c = peek();
    if (c != no_byte) ++begin_;
    return c;
}

std::string_view CsvRows::first_line() {
    while (buffer_.find_first_of("\r\n") == std::string::npos && buffer_.size() < block_bytes && fill()) {
    }
    return std::string_view(buffer_).substr(0, buffer_.find_first_of("\r\n"));
}

CsvRows::Result CsvRows::next(CsvRow& row) {
    while (peek() == '\n' || peek() == '\r') get();
    if (peek() == no_byte) return Result::end;
    row.fields.clear();
    row.number = ++row_number_;
    row.bytes = 0;
    const Result result = separator_ == '\t' ? read_tabbed_row(row) : read_quoted_row(row);
    for (const std::string& field : row.fields) row.bytes += field.size();
    return result;
}

/// Reads to the closing quote; false if the stream ends first or the field is too long.
bool CsvRows::read_quoted(std::string& field) {
    for (;;) {
        const int c = get();
        if (c == no_byte || field.size() > row_bytes_max_) return false;
        if (c != '"') {
            field += static_cast<char>(c);
        } else if (peek() == '"') {
            field += static_cast<char>(get());
        } else {
            return true;
        }
    }
}

CsvRows::Result CsvRows::read_quoted_row(CsvRow& row) {
    row.fields.emplace_back();
    std::size_t bytes = 0;
    bool at_start = true;
    for (;;) {
        const int c = get();
        if (c == no_byte || c == '\n') break;
        if (c == '\r') {
            if (peek() == '\n') get();
            break;
        }
        if (c == separator_) {
            row.fields.emplace_back();
            at_start = true;
        } else if (c == '"' && at_start) {
            if (!read_quoted(row.fields.back())) return Result::unclosed_quote;
            bytes += row.fields.back().size();
            at_start = false;
        } else {
            if (++bytes <= row_bytes_max_) row.fields.back() += static_cast<char>(c);
            at_start = at_start && c == ' ';  // a space before a quote is tolerated
            if (at_start) row.fields.back().clear();
        }
    }
    return bytes > row_bytes_max_ ? Result::too_long : Result::row;
}

std::string CsvRows::take_line() {
    std::string line;
    for (int c = get(); c != no_byte && c != '\n'; c = get())
        if (line.size() <= row_bytes_max_) line += static_cast<char>(c);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

CsvRows::Result CsvRows::read_tabbed_row(CsvRow& row) {
    std::string line = take_line();
    // Spreadsheets quote a field with line breaks: it goes on until its quotes are even.
    while (has_open_quote(line) && peek() != no_byte && line.size() <= row_bytes_max_) {
        const std::size_t end = buffer_.find('\n', begin_);
        const std::size_t tab = buffer_.find('\t', begin_);
        const std::size_t quote = buffer_.find('"', begin_);
        if (tab < end && quote > tab) break;  // the next line is a row of its own
        line += '\n' + take_line();
    }
    if (line.size() > row_bytes_max_) return Result::too_long;
    std::string_view rest = line;
    for (;;) {
        const std::size_t end = std::min(rest.find('\t'), rest.size());
        row.fields.push_back(unquoted(rest.substr(0, end)));
        if (end == rest.size()) return Result::row;
        rest.remove_prefix(end + 1);
    }
}

std::string_view reason_of(CsvRows::Result result) {
    switch (result) {
        case CsvRows::Result::too_long:
            return "longer than 64 MiB";
        case CsvRows::Result::unclosed_quote:
            return "a field that begins with a quote has no closing quote";
        default:
            return {};
    }
}

}  // namespace broadsheet
