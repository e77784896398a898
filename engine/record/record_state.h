// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a RecordReader has open; shared by the files that implement it.

#include "engine/record/record_reader.h"
#include "engine/record/sqlite.h"

#include <optional>

namespace broadsheet {

struct RecordReader::State {
    explicit State(const std::filesystem::path& archive);
    void add_provenance(StoredArticle& article);

    sqlite::Connection connection;
    std::optional<sqlite::Statement> groupings_version;  ///< asked before every cached answer: kept once it was made
    std::string archive_id;
    sqlite::Statement by_id, listed_by_id, listed_with_body_by_id, after, provenance, file_by_path, fingerprint_by_id,
        kin, begin, end;
};

}  // namespace broadsheet
