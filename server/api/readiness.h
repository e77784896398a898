// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Whether an archive can really be searched here, check by check.

#include "server/api/archive_access.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class CheckState { ok, warning, failed };

std::string_view name_of(CheckState state);  ///< "ok", "warning", "failed"

struct ReadinessCheck {
    std::string_view name;  ///< server, index, lag, reindex, disk
    CheckState state = CheckState::ok;
    std::string detail;
};

/// Each check, the same ones every time. Only what failed makes the server unready; a warning is for its operator.
std::vector<ReadinessCheck> readiness_checks(const ArchiveAccess& access);

bool is_ready(const std::vector<ReadinessCheck>& checks);

/// Free bytes where the archive is; no value if that can't be known.
std::optional<std::uint64_t> free_bytes(const ArchiveAccess& access);

}  // namespace broadsheet
