// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/keys/access_file.h"

#include "engine/error.h"

#include <string>

#include <sys/stat.h>
#include <unistd.h>

namespace broadsheet {

namespace {

using sqlite::Connection;

constexpr std::int64_t schema_version = 1;
constexpr std::int64_t application_id = 0x4272646B;

constexpr const char* version_1 = R"sql(
CREATE TABLE key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, scope INTEGER NOT NULL, digest BLOB NOT NULL UNIQUE,
  created_s INTEGER NOT NULL, expires_s INTEGER, revoked_s INTEGER, last_used_s INTEGER
) STRICT;
CREATE UNIQUE INDEX key_name ON key (name) WHERE revoked_s IS NULL;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_s INTEGER NOT NULL, who TEXT NOT NULL, remote TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL
) STRICT;
PRAGMA user_version = 1;
)sql";

void make_tables(Connection& connection) {
    if (AccessFile::has_tables(connection)) return;
    connection.execute(version_1);
    connection.execute("PRAGMA application_id=" + std::to_string(application_id));
}

void give_to_owner_of_folder(const std::filesystem::path& file) {
    struct stat folder {};
    if (::geteuid() != 0 || ::stat(file.parent_path().c_str(), &folder) != 0) return;
    [[maybe_unused]] const int given = ::chown(file.c_str(), folder.st_uid, folder.st_gid);
}

}  // namespace

AccessFile::AccessFile(const std::filesystem::path& archive) : path_(archive / "access.db") {}

bool AccessFile::exists() const {
    std::error_code ignored;
    return std::filesystem::exists(path_, ignored);
}

bool AccessFile::has_tables(const Connection& connection) {
    const std::int64_t version = connection.number("PRAGMA user_version");
    if (version > schema_version)
        throw Error(ErrorKind::corrupt, "access.db is of version " + std::to_string(version) +
                                            ", which only a newer Broadsheet reads (use that, or move the file away: "
                                            "then no key opens anything)");
    if (version > 0 && connection.number("PRAGMA application_id") != application_id)
        throw Error(ErrorKind::corrupt, "access.db isn't a file of keys (restore it from a backup, or move it away)");
    return version > 0;
}

void AccessFile::read(const std::function<void(Connection&)>& read) const try {
    if (!exists()) return;
    Connection connection(path_, Connection::Mode::read_only);
    if (has_tables(connection)) read(connection);
} catch (const Error& error) {
    throw Error(error.kind(), std::string("keys can't be read: ") + error.what());
}

void AccessFile::write(const std::function<void(Connection&)>& write) const try {
    const bool is_new = !exists();
    Connection connection(path_, Connection::Mode::read_write_create);
    if (is_new) give_to_owner_of_folder(path_);
    sqlite::Transaction transaction(connection);
    make_tables(connection);
    write(connection);
    transaction.commit();
} catch (const Error& error) {
    throw Error(error.kind(), std::string("keys can't be stored: ") + error.what());
}

}  // namespace broadsheet
