// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/schema.h"

#include "engine/record/record_reader.h"

#include "engine/error.h"
#include "engine/fault_point.h"

namespace broadsheet {

namespace {

constexpr std::int64_t schema_version = 3;
/// "Brds": lets `file` and SQLite itself tell an archive from any other database.
constexpr std::int64_t application_id = 0x42726473;

constexpr const char* version_1 = R"sql(
CREATE TABLE archive (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sequence INTEGER NOT NULL UNIQUE,
  identity BLOB NOT NULL UNIQUE,
  removed INTEGER NOT NULL DEFAULT 0,
  content_hash INTEGER NOT NULL,
  source INTEGER REFERENCES source(id),
  key TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, subtitle TEXT NOT NULL, authors TEXT NOT NULL,
  agency TEXT NOT NULL, section TEXT NOT NULL, tags TEXT NOT NULL, language TEXT NOT NULL, place TEXT NOT NULL,
  published_s INTEGER NOT NULL, published_precision INTEGER NOT NULL, published_source INTEGER NOT NULL, published_offset INTEGER,
  modified_s INTEGER NOT NULL, modified_precision INTEGER NOT NULL, modified_source INTEGER NOT NULL, modified_offset INTEGER,
  seen_s INTEGER NOT NULL, seen_precision INTEGER NOT NULL, seen_source INTEGER NOT NULL, seen_offset INTEGER,
  body_bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE body (article INTEGER PRIMARY KEY REFERENCES article(id), text BLOB NOT NULL) STRICT;
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
  format TEXT NOT NULL,
  articles INTEGER NOT NULL,
  rejected INTEGER NOT NULL
) STRICT;
CREATE TABLE holding (
  file INTEGER NOT NULL REFERENCES file(id), article INTEGER NOT NULL REFERENCES article(id),
  location TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (file, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX holding_article ON holding(article);
CREATE TABLE problem (
  path TEXT NOT NULL, location TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, seen_s INTEGER NOT NULL,
  PRIMARY KEY (path, location)
) STRICT, WITHOUT ROWID;
CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_s INTEGER NOT NULL, finished_s INTEGER,
  scanned INTEGER NOT NULL DEFAULT 0, added INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO archive VALUES ('id', lower(hex(randomblob(16))));
)sql";

/// Versions of articles, what tells the same, and whose text is shown where several files hold an article.
constexpr const char* version_2 = R"sql(
ALTER TABLE article ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN partial INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN origins TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN text_hash INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE article ADD COLUMN taken_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN holder INTEGER;
ALTER TABLE article ADD COLUMN filled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE holding ADD COLUMN content_hash INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_key ON article(key) WHERE key <> '';
CREATE TABLE version (
  article INTEGER NOT NULL REFERENCES article(id), number INTEGER NOT NULL,
  text_hash INTEGER NOT NULL, taken_s INTEGER NOT NULL,
  key TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, subtitle TEXT NOT NULL, authors TEXT NOT NULL,
  agency TEXT NOT NULL, section TEXT NOT NULL, tags TEXT NOT NULL, language TEXT NOT NULL, place TEXT NOT NULL,
  published_s INTEGER NOT NULL, published_precision INTEGER NOT NULL, published_source INTEGER NOT NULL, published_offset INTEGER,
  modified_s INTEGER NOT NULL, modified_precision INTEGER NOT NULL, modified_source INTEGER NOT NULL, modified_offset INTEGER,
  seen_s INTEGER NOT NULL, seen_precision INTEGER NOT NULL, seen_source INTEGER NOT NULL, seen_offset INTEGER,
  revision INTEGER NOT NULL, partial INTEGER NOT NULL, withdrawn INTEGER NOT NULL, origins TEXT NOT NULL,
  body_bytes INTEGER NOT NULL, text BLOB NOT NULL,
  PRIMARY KEY (article, number)
) STRICT;
CREATE TABLE fingerprint (article INTEGER PRIMARY KEY REFERENCES article(id), bytes BLOB NOT NULL) STRICT;
CREATE TABLE grouping (
  article INTEGER PRIMARY KEY REFERENCES article(id), story INTEGER NOT NULL, duplicate INTEGER NOT NULL
) STRICT;
CREATE INDEX grouping_story ON grouping(story);
CREATE INDEX grouping_duplicate ON grouping(duplicate) WHERE duplicate <> 0;
INSERT INTO archive VALUES ('stories', '0'), ('grouping', '0');
UPDATE file SET size_bytes = -1;
)sql";

[[noreturn]] void refuse(std::int64_t version) {
    const std::string known = std::to_string(schema_version);
    throw Error(ErrorKind::corrupt,
                "record: its schema is version " + std::to_string(version) + ", this program knows version " + known +
                    (version > schema_version ? " (use the program that made the archive, or a newer one)"
                                              : " (run `broadsheet index PATH...` once: it upgrades the archive)"));
}

}  // namespace

void migrate(sqlite::Connection& connection) {
    sqlite::Transaction transaction(connection);
    const std::int64_t version = connection.number("PRAGMA user_version");
    if (version > schema_version) refuse(version);
    if (version == schema_version) return;  // SQLite would write the page of a version that is set again
    passed(FaultPoint::migration_begun);
    if (version < 1) {
        connection.execute(version_1);
        connection.execute("PRAGMA application_id=" + std::to_string(application_id));
    }
    if (version < 2) connection.execute(version_2);
    // Version 3 has the tables of version 2: only that `removed` may be 2 or 3 is new, which older programs would undo.
    connection.execute("PRAGMA user_version=" + std::to_string(schema_version));
    passed(FaultPoint::migration_before_commit);
    transaction.commit();
    passed(FaultPoint::migration_committed);
}

void refuse_lost_record(const std::filesystem::path& archive) {
    std::error_code code;
    const std::filesystem::path record = record_file(archive), index = archive / "index";
    if (!std::filesystem::exists(index / "manifest", code)) return;
    const auto bytes = std::filesystem::file_size(record, code);
    if (!code && bytes != 0) return;
    throw Error(ErrorKind::corrupt, record.string() + (code ? " is missing" : " is empty") +
                                        ", but the archive has an index: bring back a backup with `broadsheet restore "
                                        "FILE --replace`, or delete " +
                                        index.string() + " to begin a new archive");
}

void require_current_schema(sqlite::Connection& connection) {
    const std::int64_t version = connection.number("PRAGMA user_version");
    if (version == 0)
        throw Error(ErrorKind::not_found, "the archive is empty (fill it with `broadsheet index PATH...`)");
    if (version != schema_version) refuse(version);
}

}  // namespace broadsheet
