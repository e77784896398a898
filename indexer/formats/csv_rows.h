// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Rows of CSV and TSV, one at a time, from a stream of any length (RFC 4180, tolerantly).

#include "indexer/input/byte_stream.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct CsvRow {
    std::vector<std::string> fields;
    std::size_t number = 0;  ///< of the row, from 1; the header is row 1
    std::size_t bytes = 0;
};

class CsvRows {
public:
    CsvRows(ByteStream& stream, std::size_t row_bytes_max);

    /// The first line as it stands, to guess the separator from.
    std::string_view first_line();
    /// With tabs a quote only counts if its field ends with another: most programs write tabs without any quoting.
    void set_separator(char separator) { separator_ = separator; }

    enum class Result { row, too_long, unclosed_quote, end };
    /// Empty lines are passed over.
    Result next(CsvRow& row);

private:
    bool fill();
    int get();
    int peek();
    Result read_quoted_row(CsvRow& row);
    bool read_quoted(std::string& field);
    Result read_tabbed_row(CsvRow& row);
    std::string take_line();

    ByteStream& stream_;
    std::size_t row_bytes_max_;
    char separator_ = ',';
    std::string buffer_;
    std::size_t begin_ = 0;
    std::size_t row_number_ = 0;
    bool at_end_ = false;
};

std::string_view reason_of(CsvRows::Result result);

}  // namespace broadsheet
