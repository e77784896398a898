// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The rows of publications in the record, made when a name is first met.

#include "engine/record/sqlite.h"

#include <string>
#include <unordered_map>

namespace broadsheet {

class SourceRows {
public:
    explicit SourceRows(sqlite::Connection& connection);

    /// The row of the publication with this name or one of the same slug, made if there is none.
    std::int64_t row_of(const std::string& name);

private:
    sqlite::Connection& connection_;
    std::unordered_map<std::string, std::int64_t> known_;  ///< rows by name
    sqlite::Statement find_, insert_;
};

}  // namespace broadsheet
