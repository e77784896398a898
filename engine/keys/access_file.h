// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who may do what, and who has changed what (access.db): a SQLite file of its own in the archive's folder, which
// neither the record nor the index knows. Two tables:
//
//   key     id, never given twice; name, of which no two keys that aren't revoked have the same; scope, 0 read, 1
//   write,
//           2 admin; digest, the SHA-256 of its secret, which itself is nowhere; created_s; expires_s, from when on it
//           opens nothing; revoked_s; last_used_s, not more exact than a minute. Revoked keys stay, so that the audit
//           log can be read.
//   audit   id, never given twice; at_s; who, the key's name and number ("desk (3)") or "local" for somebody at this
//           machine without a key; remote, the address that it came from ("" for the command line); action
//           ("article.remove"); object ("17"). The newest audit_entries_max are kept.
//
// `user_version` counts schema changes; a newer one than ours is refused. WAL, synchronous=FULL.

#include "engine/record/sqlite.h"

#include <filesystem>
#include <functional>

namespace broadsheet {

/// May be used by any thread at the same time, and by several processes. What fails throws Error{io, busy, corrupt}.
class AccessFile {
public:
    explicit AccessFile(const std::filesystem::path& archive);

    const std::filesystem::path& path() const { return path_; }
    bool exists() const;

    /// Runs `read` on the file, unless there is none yet.
    void read(const std::function<void(sqlite::Connection&)>& read) const;

    /// Runs `write` as one transaction, which is on the disk when this returns. Makes the file if there is none, and
    /// gives it to the owner of its folder, so that the server can use what root has made.
    void write(const std::function<void(sqlite::Connection&)>& write) const;

    /// True if the connection's file has tables that we know; throws Error{corrupt} if only a newer program does.
    static bool has_tables(const sqlite::Connection& connection);

private:
    const std::filesystem::path path_;
};

}  // namespace broadsheet
