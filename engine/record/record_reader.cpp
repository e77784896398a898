// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/record_reader.h"

#include "engine/error.h"
#include "engine/record/archive_lock.h"
#include "engine/record/pending_restore.h"
#include "engine/record/prepared.h"
#include "engine/record/record_state.h"
#include "engine/record/row.h"
#include "engine/record/schema.h"

#include <algorithm>
#include <tuple>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t changes_bytes_max = 4'000'000;

/// Columns before the fields.
constexpr int fields_first = 10;

/// Those behind the fields of a listed article, which has `grouping` joined as g. Articles that were removed since
/// stories were last found count as long as they have a row there: to look at each would read pages all over the
/// record.
const std::string kin_columns =
    "(SELECT count(*) FROM version v WHERE v.article = a.id AND v.number <> a.version), g.story,"
    " (SELECT count(*) FROM grouping s WHERE s.story = g.story), g.duplicate,"
    " (SELECT count(*) FROM grouping d WHERE d.duplicate = g.duplicate AND d.duplicate <> 0)";
constexpr int kin_first = fields_first + field_columns;

/// Bodies lie in pages of their own, which a list of titles needn't read.
std::string select_articles(bool with_body, bool with_kin) {
    return "SELECT a.id, a.sequence, a.removed, s.slug, s.name, a.body_bytes, " +
           std::string(with_body ? "b.text" : "NULL") + ", a.version, a.taken_s, a.text_hash," + field_names("a.") +
           (with_kin ? ", " + kin_columns : "") + " FROM article a LEFT JOIN source s ON s.id = a.source " +
           (with_body ? "LEFT JOIN body b ON b.article = a.id " : "") +
           (with_kin ? "LEFT JOIN grouping g ON g.article = a.id " : "");
}

const std::string kin_query =
    "SELECT " + kin_columns + " FROM article a LEFT JOIN grouping g ON g.article = a.id WHERE a.id = ?1";

std::string body_at(const sqlite::Statement& row, int bytes_column, int text_column) {
    const sqlite::Blob blob = row.blob(text_column);
    return decompress_body({reinterpret_cast<const char*>(blob.data()), blob.size()},
                           static_cast<std::size_t>(row.integer(bytes_column)));
}

StoredArticle article_at(const sqlite::Statement& row, bool with_body) {
    StoredArticle article;
    article.id.value = static_cast<std::uint32_t>(row.integer(0));
    article.sequence = static_cast<Sequence>(row.integer(1));
    article.removed = row.integer(2) != 0;
    article.source_id = row.text(3);
    article.source = row.text(4);
    article.version = static_cast<std::uint32_t>(row.integer(7));
    read_fields(row, fields_first, article);
    if (with_body) article.body = body_at(row, 5, 6);
    return article;
}

RecordReader::KinFigures kin_at(const sqlite::Statement& row, int first) {
    const auto number = [&](int column) { return static_cast<std::uint32_t>(row.integer(first + column)); };
    return {number(0) + 1, number(1), number(2), number(3), number(4)};
}

FileRow file_at(const sqlite::Statement& row) {
    return {row.integer(0), row.text(1),    row.integer(2), row.integer(3),
            row.integer(4), row.integer(5), row.integer(6), {}};
}

}  // namespace

fs::path record_file(const fs::path& archive) {
    return archive / "articles.db";
}

RecordReader::State::State(const fs::path& archive)
    : connection(record_file(archive), sqlite::Connection::Mode::read_only),
      archive_id([this] {
          require_current_schema(connection);
          auto id = connection.prepare("SELECT value FROM archive WHERE name = 'id'");
          return id.step() ? id.text(0) : std::string();
      }()),
      by_id(connection.prepare(select_articles(true, false) + "WHERE a.id = ?1")),
      listed_by_id(connection.prepare(select_articles(false, true) + "WHERE a.id = ?1")),
      listed_with_body_by_id(connection.prepare(select_articles(true, true) + "WHERE a.id = ?1")),
      after(connection.prepare(select_articles(true, false) +
                               "WHERE a.sequence > ?1 AND a.sequence <= ?2 ORDER BY a.sequence")),
      provenance(
          connection.prepare("SELECT f.path, h.location, f.format FROM article a JOIN holding h ON h.article = a.id"
                             " JOIN file f ON f.id = h.file WHERE a.id = ?1"
                             " ORDER BY f.id = a.holder DESC, h.run DESC LIMIT 1")),
      file_by_path(connection.prepare(
          "SELECT id, path, size_bytes, modified_ns, inode, articles, rejected FROM file WHERE path = ?1")),
      fingerprint_by_id(connection.prepare("SELECT bytes FROM fingerprint WHERE article = ?1")),
      kin(connection.prepare(kin_query)),
      begin(connection.prepare("BEGIN")),
      end(connection.prepare("COMMIT")) {}

void RecordReader::State::add_provenance(StoredArticle& article) {
    provenance.bind_all(std::int64_t{article.id.value});
    if (provenance.step()) article.provenance = {provenance.text(0), provenance.text(1), provenance.text(2)};
    provenance.reset();
}

RecordReader::RecordReader(const fs::path& archive) {
    if (restore_is_pending(archive)) ArchiveLock complete_it(archive);
    refuse_lost_record(archive);
    state_ = std::make_unique<State>(archive);
}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;

void RecordReader::hold_snapshot() {
    state_->connection.execute("BEGIN");
}

RecordReader::Moment::Moment(RecordReader& record) : state_(*record.state_) {
    state_.begin.run();
}

RecordReader::Moment::~Moment() {
    try {
        state_.end.run();
    } catch (const Error&) {
        // A read transaction has nothing to lose.
    }
}

const std::string& RecordReader::archive_id() const {
    return state_->archive_id;
}

Sequence RecordReader::last_sequence() {
    return static_cast<Sequence>(state_->connection.number("SELECT coalesce(max(sequence), 0) FROM article"));
}

std::vector<RecordReader::ListedArticle> RecordReader::listed_articles(std::span<const ArticleId> ids,
                                                                       bool with_bodies) {
    std::vector<ListedArticle> found;
    found.reserve(ids.size());
    sqlite::Statement& row = with_bodies ? state_->listed_with_body_by_id : state_->listed_by_id;
    for (const ArticleId id : ids) {
        row.bind_all(std::int64_t{id.value});
        if (row.step()) found.push_back({article_at(row, with_bodies), kin_at(row, kin_first)});
        row.reset();
    }
    return found;
}

std::vector<StoredArticle> RecordReader::articles(std::span<const ArticleId> ids) {
    std::vector<StoredArticle> found;
    found.reserve(ids.size());
    for (const ArticleId id : ids) {
        state_->by_id.bind_all(std::int64_t{id.value});
        if (state_->by_id.step()) found.push_back(article_at(state_->by_id, true));
        state_->by_id.reset();
    }
    for (StoredArticle& article : found) state_->add_provenance(article);
    return found;
}

RecordReader::KinFigures RecordReader::kin_figures(ArticleId id) {
    KinFigures figures;
    state_->kin.bind_all(std::int64_t{id.value});
    if (state_->kin.step()) figures = kin_at(state_->kin, 0);
    state_->kin.reset();
    return figures;
}

std::vector<StoredArticle> RecordReader::changes(Sequence after, Sequence until, std::size_t limit) {
    auto& rows = state_->after;
    rows.bind_all(static_cast<std::int64_t>(after), static_cast<std::int64_t>(until));
    std::vector<StoredArticle> found;
    std::size_t bytes = 0;
    while (found.size() < limit && bytes < changes_bytes_max && rows.step()) {
        found.push_back(article_at(rows, rows.integer(2) == 0));
        bytes += found.back().body.size();
    }
    rows.reset();
    return found;
}

std::vector<ArticleVersion> RecordReader::versions(ArticleId id) {
    auto rows = state_->connection.prepare(
        "SELECT v.number, v.taken_s, v.body_bytes, v.text," + field_names("v.") +
        " FROM version v JOIN article a ON a.id = v.article WHERE v.article = ?1 AND v.number <> a.version");
    const ArticleId ids[] = {id};
    std::vector<ArticleVersion> versions;
    for (StoredArticle& article : articles(ids)) {
        auto taken = state_->connection.prepare("SELECT taken_s FROM article WHERE id = ?1");
        taken.bind_all(std::int64_t{id.value});
        taken.step();
        versions.push_back({article.version, true, taken.integer(0), std::move(article)});
    }
    if (versions.empty()) return versions;
    rows.bind_all(std::int64_t{id.value});
    while (rows.step()) {
        StoredArticle article;
        article.id = id;
        article.source = versions.front().article.source;
        article.source_id = versions.front().article.source_id;
        article.version = static_cast<std::uint32_t>(rows.integer(0));
        read_fields(rows, 4, article);
        article.body = body_at(rows, 2, 3);
        versions.push_back({article.version, false, rows.integer(1), std::move(article)});
    }
    std::ranges::sort(versions, [](const ArticleVersion& a, const ArticleVersion& b) {
        const auto facts = [](const ArticleVersion& version) {
            const Article& article = version.article;
            return std::tuple(article.revision, article.modified.utc_s, article.seen.utc_s, version.number);
        };
        return facts(a) < facts(b);
    });
    return versions;
}

std::uint32_t RecordReader::version_count(ArticleId id) {
    return kin_figures(id).versions;
}

void RecordReader::live_ids(const std::function<void(ArticleId)>& visit) {
    auto rows = state_->connection.prepare("SELECT id FROM article WHERE removed = 0 ORDER BY id");
    while (rows.step()) visit({static_cast<std::uint32_t>(rows.integer(0))});
}

std::uint64_t RecordReader::problem_count() {
    return static_cast<std::uint64_t>(state_->connection.number("SELECT count(*) FROM problem"));
}

std::vector<Problem> RecordReader::problems(std::size_t limit, std::size_t offset) {
    auto rows = state_->connection.prepare(
        "SELECT path, location, stage, reason, seen_s FROM problem ORDER BY path, location LIMIT ?1 OFFSET ?2");
    rows.bind_all(static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset));
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
