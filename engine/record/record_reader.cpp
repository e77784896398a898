// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/record_reader.h"

#include "engine/record/prepared.h"
#include "engine/record/row.h"
#include "engine/record/schema.h"

#include <algorithm>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

const std::string article_columns =
    "SELECT a.id, a.sequence, a.removed, a.key, a.url, a.title, a.subtitle, a.authors, a.agency, a.section, a.tags,"
    " a.language, a.place, a.published_s, a.published_precision, a.published_source, a.published_offset,"
    " a.modified_s, a.modified_precision, a.modified_source, a.modified_offset,"
    " a.seen_s, a.seen_precision, a.seen_source, a.seen_offset, s.slug, s.name, a.body_bytes, b.text"
    " FROM article a LEFT JOIN source s ON s.id = a.source LEFT JOIN body b ON b.article = a.id ";

Date date_at(const sqlite::Statement& row, int column) {
    Date date;
    date.utc_s = row.integer(column);
    date.precision = static_cast<DatePrecision>(row.integer(column + 1));
    date.source = static_cast<DateSource>(row.integer(column + 2));
    if (!row.is_null(column + 3)) date.offset_minutes = static_cast<std::int16_t>(row.integer(column + 3));
    return date;
}

StoredArticle article_at(const sqlite::Statement& row, bool with_body) {
    StoredArticle article;
    article.id.value = static_cast<std::uint32_t>(row.integer(0));
    article.sequence = static_cast<Sequence>(row.integer(1));
    article.removed = row.integer(2) != 0;
    article.key = row.text(3);
    article.url = row.text(4);
    article.title = row.text(5);
    article.subtitle = row.text(6);
    article.authors = split_list(row.text(7));
    article.agency = row.text(8);
    article.section = row.text(9);
    article.tags = split_list(row.text(10));
    article.language = row.text(11);
    article.place = row.text(12);
    article.published = date_at(row, 13);
    article.modified = date_at(row, 17);
    article.seen = date_at(row, 21);
    article.source_id = row.text(25);
    article.source = row.text(26);
    if (with_body) {
        const sqlite::Blob blob = row.blob(28);
        article.body = decompress_body({reinterpret_cast<const char*>(blob.data()), blob.size()},
                                       static_cast<std::size_t>(row.integer(27)));
    }
    return article;
}

FileRow file_at(const sqlite::Statement& row) {
    return {row.integer(0), row.text(1),    row.integer(2), row.integer(3),
            row.integer(4), row.integer(5), row.integer(6), {}};
}

}  // namespace

fs::path record_file(const fs::path& archive) {
    return archive / "articles.db";
}

struct RecordReader::State {
    explicit State(const fs::path& archive) : connection(record_file(archive), sqlite::Connection::Mode::read_only) {
        require_current_schema(connection);
        auto id = connection.prepare("SELECT value FROM archive WHERE name = 'id'");
        if (id.step()) archive_id = id.text(0);
    }
    void add_provenance(StoredArticle& article) {
        provenance.bind_all(std::int64_t{article.id.value});
        if (provenance.step()) article.provenance = {provenance.text(0), provenance.text(1), provenance.text(2)};
        provenance.reset();
    }

    sqlite::Connection connection;
    std::string archive_id;
    sqlite::Statement by_id = connection.prepare(article_columns + "WHERE a.id = ?1");
    sqlite::Statement after =
        connection.prepare(article_columns + "WHERE a.sequence > ?1 ORDER BY a.sequence LIMIT ?2");
    sqlite::Statement provenance = connection.prepare(
        "SELECT f.path, h.location, f.format FROM holding h JOIN file f ON f.id = h.file WHERE h.article = ?1 ORDER BY "
        "h.run DESC LIMIT 1");
    sqlite::Statement file_by_path = connection.prepare(
        "SELECT id, path, size_bytes, modified_ns, inode, articles, rejected FROM file WHERE path = ?1");
};

RecordReader::RecordReader(const fs::path& archive) : state_(std::make_unique<State>(archive)) {}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;

const std::string& RecordReader::archive_id() const {
    return state_->archive_id;
}

Sequence RecordReader::last_sequence() {
    return static_cast<Sequence>(state_->connection.number("SELECT coalesce(max(sequence), 0) FROM article"));
}

std::vector<StoredArticle> RecordReader::articles(std::span<const ArticleId> ids) {
    std::vector<StoredArticle> found;
    found.reserve(ids.size());
    for (const ArticleId id : ids) {
        state_->by_id.bind_all(std::int64_t{id.value});
        if (state_->by_id.step()) {
            found.push_back(article_at(state_->by_id, true));
            state_->add_provenance(found.back());
        }
        state_->by_id.reset();
    }
    return found;
}

std::size_t RecordReader::changes(Sequence after, std::size_t limit,
                                  const std::function<void(StoredArticle&&)>& visit) {
    auto& rows = state_->after;
    rows.bind_all(static_cast<std::int64_t>(after), static_cast<std::int64_t>(limit));
    std::size_t count = 0;
    while (rows.step()) {
        visit(article_at(rows, rows.integer(2) == 0));
        ++count;
    }
    return count;
}

void RecordReader::live_ids(const std::function<void(ArticleId)>& visit) {
    auto rows = state_->connection.prepare("SELECT id FROM article WHERE removed = 0 ORDER BY id");
    while (rows.step()) visit({static_cast<std::uint32_t>(rows.integer(0))});
}

std::vector<Problem> RecordReader::problems(std::size_t limit) {
    auto rows = state_->connection.prepare(
        "SELECT path, location, stage, reason, seen_s FROM problem ORDER BY path, location LIMIT ?1");
    rows.bind_all(static_cast<std::int64_t>(limit));
    std::vector<Problem> problems;
    while (rows.step()) problems.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.integer(4)});
    return problems;
}

std::optional<Run> RecordReader::last_run() {
    auto row = state_->connection.prepare(
        "SELECT id, started_s, finished_s, scanned, added, updated, unchanged, removed, rejected FROM run ORDER BY id "
        "DESC LIMIT 1");
    if (!row.step()) return std::nullopt;
    Run run{row.integer(0), row.integer(1), {}, row.integer(3), row.integer(4), row.integer(5), row.integer(6),
            row.integer(7), row.integer(8)};
    if (!row.is_null(2)) run.finished_s = row.integer(2);
    return run;
}

RecordFigures RecordReader::figures() {
    RecordFigures figures;
    auto row = state_->connection.prepare(
        "SELECT count(*) FILTER (WHERE removed = 0), count(*) FILTER (WHERE removed <> 0),"
        " coalesce(sum(body_bytes) FILTER (WHERE removed = 0), 0), coalesce(max(sequence), 0),"
        " count(DISTINCT source) FILTER (WHERE removed = 0) FROM article");
    if (row.step()) {
        figures.articles = static_cast<std::uint32_t>(row.integer(0));
        figures.removed = static_cast<std::uint32_t>(row.integer(1));
        figures.body_bytes = static_cast<std::uint64_t>(row.integer(2));
        figures.last_sequence = static_cast<Sequence>(row.integer(3));
        figures.sources = static_cast<std::uint32_t>(row.integer(4));
    }
    figures.problems = static_cast<std::uint32_t>(state_->connection.number("SELECT count(*) FROM problem"));
    figures.files = static_cast<std::uint32_t>(state_->connection.number("SELECT count(*) FROM file"));
    return figures;
}

std::optional<FileRow> RecordReader::file(const std::string& path) {
    auto& row = state_->file_by_path;
    row.bind_all(std::string_view(path));
    std::optional<FileRow> found;
    if (row.step()) found = file_at(row);
    row.reset();
    return found;
}

void RecordReader::files_below(const std::string& root, const std::function<void(const FileRow&)>& visit) {
    // All paths that begin with "root/" sort between "root/" and "root0" ('0' follows '/').
    auto rows = state_->connection.prepare(
        "SELECT id, path, size_bytes, modified_ns, inode, articles, rejected FROM file"
        " WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0') ORDER BY path");
    rows.bind_all(std::string_view(root));
    while (rows.step()) visit(file_at(rows));
}

std::vector<std::string> RecordReader::integrity_errors() {
    auto rows = state_->connection.prepare("PRAGMA integrity_check(20)");
    std::vector<std::string> errors;
    while (rows.step())
        if (std::string line = rows.text(0); line != "ok") errors.push_back(std::move(line));
    return errors;
}

}  // namespace broadsheet
