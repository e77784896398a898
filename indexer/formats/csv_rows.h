// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Rows of CSV and TSV: cut from a stream of any length one at a time, and their fields (RFC 4180, tolerantly).

#include "indexer/input/byte_stream.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// The fields of one row, without its line end. With tabs a quote only counts if it encloses a whole field: most
/// programs write tabs without any quoting.
std::vector<std::string> fields_of_row(std::string_view row, char separator);

class CsvRows {
public:
    CsvRows(ByteStream& stream, std::size_t row_bytes_max);

    /// The first line as it stands, to guess the separator from.
    std::string_view first_line();
    void skip_line();
    void set_separator(char separator) { separator_ = separator; }
    /// How many fields the header has: a line of so many is a row even if a quote before it is still open.
    void set_columns(std::size_t columns) { columns_ = columns; }

    enum class Result { row, too_long, unclosed_quote, end };
    /// Empty lines are passed over. The view holds until the next call. A quote that nothing closes costs its line
    /// only, what follows is read on.
    Result next(std::string_view& row);
    std::size_t row_number() const { return row_number_; }  ///< of the row last given, from 1: the header's

private:
    static constexpr int no_byte = -1;
    bool fill();
    int at(std::size_t offset);
    std::size_t line_end(std::size_t from);
    bool closes_field(std::size_t quote);
    bool second_line_is_row();
    bool pass_quoted(std::size_t& i);
    std::size_t quoted_row_end(bool& unclosed);
    std::size_t tabbed_row_end();
    Result skip_long_line();

    ByteStream& stream_;
    std::size_t row_bytes_max_;
    char separator_ = ',';
    std::size_t columns_ = 0;
    std::string buffer_;
    std::size_t begin_ = 0;  ///< of the row that comes next
    std::size_t row_number_ = 0;
    std::size_t wasted_bytes_ = 0;  ///< looked through for closing quotes in vain
    bool at_end_ = false;
};

}  // namespace broadsheet
