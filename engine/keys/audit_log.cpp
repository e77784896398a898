// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/keys/audit_log.h"

#include <algorithm>
#include <string_view>

namespace broadsheet {

namespace {

/// No half character at the end.
std::string_view cut(std::string_view text) {
    if (text.size() <= audit_text_bytes_max) return text;
    std::size_t end = audit_text_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

}  // namespace

AuditLog::AuditLog(const std::filesystem::path& archive) : file_(archive) {}

void AuditLog::add(const AuditEntry& entry) {
    file_.write([&](sqlite::Connection& connection) {
        auto row =
            connection.prepare("INSERT INTO audit (at_s, who, remote, action, object) VALUES (?1, ?2, ?3, ?4, ?5)");
        row.bind_all(entry.at_s, cut(entry.who), cut(entry.remote), cut(entry.action), cut(entry.object));
        row.run();
        auto old = connection.prepare("DELETE FROM audit WHERE id <= ?1");
        old.bind_all(connection.last_insert_id() - audit_entries_max);
        old.run();
    });
}

std::vector<AuditEntry> AuditLog::newest(std::size_t limit) const {
    std::vector<AuditEntry> entries;
    file_.read([&](sqlite::Connection& connection) {
        auto rows = connection.prepare("SELECT at_s, who, remote, action, object FROM audit ORDER BY id DESC LIMIT ?1");
        rows.bind_all(static_cast<std::int64_t>(std::min<std::size_t>(limit, audit_entries_max)));
        while (rows.step())
            entries.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)});
    });
    return entries;
}

}  // namespace broadsheet
