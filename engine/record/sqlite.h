// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A thin owner of SQLite's handles; failures become Error. The only users of sqlite3.h are this and its .cpp.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace broadsheet::sqlite {

using Blob = std::span<const std::byte>;

/// A prepared statement. Parameters count from 1, columns from 0. Bound text and blobs must live until the next reset.
class Statement {
public:
    Statement(sqlite3* connection, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, Blob blob);
    Statement& bind_null(int parameter);

    /// Binds `values` from parameter 1 on.
    template <typename... Values>
    Statement& bind_all(const Values&... values) {
        int parameter = 0;
        (bind(++parameter, values), ...);
        return *this;
    }

    /// True if there is a row to read; false when done (and the statement is reset). Throws Error.
    bool step();
    /// Runs a statement that gives no rows, or ignores them, and resets it.
    void run();
    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;
    bool is_null(int column) const;
    /// The view holds until the next step or reset.
    Blob blob(int column) const;

private:
    void check(int code) const;
    sqlite3_stmt* handle_ = nullptr;
};

/// One connection, for one thread at a time.
class Connection {
public:
    enum class Mode { read_only, read_write_create };

    /// Opens with WAL, synchronous=FULL and the hardening flags. Throws Error{not_found, corrupt, io}.
    Connection(const std::filesystem::path& file, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void execute(const std::string& sql);
    Statement prepare(std::string_view sql) const { return {handle_, sql}; }
    std::int64_t last_insert_id() const;
    /// First column of the first row as a number; 0 if there is none.
    std::int64_t number(std::string_view sql) const;

private:
    sqlite3* handle_ = nullptr;
};

/// BEGIN IMMEDIATE … COMMIT. Leaving the scope without commit() rolls back.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace broadsheet::sqlite
