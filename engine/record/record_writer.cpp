// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/record_writer.h"

#include "engine/fault_point.h"
#include "engine/record/article_writer.h"
#include "engine/record/schema.h"

#include <optional>

namespace broadsheet {

namespace {

using sqlite::Statement;

constexpr std::int64_t posted_problems_kept_s = 30 * 24 * 3600;

}  // namespace

struct RecordWriter::State {
    explicit State(const std::filesystem::path& archive)
        : connection(record_file(archive), sqlite::Connection::Mode::read_write_create) {}

    struct Schema {
        explicit Schema(sqlite::Connection& connection) { migrate(connection); }
    };

    sqlite::Connection connection;
    Schema schema{connection};  // before the statements, which need its tables
    std::optional<sqlite::Transaction> transaction;
    ArticleWriter articles{connection};

    Statement stale = connection.prepare("SELECT article FROM holding WHERE file = ?1 AND run <> ?2");
    Statement drop_stale = connection.prepare("DELETE FROM holding WHERE file = ?1 AND run <> ?2");
    Statement insert_file = connection.prepare(
        "INSERT INTO file (path, size_bytes, modified_ns, inode, format, articles, rejected) VALUES (?1, -1, ?2, 0, "
        "'', "
        "0, 0)"
        " ON CONFLICT(path) DO UPDATE SET size_bytes = -1 RETURNING id");
    Statement end_file = connection.prepare(
        "UPDATE file SET size_bytes = ?2, modified_ns = ?3, inode = ?4, articles = ?5, rejected = ?6, format = ?7 "
        "WHERE id = ?1");
    Statement insert_posted = connection.prepare(
        "INSERT INTO file (path, size_bytes, modified_ns, inode, format, articles, rejected) VALUES (?1, 0, ?2, 0, '',"
        " 0, 0) ON CONFLICT(path) DO UPDATE SET size_bytes = 0, modified_ns = ?2 RETURNING id");
    Statement drop_old_problems = connection.prepare("DELETE FROM problem WHERE path = ?1 AND seen_s < ?2");
    Statement to_read_again = connection.prepare("SELECT path FROM file WHERE size_bytes = -1 ORDER BY path");
    Statement drop_file = connection.prepare("DELETE FROM file WHERE id = ?1");
    Statement insert_problem = connection.prepare(
        "INSERT INTO problem VALUES (?1,?2,?3,?4,?5) ON CONFLICT DO UPDATE SET stage = excluded.stage, reason = "
        "excluded.reason, seen_s = excluded.seen_s");
    Statement drop_problems = connection.prepare("DELETE FROM problem WHERE path = ?1");
};

RecordWriter::RecordWriter(const ArchiveLock& lock) {
    refuse_lost_record(lock.archive());
    state_ = std::make_unique<State>(lock.archive());
}
RecordWriter::~RecordWriter() = default;

void RecordWriter::begin() {
    if (!state_->transaction) state_->transaction.emplace(state_->connection);
}

void RecordWriter::commit() {
    if (!state_->transaction) return;
    passed(FaultPoint::batch_before_commit);
    state_->transaction->commit();
    passed(FaultPoint::batch_committed);
    state_->transaction.reset();
}

bool RecordWriter::in_transaction() const {
    return state_->transaction.has_value();
}

std::int64_t RecordWriter::start_run(std::int64_t now_s) {
    state_->articles.set_run_time(now_s);
    state_->connection.prepare("INSERT INTO run (started_s) VALUES (?1)").bind_all(now_s).run();
    return state_->connection.last_insert_id();
}

void RecordWriter::finish_run(const Run& run) {
    state_->connection
        .prepare(
            "UPDATE run SET finished_s=?2, scanned=?3, added=?4, updated=?5, unchanged=?6, removed=?7, rejected=?8 "
            "WHERE id=?1")
        .bind_all(run.id, run.finished_s.value_or(0), run.scanned, run.added, run.updated, run.unchanged, run.removed,
                  run.rejected)
        .run();
}

std::int64_t RecordWriter::start_file(const std::string& path, std::int64_t modified_ns) {
    clear_problems(path);
    auto& insert = state_->insert_file;
    insert.bind_all(std::string_view(path), modified_ns);
    insert.step();
    const std::int64_t id = insert.integer(0);
    insert.run();
    state_->articles.begin_file(id, modified_ns);
    return id;
}

PutOutcome RecordWriter::put(const PreparedArticle& prepared, std::int64_t file, std::int64_t run) {
    return state_->articles.put(prepared, file, run);
}

std::int64_t RecordWriter::start_posted(std::int64_t now_s) {
    // Nobody can mend what was posted: its problems are told for a while and then forgotten.
    state_->drop_old_problems.bind_all(inbox_file_name, now_s - posted_problems_kept_s).run();
    state_->articles.set_run_time(now_s);
    auto& insert = state_->insert_posted;
    const std::int64_t now_ns = now_s * 1'000'000'000;
    insert.bind_all(inbox_file_name, now_ns);
    insert.step();
    const std::int64_t id = insert.integer(0);
    insert.run();
    state_->articles.begin_file(id, now_ns);
    return id;
}

void RecordWriter::end_posted(std::int64_t file) {
    state_->articles.end_file(file);
}

ArticleId RecordWriter::last_put() const {
    return {static_cast<std::uint32_t>(state_->articles.last_put())};
}

Standing RecordWriter::take_down(ArticleId article) {
    return state_->articles.take_down(article);
}

Standing RecordWriter::bring_back(ArticleId article) {
    return state_->articles.bring_back(article);
}

void RecordWriter::expect_moved(std::int64_t file) {
    state_->articles.expect_moved(file);
}

std::vector<std::string> RecordWriter::files_to_read_again() {
    std::vector<std::string> paths;
    while (state_->to_read_again.step()) paths.push_back(state_->to_read_again.text(0));
    return paths;
}

std::int64_t RecordWriter::finish_file(const FileRow& file, std::int64_t run, bool whole) {
    State& state = *state_;
    std::vector<std::int64_t> stale;
    if (whole) state.stale.bind_all(file.id, run);
    while (whole && state.stale.step()) stale.push_back(state.stale.integer(0));
    std::int64_t removed = 0;
    if (!stale.empty()) {
        state.drop_stale.bind_all(file.id, run).run();
        for (const std::int64_t article : stale) removed += state.articles.let_go(article, file.id) ? 1 : 0;
    }
    state.end_file
        .bind_all(file.id, file.size_bytes, file.modified_ns, file.inode, file.articles, file.rejected,
                  std::string_view(file.format))
        .run();
    state.articles.end_file(file.id);
    return removed;
}

std::int64_t RecordWriter::remove_file(std::int64_t file) {
    FileRow row;
    row.id = file;
    constexpr std::int64_t no_run = -1;  // no holding is of this run, so all are stale
    const std::int64_t removed = finish_file(row, no_run);
    state_->drop_file.bind_all(file).run();
    return removed;
}

void RecordWriter::put_problem(const Problem& problem) {
    state_->insert_problem
        .bind_all(std::string_view(problem.path), std::string_view(problem.location), std::string_view(problem.stage),
                  std::string_view(problem.reason), problem.seen_s)
        .run();
}

void RecordWriter::clear_problems(const std::string& path) {
    state_->drop_problems.bind_all(std::string_view(path)).run();
}

void RecordWriter::put_groupings(std::span<const GroupingRow> groupings, Sequence sequence) {
    auto& connection = state_->connection;
    auto put = connection.prepare("INSERT OR REPLACE INTO grouping VALUES (?1, ?2, ?3)");
    auto drop = connection.prepare("DELETE FROM grouping WHERE article = ?1");
    for (const GroupingRow& grouping : groupings) {
        const std::int64_t article = grouping.article.value;
        if (grouping.story == 0 && grouping.duplicate == 0)
            drop.bind_all(article).run();
        else
            put.bind_all(article, std::int64_t{grouping.story}, std::int64_t{grouping.duplicate}).run();
    }
    if (!groupings.empty()) connection.execute("UPDATE archive SET value = value + 1 WHERE name = 'grouping'");
    connection.prepare("UPDATE archive SET value = ?1 WHERE name = 'stories'")
        .bind_all(static_cast<std::int64_t>(sequence))
        .run();
}

Sequence RecordWriter::last_sequence() const {
    return state_->articles.sequence();
}

void RecordWriter::checkpoint() {
    // A reader that still holds an old snapshot makes this partial; the log is then emptied another time.
    state_->connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").run();
}

}  // namespace broadsheet
