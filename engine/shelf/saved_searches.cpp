// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/shelf/saved_searches.h"

#include "engine/error.h"
#include "engine/fault_point.h"

namespace broadsheet {

namespace {

using sqlite::Connection;
using Mode = Connection::Mode;

constexpr std::int64_t schema_version = 1;

constexpr const char* version_1 = R"sql(
CREATE TABLE search (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, query TEXT NOT NULL,
  created_s INTEGER NOT NULL, seen_s INTEGER NOT NULL, seen_article INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 1;
)sql";

constexpr const char* rows_of = "SELECT id, name, query, created_s, seen_s, seen_article FROM search";

[[noreturn]] void refuse_newer(std::int64_t version) {
    throw Error(ErrorKind::corrupt, "saved searches: searches.db is of version " + std::to_string(version) +
                                        ", which only a newer Broadsheet reads (use that, or move the file away)");
}

/// Says what couldn't be done, and why.
[[noreturn]] void fail(const char* what, const Error& error) {
    throw Error(error.kind(), std::string("saved searches can't be ") + what + ": " + error.what());
}

void make_schema(Connection& connection) {
    const std::int64_t version = connection.number("PRAGMA user_version");
    if (version > schema_version) refuse_newer(version);
    if (version == 0) connection.execute(version_1);
}

SavedSearch search_of(const sqlite::Statement& row) {
    return {row.integer(0), row.text(1),    row.text(2),
            row.integer(3), row.integer(4), {static_cast<std::uint32_t>(row.integer(5))}};
}

std::optional<SavedSearch> find_in(Connection& connection, std::int64_t id) {
    auto row = connection.prepare(std::string(rows_of) + " WHERE id = ?1");
    row.bind_all(id);
    return row.step() ? std::optional(search_of(row)) : std::nullopt;
}

/// Runs `read` on the open file.
template <typename Read>
auto reading(const std::filesystem::path& file, Read&& read) try {
    Connection connection(file, Mode::read_only);
    const std::int64_t version = connection.number("PRAGMA user_version");
    if (version > schema_version) refuse_newer(version);
    using Result = decltype(read(connection));
    return version == 0 ? Result() : read(connection);
} catch (const Error& error) {
    fail("read", error);
}

/// Runs `write` as one transaction.
template <typename Write>
auto writing(const std::filesystem::path& file, Write&& write) try {
    Connection connection(file, Mode::read_write_create);
    sqlite::Transaction transaction(connection);
    make_schema(connection);
    auto result = write(connection);
    passed(FaultPoint::search_before_commit);
    transaction.commit();
    passed(FaultPoint::search_committed);
    return result;
} catch (const Error& error) {
    fail("stored", error);
}

}  // namespace

SavedSearches::SavedSearches(const std::filesystem::path& archive) : file_(archive / "searches.db") {}

bool SavedSearches::exists() const {
    std::error_code ignored;
    return std::filesystem::exists(file_, ignored);
}

std::vector<SavedSearch> SavedSearches::all() const {
    if (!exists()) return {};
    return reading(file_, [](Connection& connection) {
        auto rows = connection.prepare(std::string(rows_of) + " ORDER BY id DESC");
        std::vector<SavedSearch> searches;
        while (rows.step()) searches.push_back(search_of(rows));
        return searches;
    });
}

std::optional<SavedSearch> SavedSearches::find(std::int64_t id) const {
    if (!exists()) return std::nullopt;
    return reading(file_, [id](Connection& connection) { return find_in(connection, id); });
}

std::optional<SavedSearch> SavedSearches::add(const std::string& name, const std::string& query, std::int64_t now_s,
                                              ArticleId newest) {
    const std::lock_guard lock(writing_);
    return writing(file_, [&](Connection& connection) -> std::optional<SavedSearch> {
        if (connection.number("SELECT count(*) FROM search") >= static_cast<std::int64_t>(saved_searches_max))
            return std::nullopt;
        auto row = connection.prepare(
            "INSERT INTO search (name, query, created_s, seen_s, seen_article) VALUES (?1, ?2, ?3, ?3, ?4)");
        row.bind_all(std::string_view(name), std::string_view(query), now_s, std::int64_t{newest.value});
        row.run();
        return SavedSearch{connection.last_insert_id(), name, query, now_s, now_s, newest};
    });
}

std::optional<SavedSearch> SavedSearches::change(std::int64_t id, const Change& change, std::int64_t now_s) {
    if (!exists()) return std::nullopt;
    const std::lock_guard lock(writing_);
    return writing(file_, [&](Connection& connection) -> std::optional<SavedSearch> {
        auto found = find_in(connection, id);
        if (!found) return std::nullopt;
        if (change.name) found->name = *change.name;
        if (change.query) found->query = *change.query;
        if (change.seen_article) {
            found->seen_article = *change.seen_article;
            found->seen_s = now_s;
        }
        auto row =
            connection.prepare("UPDATE search SET name = ?2, query = ?3, seen_s = ?4, seen_article = ?5 WHERE id = ?1");
        row.bind_all(id, std::string_view(found->name), std::string_view(found->query), found->seen_s,
                     std::int64_t{found->seen_article.value});
        row.run();
        return found;
    });
}

bool SavedSearches::remove(std::int64_t id) {
    if (!exists()) return false;
    const std::lock_guard lock(writing_);
    return writing(file_, [id](Connection& connection) {
        const bool known = find_in(connection, id).has_value();
        auto row = connection.prepare("DELETE FROM search WHERE id = ?1");
        row.bind_all(id);
        row.run();
        return known;
    });
}

}  // namespace broadsheet
