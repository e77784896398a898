// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the columns of a table mean: their fields, and whether their dates have the day or the month first.

#include "indexer/formats/field_map.h"
#include "indexer/formats/record_fields.h"

#include <string>
#include <vector>

namespace broadsheet {

class CsvColumns {
public:
    /// By the names in the header and what the user has said of them.
    CsvColumns(const std::vector<std::string>& header, const FieldMap& map);

    std::size_t size() const { return columns_.size(); }
    bool knows(InputField field) const;
    /// Every name as in the header: "a, b, c".
    std::string names() const;

    /// Looks for what the dates of a row prove.
    void observe(const std::vector<std::string>& row, std::size_t row_number);
    /// Decides what is still open: by the user's word, by the other columns, then by `language` of the text and
    /// `separator`: with English and commas the month comes first.
    void decide(const std::string& language, char separator);
    /// A column of dates whose order nothing proves, or of both orders.
    struct Doubt {
        std::string column;
        std::string reason;
    };
    std::vector<Doubt> doubts() const;
    /// True if the row proves another order than the one that was decided on.
    bool contradicts(const std::vector<std::string>& row) const;

    /// The values of a row by their fields; dates of doubtful order are read by that of their column. Tables of our own
    /// export have apostrophes before what a spreadsheet would run (engine/article/spreadsheet_cell.h): off they come.
    RecordFields fields(std::vector<std::string> row) const;

    /// For the user: a line for each column, "Pub date → published (day first, as 25/04/2025 in row 2 shows)".
    std::string description() const;

private:
    struct Column {
        std::string name;
        std::optional<Alias> alias;
        DayOrder order = DayOrder::unknown;
        std::string proof, counter_proof, ambiguous;  ///< dates as they stand, with their rows
        std::string guessed_by;                       ///< why, if nothing proves the order
    };
    bool is_dates(const Column& column) const;
    bool has_name(std::string_view name) const;

    std::vector<Column> columns_;
    bool is_ours_ = false;
    DayOrder stated_order_;
};

}  // namespace broadsheet
