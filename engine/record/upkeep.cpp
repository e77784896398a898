// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/upkeep.h"

#include "engine/record/row.h"
#include "engine/record/schema.h"
#include "engine/record/sqlite.h"

namespace broadsheet {

namespace {

struct OpenRecord {
    explicit OpenRecord(const std::filesystem::path& archive)
        : connection(record_file(archive), sqlite::Connection::Mode::read_only) {
        require_current_schema(connection);
    }
    sqlite::Connection connection;
};

}  // namespace

Standing standing_of(const std::filesystem::path& archive, ArticleId id) {
    const OpenRecord record(archive);
    auto row = record.connection.prepare("SELECT removed FROM article WHERE id = ?1");
    row.bind_all(std::int64_t{id.value});
    return row.step() ? standing_at(row.integer(0)) : Standing::unknown;
}

std::vector<Run> last_runs(const std::filesystem::path& archive, std::size_t limit) {
    const OpenRecord record(archive);
    auto row = record.connection.prepare(
        "SELECT id, started_s, finished_s, scanned, added, updated, unchanged, removed, rejected FROM run ORDER BY id "
        "DESC LIMIT ?1");
    row.bind_all(static_cast<std::int64_t>(limit));
    std::vector<Run> runs;
    while (row.step()) {
        Run run{row.integer(0), row.integer(1), {}, row.integer(3), row.integer(4), row.integer(5),
                row.integer(6), row.integer(7), row.integer(8)};
        if (!row.is_null(2)) run.finished_s = row.integer(2);
        runs.push_back(run);
    }
    return runs;
}

}  // namespace broadsheet
