// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/readiness.h"

#include "server/metrics/server_state.h"

#include <algorithm>
#include <exception>

namespace broadsheet {
namespace {

/// A segment that is merged needs its room twice; below this even a small run may fail.
constexpr std::uint64_t free_bytes_low = 256 * 1024 * 1024;

/// What `check` says, or that it failed with what it threw.
template <typename Check>
ReadinessCheck checked(std::string_view name, const Check& check) {
    try {
        ReadinessCheck result = check();
        result.name = name;
        return result;
    } catch (const std::exception& error) {
        return {name, CheckState::failed, error.what()};
    }
}

ReadinessCheck server_check(const ArchiveAccess& access) {
    if (access.server->stopping) return {{}, CheckState::failed, "the server stops"};
    return {{}, CheckState::ok, "answers"};
}

ReadinessCheck index_check(const ArchiveAccess& access) {
    const IndexState index = access.index_state();
    std::string warning = access.summary().warning;
    if (!warning.empty()) return {{}, CheckState::warning, std::move(warning)};
    return {{}, CheckState::ok, "generation " + std::to_string(index.generation)};
}

ReadinessCheck lag_check(const ArchiveAccess& access) {
    const std::uint64_t lag = access.summary().lag;
    const std::uint64_t most = access.server->lag_max;
    std::string detail = std::to_string(lag) + " changes are not in the index yet";
    if (most == 0 || lag <= most) return {{}, CheckState::ok, std::move(detail)};
    return {{}, CheckState::failed, detail + "; at most " + std::to_string(most) + " by --ready-lag"};
}

ReadinessCheck reindex_check(const ArchiveAccess& access) {
    const ReindexReport report = access.reindex();
    if (report.last && report.last->exit_code.value_or(0) != 0) return {{}, CheckState::warning, "the last run failed"};
    return {{}, CheckState::ok, report.last ? "the last run succeeded" : "no run by this server yet"};
}

ReadinessCheck disk_check(const ArchiveAccess& access) {
    const auto free = free_bytes(access);
    if (!free) return {{}, CheckState::ok, "unknown"};
    const bool low = *free < free_bytes_low;
    return {{}, low ? CheckState::warning : CheckState::ok, std::to_string(*free >> 20) + " MB free"};
}

}  // namespace

std::string_view name_of(CheckState state) {
    constexpr std::string_view names[] = {"ok", "warning", "failed"};
    return names[static_cast<std::size_t>(state)];
}

std::vector<ReadinessCheck> readiness_checks(const ArchiveAccess& access) {
    return {checked("server", [&] { return server_check(access); }),
            checked("index", [&] { return index_check(access); }), checked("lag", [&] { return lag_check(access); }),
            checked("reindex", [&] { return reindex_check(access); }),
            checked("disk", [&] { return disk_check(access); })};
}

bool is_ready(const std::vector<ReadinessCheck>& checks) {
    return std::ranges::none_of(checks, [](const auto& check) { return check.state == CheckState::failed; });
}

std::optional<std::uint64_t> free_bytes(const ArchiveAccess& access) {
    if (access.folder.empty()) return std::nullopt;
    std::error_code code;
    const auto space = std::filesystem::space(access.folder, code);
    return code ? std::nullopt : std::optional<std::uint64_t>(space.available);
}

}  // namespace broadsheet
