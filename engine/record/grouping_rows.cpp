// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RecordReader that reads which articles tell the same, and what tells it.
#include "engine/record/record_state.h"

namespace broadsheet {

namespace {

std::vector<ArticleId> ids_of(sqlite::Statement& rows, std::uint32_t group) {
    std::vector<ArticleId> ids;
    rows.bind_all(std::int64_t{group});
    while (rows.step()) ids.push_back({static_cast<std::uint32_t>(rows.integer(0))});
    return ids;
}

GroupingRow grouping_at(const sqlite::Statement& row) {
    return {{static_cast<std::uint32_t>(row.integer(0))},
            static_cast<std::uint32_t>(row.integer(1)),
            static_cast<std::uint32_t>(row.integer(2))};
}

void visit_fingerprints(sqlite::Statement& rows, Sequence sequence,
                        const std::function<void(const RecordReader::FingerprintRow&)>& visit) {
    rows.bind_all(static_cast<std::int64_t>(sequence));
    while (rows.step()) {
        RecordReader::FingerprintRow row;
        row.article.value = static_cast<std::uint32_t>(rows.integer(0));
        row.removed = rows.integer(1) != 0;
        if (static_cast<DatePrecision>(rows.integer(3)) >= DatePrecision::day) row.day = day_of(rows.integer(2));
        row.grouping = {row.article, static_cast<std::uint32_t>(rows.integer(4)),
                        static_cast<std::uint32_t>(rows.integer(5))};
        const sqlite::Blob bytes = rows.blob(6);
        row.bytes = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
        visit(row);
    }
}

const std::string grouping_columns =
    "SELECT a.id, a.removed, a.published_s, a.published_precision, coalesce(g.story, 0), coalesce(g.duplicate, 0)";
const std::string grouping_tables = " FROM article a LEFT JOIN grouping g ON g.article = a.id";

}  // namespace

std::vector<ArticleId> RecordReader::story_articles(std::uint32_t story) {
    auto rows = state_->connection.prepare(
        "SELECT g.article FROM grouping g JOIN article a ON a.id = g.article WHERE g.story = ?1 AND a.removed = 0"
        " ORDER BY g.article");
    return ids_of(rows, story);
}

std::vector<ArticleId> RecordReader::duplicates(std::uint32_t group) {
    if (group == 0) return {};
    auto rows = state_->connection.prepare(
        "SELECT g.article FROM grouping g JOIN article a ON a.id = g.article WHERE g.duplicate = ?1 AND a.removed = 0"
        " AND g.duplicate <> 0 ORDER BY g.article");
    return ids_of(rows, group);
}

GroupingRow RecordReader::grouping(ArticleId id) {
    auto row = state_->connection.prepare("SELECT article, story, duplicate FROM grouping WHERE article = ?1");
    row.bind_all(std::int64_t{id.value});
    return row.step() ? grouping_at(row) : GroupingRow{id, 0, 0};
}

void RecordReader::groupings(const std::function<void(const GroupingRow&)>& visit) {
    auto rows = state_->connection.prepare("SELECT article, story, duplicate FROM grouping ORDER BY article");
    while (rows.step()) visit(grouping_at(rows));
}

std::int64_t RecordReader::groupings_version() {
    auto& row = state_->groupings_version;
    if (!row) row.emplace(state_->connection.prepare("SELECT value + 0 FROM archive WHERE name = 'grouping'"));
    const std::int64_t version = row->step() ? row->integer(0) : 0;
    row->reset();
    return version;
}

Sequence RecordReader::stories_sequence() {
    return static_cast<Sequence>(state_->connection.number("SELECT value + 0 FROM archive WHERE name = 'stories'"));
}

void RecordReader::compared(Sequence sequence, const std::function<void(const FingerprintRow&)>& visit) {
    auto rows = state_->connection.prepare(
        grouping_columns + ", f.bytes" + grouping_tables +
        " JOIN fingerprint f ON f.article = a.id"
        " WHERE (a.sequence <= ?1 AND a.removed = 0) OR g.article IS NOT NULL ORDER BY a.id");
    visit_fingerprints(rows, sequence, visit);
}

void RecordReader::uncompared(Sequence sequence, const std::function<void(const FingerprintRow&)>& visit) {
    auto rows = state_->connection.prepare(grouping_columns + ", x''" + grouping_tables +
                                           " WHERE a.sequence > ?1 ORDER BY a.id");
    visit_fingerprints(rows, sequence, visit);
}

std::string RecordReader::fingerprint_bytes(ArticleId id) {
    sqlite::Statement& row = state_->fingerprint_by_id;
    row.bind_all(std::int64_t{id.value});
    std::string bytes;
    if (row.step()) {
        const sqlite::Blob blob = row.blob(0);
        bytes.assign(reinterpret_cast<const char*>(blob.data()), blob.size());
    }
    row.reset();
    return bytes;
}

}  // namespace broadsheet
