// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/sqlite.h"

#include "engine/error.h"

#include <sqlite3.h>

namespace broadsheet::sqlite {

namespace {

/// How long a connection waits for another one's short locks (a checkpoint, the end of recovery).
constexpr int busy_timeout_ms = 10'000;

/// The writer keeps 64 MB of pages: identities come in no order, so that each article changes another page of theirs. A
/// log of 32 MB before it goes into the database writes such pages less often.
constexpr const char* for_writing =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000";

/// A page of results looks up rows all over the archive: the inner pages of the trees on the way to them fit in 8 MB
/// for a million articles. Each page that has to be asked of the system again costs as much as finding a row in memory;
/// looking at every cell of it as it comes would cost that again, and `check` does so for all.
constexpr const char* for_reading = "PRAGMA cache_size=-8192; PRAGMA cell_size_check=OFF";

constexpr const char* for_all =
    "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY";

ErrorKind kind_of(int code) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorKind::busy;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return ErrorKind::corrupt;
        default:
            return ErrorKind::io;
    }
}

std::string next_step(int code) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return " (is another program holding the archive?)";
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return " (restore the archive from a backup)";
        case SQLITE_FULL:
            return " (free some space on the disk)";
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
            return " (check the permissions of the archive folder)";
        default:
            return "";
    }
}

/// What to do where there is no archive: perhaps there is one in a folder below.
std::string next_step_without(const std::filesystem::path& file) {
    std::error_code unreadable;
    std::filesystem::directory_iterator folders(file.parent_path(), unreadable);
    for (int looked_at = 0; !unreadable && folders != std::filesystem::directory_iterator() && looked_at < 100;
         folders.increment(unreadable), ++looked_at) {
        std::error_code none;
        if (std::filesystem::exists(folders->path() / file.filename(), none))
            return " (there is one at " + folders->path().string() + ": name it with --archive)";
    }
    return " (make one with `broadsheet index PATH...`, or name another with --archive)";
}

[[noreturn]] void fail(sqlite3* connection, int code) {
    const std::string message = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    throw Error(kind_of(code), "record: " + message + next_step(code));
}

}  // namespace

Statement::Statement(sqlite3* connection, std::string_view sql) {
    const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &handle_, nullptr);
    if (code != SQLITE_OK) fail(connection, code);
}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

Statement::Statement(Statement&& other) noexcept : handle_(other.handle_) {
    other.handle_ = nullptr;
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) fail(sqlite3_db_handle(handle_), code);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(handle_, parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    check(sqlite3_bind_text64(handle_, parameter, text.data() ? text.data() : "", text.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int parameter, Blob blob) {
    check(sqlite3_bind_blob64(handle_, parameter, blob.data() ? static_cast<const void*>(blob.data()) : "", blob.size(),
                              SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind_null(int parameter) {
    check(sqlite3_bind_null(handle_, parameter));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    sqlite3* connection = sqlite3_db_handle(handle_);
    if (code != SQLITE_DONE) {
        const std::string message = sqlite3_errmsg(connection);
        sqlite3_reset(handle_);
        throw Error(kind_of(code), "record: " + message + next_step(code));
    }
    sqlite3_reset(handle_);
    return false;
}

void Statement::run() {
    while (step()) {
    }
}

void Statement::reset() {
    sqlite3_reset(handle_);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))) : std::string();
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Blob Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(handle_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Connection::Connection(const std::filesystem::path& file, Mode mode) {
    if (mode == Mode::read_only && !std::filesystem::exists(file))
        throw Error(ErrorKind::not_found, "no archive at " + file.parent_path().string() + next_step_without(file));
    const int flags = mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    try {
        if (code != SQLITE_OK) fail(handle_, code);
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, busy_timeout_ms);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        execute(for_all);
        execute(mode == Mode::read_write_create ? for_writing : for_reading);
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

Connection::~Connection() {
    sqlite3_close_v2(handle_);
}

void Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(handle_, code);
}

std::int64_t Connection::last_insert_id() const {
    return sqlite3_last_insert_rowid(handle_);
}

std::int64_t Connection::number(std::string_view sql) const {
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        connection_.execute("ROLLBACK");
    } catch (const Error&) {
        // SQLite has already rolled back by itself (disk full, I/O error).
    }
}

void Transaction::commit() {
    connection_.execute("COMMIT");
    open_ = false;
}

}  // namespace broadsheet::sqlite
