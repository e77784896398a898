// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/segment_files.h"

#include "engine/fault_point.h"
#include "engine/index/durable_file.h"
#include "engine/index/manifest.h"

#include <xapian.h>

#include <future>

namespace broadsheet {

namespace fs = std::filesystem;

void write_segment_files(const fs::path& index, std::uint32_t number, Xapian::Database& databases,
                         const std::vector<Tokens>& tokens, const ColumnsBuilder& columns) {
    auto tokens_written = std::async(std::launch::async, [&] { write_tokens(tokens_file(index, number), tokens); });
    const fs::path database = database_file(index, number);
    fs::remove(database);
    databases.compact(database.string(), Xapian::DBCOMPACT_SINGLE_FILE);
    sync_file(database);
    passed(FaultPoint::segment_compacted);
    columns.write(columns_file(index, number), hash_of_file(database));
    tokens_written.get();
    passed(FaultPoint::segment_written);
}

}  // namespace broadsheet
