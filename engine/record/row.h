// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How an article's fields stand in a row of the record. The tables `article` and `version` share these columns; here
// alone their names and order are known.

#include "engine/article/article.h"
#include "engine/record/upkeep.h"
#include "engine/record/sqlite.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Lists (authors, tags) are joined by line feeds, which one-line fields never hold.
std::string join_list(const std::vector<std::string>& values);
std::vector<std::string> split_list(std::string_view joined);

/// Number of the columns that hold an article's fields, all but source and body.
inline constexpr int field_columns = 26;

/// Their names with `prefix` before each, joined by commas: "a.key,a.url,…".
std::string field_names(std::string_view prefix = {});
/// "?7,?8,…" for all of them, from parameter `first` on.
std::string field_parameters(int first);
/// ",key=?7,url=?8,…" for an UPDATE.
std::string field_assignments(int first);

/// Binds the fields from parameter `first` on. Holds what it binds: it must live until the statement has run.
class BoundFields {
public:
    BoundFields(sqlite::Statement& statement, int first, const Article& article);

private:
    std::string authors_, tags_;
};

/// Bits of the column `removed`.
inline constexpr std::int64_t removed_by_files = 1, taken_down_by_somebody = 2;
Standing standing_at(std::int64_t removed);

/// Reads the fields from column `first` on.
void read_fields(const sqlite::Statement& row, int first, Article& article);

}  // namespace broadsheet
