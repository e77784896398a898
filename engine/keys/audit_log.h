// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who has changed what. An entry is written after its change and before the reply to it, and is on the disk then; a
// crash between the two leaves a change without an entry, never an entry without its change.

#include "engine/keys/access_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet {

struct AuditEntry {
    std::int64_t at_s = 0;
    std::string who;     ///< "desk (3)" for the key of that name and id, "local" without a key
    std::string remote;  ///< the client's address; empty for the command line
    std::string action;  ///< "article.remove"
    std::string object;  ///< "17"
};

inline constexpr std::int64_t audit_entries_max = 100'000;
/// What is longer is cut.
inline constexpr std::size_t audit_text_bytes_max = 500;

/// May be used by any thread at the same time, and by several processes. Throws Error{io, busy, corrupt}.
class AuditLog {
public:
    explicit AuditLog(const std::filesystem::path& archive);

    void add(const AuditEntry& entry);

    /// Newest first.
    std::vector<AuditEntry> newest(std::size_t limit) const;

private:
    const AccessFile file_;
};

}  // namespace broadsheet
