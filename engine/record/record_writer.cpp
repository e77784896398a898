// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/record_writer.h"

#include "engine/record/row.h"
#include "engine/record/schema.h"

#include <optional>
#include <unordered_map>

namespace broadsheet {

namespace {

using sqlite::Statement;

sqlite::Blob blob_of(const Identity& identity) {
    return {identity.data(), identity.size()};
}
sqlite::Blob blob_of(const std::string& bytes) {
    return std::as_bytes(std::span(bytes));
}

void bind_date(Statement& statement, int first, const Date& date) {
    statement.bind(first, date.utc_s);
    statement.bind(first + 1, static_cast<std::int64_t>(date.precision));
    statement.bind(first + 2, static_cast<std::int64_t>(date.source));
    if (date.offset_minutes)
        statement.bind(first + 3, std::int64_t{*date.offset_minutes});
    else
        statement.bind_null(first + 3);
}

}  // namespace

struct RecordWriter::State {
    explicit State(const std::filesystem::path& archive)
        : connection(record_file(archive), sqlite::Connection::Mode::read_write_create) {}

    std::int64_t source_row(const std::string& name);
    std::int64_t remove_unheld(std::int64_t article);
    std::int64_t write_article(const PreparedArticle& prepared, const Identity& identity, std::int64_t id);

    struct Schema {
        explicit Schema(sqlite::Connection& connection) { migrate(connection); }
    };

    sqlite::Connection connection;
    Schema schema{connection};  // before the statements, which need its tables
    std::optional<sqlite::Transaction> transaction;
    Sequence sequence = static_cast<Sequence>(connection.number("SELECT coalesce(max(sequence), 0) FROM article"));
    std::unordered_map<std::string, std::int64_t> sources;

    Statement find = connection.prepare("SELECT id, content_hash, removed FROM article WHERE identity = ?1");
    Statement insert = connection.prepare(
        "INSERT INTO article VALUES (?1,?2,?3,0,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,"
        "?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28) "
        "ON CONFLICT(id) DO UPDATE SET sequence=excluded.sequence, removed=0, content_hash=excluded.content_hash,"
        " source=excluded.source, key=excluded.key, url=excluded.url, title=excluded.title, subtitle=excluded.subtitle,"
        " authors=excluded.authors, agency=excluded.agency, section=excluded.section, tags=excluded.tags,"
        " language=excluded.language, place=excluded.place, published_s=excluded.published_s,"
        " published_precision=excluded.published_precision, published_source=excluded.published_source,"
        " published_offset=excluded.published_offset, modified_s=excluded.modified_s,"
        " modified_precision=excluded.modified_precision, modified_source=excluded.modified_source,"
        " modified_offset=excluded.modified_offset, seen_s=excluded.seen_s, seen_precision=excluded.seen_precision,"
        " seen_source=excluded.seen_source, seen_offset=excluded.seen_offset, body_bytes=excluded.body_bytes");
    Statement insert_body =
        connection.prepare("INSERT INTO body VALUES (?1, ?2) ON CONFLICT(article) DO UPDATE SET text = excluded.text");
    Statement restore = connection.prepare("UPDATE article SET removed = 0, sequence = ?2 WHERE id = ?1");
    Statement remove =
        connection.prepare("UPDATE article SET removed = 1, sequence = ?2 WHERE id = ?1 AND removed = 0");
    Statement find_source = connection.prepare("SELECT id FROM source WHERE slug = ?1");
    Statement insert_source = connection.prepare("INSERT INTO source (slug, name) VALUES (?1, ?2)");
    Statement held_in_run = connection.prepare("SELECT run FROM holding WHERE file = ?1 AND article = ?2");
    Statement hold = connection.prepare(
        "INSERT INTO holding VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET location = excluded.location, run = "
        "excluded.run");
    Statement held = connection.prepare("SELECT 1 FROM holding WHERE article = ?1 LIMIT 1");
    Statement stale = connection.prepare("SELECT article FROM holding WHERE file = ?1 AND run <> ?2");
    Statement drop_stale = connection.prepare("DELETE FROM holding WHERE file = ?1 AND run <> ?2");
    Statement insert_file = connection.prepare(
        "INSERT INTO file (path, size_bytes, modified_ns, inode, format, articles, rejected) VALUES (?1, -1, 0, 0, '', "
        "0, 0)"
        " ON CONFLICT(path) DO UPDATE SET size_bytes = -1 RETURNING id");
    Statement end_file = connection.prepare(
        "UPDATE file SET size_bytes = ?2, modified_ns = ?3, inode = ?4, articles = ?5, rejected = ?6, format = ?7 "
        "WHERE id = ?1");
    Statement reread_holders =
        connection.prepare("UPDATE file SET size_bytes = -1 WHERE id IN (SELECT file FROM holding WHERE article = ?1)");
    Statement drop_file = connection.prepare("DELETE FROM file WHERE id = ?1");
    Statement insert_problem = connection.prepare(
        "INSERT INTO problem VALUES (?1,?2,?3,?4,?5) ON CONFLICT DO UPDATE SET stage = excluded.stage, reason = "
        "excluded.reason, seen_s = excluded.seen_s");
    Statement drop_problems = connection.prepare("DELETE FROM problem WHERE path = ?1");
};

RecordWriter::RecordWriter(const ArchiveLock& lock) : state_(std::make_unique<State>(lock.archive())) {}
RecordWriter::~RecordWriter() = default;

void RecordWriter::begin() {
    if (!state_->transaction) state_->transaction.emplace(state_->connection);
}

void RecordWriter::commit() {
    if (!state_->transaction) return;
    state_->transaction->commit();
    state_->transaction.reset();
}

bool RecordWriter::in_transaction() const {
    return state_->transaction.has_value();
}

std::int64_t RecordWriter::start_run(std::int64_t now_s) {
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

std::int64_t RecordWriter::start_file(const std::string& path) {
    clear_problems(path);
    auto& insert = state_->insert_file;
    insert.bind_all(std::string_view(path));
    insert.step();
    const std::int64_t id = insert.integer(0);
    insert.run();
    return id;
}

std::int64_t RecordWriter::State::source_row(const std::string& name) {
    if (const auto known = sources.find(name); known != sources.end()) return known->second;
    const std::string slug = slug_of(name);
    find_source.bind_all(std::string_view(slug));
    std::int64_t id = find_source.step() ? find_source.integer(0) : 0;
    find_source.reset();
    if (id == 0) {
        insert_source.bind_all(std::string_view(slug), std::string_view(name)).run();
        id = connection.last_insert_id();
    }
    sources.emplace(name, id);
    return id;
}

std::int64_t RecordWriter::State::write_article(const PreparedArticle& prepared, const Identity& identity,
                                                std::int64_t id) {
    const Article& article = prepared.article;
    const std::string authors = join_list(article.authors);
    const std::string tags = join_list(article.tags);
    insert.bind(2, static_cast<std::int64_t>(++sequence)).bind(3, blob_of(identity)).bind(4, prepared.content_hash);
    if (id)
        insert.bind(1, id);
    else
        insert.bind_null(1);
    if (article.source.empty())
        insert.bind_null(5);
    else
        insert.bind(5, source_row(article.source));
    const std::string_view texts[] = {article.key,    article.url,     article.title, article.subtitle, authors,
                                      article.agency, article.section, tags,          article.language, article.place};
    for (int i = 0; i < 10; ++i) insert.bind(6 + i, texts[i]);
    bind_date(insert, 16, article.published);
    bind_date(insert, 20, article.modified);
    bind_date(insert, 24, article.seen);
    insert.bind(28, prepared.body_bytes);
    insert.run();
    if (id == 0) id = connection.last_insert_id();
    insert_body.bind_all(id, blob_of(prepared.compressed_body)).run();
    return id;
}

PutOutcome RecordWriter::put(const PreparedArticle& prepared, std::int64_t file, std::int64_t run) {
    State& state = *state_;
    Identity identity = prepared.identity;
    for (std::uint32_t repetition = 1;; identity = repeated(prepared.identity, ++repetition)) {
        state.find.bind_all(blob_of(identity));
        const bool known = state.find.step();
        const std::int64_t known_id = known ? state.find.integer(0) : 0;
        const bool same = known && state.find.integer(1) == prepared.content_hash;
        const bool removed = known && state.find.integer(2) != 0;
        state.find.reset();

        if (known && !same && prepared.article.url.empty()) {
            // One file giving two texts under one key in one run: two articles, or one of them would be lost.
            state.held_in_run.bind_all(file, known_id);
            const bool repeats = state.held_in_run.step() && state.held_in_run.integer(0) == run;
            state.held_in_run.reset();
            if (repeats) continue;
        }
        const std::int64_t id = same ? known_id : state.write_article(prepared, identity, known_id);
        if (same && removed) state.restore.bind_all(id, static_cast<std::int64_t>(++state.sequence)).run();
        state.hold.bind_all(file, id, std::string_view(prepared.location), run).run();
        if (!known || removed) return PutOutcome::added;
        return same ? PutOutcome::unchanged : PutOutcome::updated;
    }
}

std::int64_t RecordWriter::State::remove_unheld(std::int64_t article) {
    held.bind_all(article);
    const bool still_held = held.step();
    held.reset();
    if (still_held) {
        // Another file has this article too, perhaps with another text: it must be read again to tell.
        reread_holders.bind_all(article).run();
        return 0;
    }
    remove.bind_all(article, static_cast<std::int64_t>(++sequence)).run();
    return 1;
}

std::int64_t RecordWriter::finish_file(const FileRow& file, std::int64_t run) {
    State& state = *state_;
    std::vector<std::int64_t> stale;
    state.stale.bind_all(file.id, run);
    while (state.stale.step()) stale.push_back(state.stale.integer(0));
    std::int64_t removed = 0;
    if (!stale.empty()) {
        state.drop_stale.bind_all(file.id, run).run();
        for (const std::int64_t article : stale) removed += state.remove_unheld(article);
    }
    state.end_file
        .bind_all(file.id, file.size_bytes, file.modified_ns, file.inode, file.articles, file.rejected,
                  std::string_view(file.format))
        .run();
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

Sequence RecordWriter::last_sequence() const {
    return state_->sequence;
}

void RecordWriter::checkpoint() {
    // A reader that still holds an old snapshot makes this partial; the log is then emptied another time.
    state_->connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").run();
}

}  // namespace broadsheet
