// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/keys/key_store.h"

#include "engine/error.h"

#include <algorithm>
#include <charconv>

#include <sys/stat.h>

namespace broadsheet {

namespace {

using sqlite::Connection;

constexpr std::int64_t use_note_s = 60;

constexpr const char* rows_of = "SELECT id, name, scope, created_s, expires_s, revoked_s, last_used_s, digest FROM key";

std::optional<std::int64_t> time_of(const sqlite::Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
}

Key key_of(const sqlite::Statement& row) {
    const auto scope = static_cast<Scope>(std::clamp<std::int64_t>(row.integer(2), 0, 2));
    return {row.integer(0), row.text(1), scope, row.integer(3), time_of(row, 4), time_of(row, 5), time_of(row, 6)};
}

std::optional<std::int64_t> number_of(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

void check_name(const std::string& name) {
    const bool steers = std::ranges::any_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (name.empty() || name.size() > key_name_bytes_max || steers)
        throw Error(ErrorKind::usage,
                    "a key's name has 1 to " + std::to_string(key_name_bytes_max) + " bytes and no control characters");
    if (number_of(name)) throw Error(ErrorKind::usage, "a key's name can't be a number alone, as its id is one");
}

/// The key that a name or an id means: an id of any key, a name of one that isn't revoked.
std::optional<Key> find_named(Connection& connection, const std::string& name_or_id) {
    const auto id = number_of(name_or_id);
    auto row =
        connection.prepare(std::string(rows_of) + (id ? " WHERE id = ?1" : " WHERE name = ?1 AND revoked_s IS NULL"));
    if (id)
        row.bind(1, *id);
    else
        row.bind(1, std::string_view(name_or_id));
    return row.step() ? std::optional(key_of(row)) : std::nullopt;
}

void insert(Connection& connection, Key& key, const SecretDigest& digest) {
    auto row =
        connection.prepare("INSERT INTO key (name, scope, digest, created_s, expires_s) VALUES (?1, ?2, ?3, ?4, ?5)");
    row.bind_all(std::string_view(key.name), static_cast<std::int64_t>(key.scope), sqlite::Blob(digest), key.created_s);
    if (key.expires_s)
        row.bind(5, *key.expires_s);
    else
        row.bind_null(5);
    row.run();
    key.id = connection.last_insert_id();
}

}  // namespace

KeyStore::KeyStore(const std::filesystem::path& archive) : file_(archive) {}

std::optional<KeyStore::Made> KeyStore::add(const std::string& name, Scope scope, std::optional<std::int64_t> expires_s,
                                            std::int64_t now_s) {
    check_name(name);
    Made made{{0, name, scope, now_s, expires_s}, new_secret()};
    bool taken = false;
    file_.write([&](Connection& connection) {
        taken = find_named(connection, name).has_value();
        if (!taken) insert(connection, made.key, digest_of(made.secret));
    });
    return taken ? std::nullopt : std::optional(std::move(made));
}

std::vector<Key> KeyStore::all() const {
    std::vector<Key> keys;
    file_.read([&](Connection& connection) {
        auto rows = connection.prepare(std::string(rows_of) + " ORDER BY id");
        while (rows.step()) keys.push_back(key_of(rows));
    });
    return keys;
}

std::optional<Key> KeyStore::revoke(const std::string& name_or_id, std::int64_t now_s) {
    std::optional<Key> key;
    if (!file_.exists()) return key;
    file_.write([&](Connection& connection) {
        key = find_named(connection, name_or_id);
        if (!key || key->revoked_s) return;
        auto row = connection.prepare("UPDATE key SET revoked_s = ?2 WHERE id = ?1");
        row.bind_all(key->id, now_s);
        row.run();
        key->revoked_s = now_s;
    });
    return key;
}

std::variant<Key, KeyFault> KeyStore::check(std::string_view secret, std::int64_t now_s) {
    if (!is_secret(secret)) return KeyFault::mistyped;
    const std::optional<Key> key = find(digest_of(secret));
    if (!key) return KeyFault::unknown;
    if (key->revoked_s) return KeyFault::revoked;
    if (key->expires_s && *key->expires_s <= now_s) return KeyFault::expired;
    // A clock that was set back notes uses again, too.
    const bool noted = key->last_used_s && *key->last_used_s <= now_s && now_s - *key->last_used_s < use_note_s;
    if (!noted) note_use(*key, now_s);
    return *key;
}

std::optional<Key> KeyStore::find(const SecretDigest& digest) {
    const std::lock_guard lock(mutex_);
    read_if_changed();
    std::optional<Key> found;
    for (const Known& known : known_) {
        if (same_digest(known.digest, digest)) found = known.key;
    }
    return found;
}

void KeyStore::read_if_changed() try {
    struct stat status {};
    if (::stat(file_.path().c_str(), &status) != 0) {
        connection_.reset();
        known_.clear();
        return;
    }
    if (!connection_ || status.st_ino != inode_) {
        connection_.reset();
        connection_.emplace(file_.path(), Connection::Mode::read_only);
        inode_ = status.st_ino;
        data_version_ = -1;
    }
    const std::int64_t version = connection_->number("PRAGMA data_version");
    if (version == data_version_) return;
    std::vector<Known> fresh;
    if (AccessFile::has_tables(*connection_)) {
        auto rows = connection_->prepare(rows_of);
        while (rows.step()) {
            Known known{key_of(rows), {}};
            const sqlite::Blob digest = rows.blob(7);
            if (digest.size() != known.digest.size()) continue;
            std::ranges::copy(digest, known.digest.begin());
            fresh.push_back(std::move(known));
        }
    }
    known_ = std::move(fresh);
    data_version_ = version;
} catch (const Error& error) {
    connection_.reset();
    throw Error(error.kind(), std::string("keys can't be read: ") + error.what());
}

void KeyStore::note_use(const Key& key, std::int64_t now_s) const noexcept try {
    file_.write([&](Connection& connection) {
        auto row = connection.prepare("UPDATE key SET last_used_s = ?2 WHERE id = ?1");
        row.bind_all(key.id, now_s);
        row.run();
    });
} catch (const std::exception&) {
    // On a full or read-only disk keys go on opening what they open.
}

}  // namespace broadsheet
