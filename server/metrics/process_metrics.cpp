// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/process_metrics.h"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

namespace broadsheet {
namespace {

/// The fields of /proc/self/stat behind the name, which may hold anything: the first is the state, the third of
/// proc(5).
std::optional<std::vector<double>> stat_fields() {
    std::ifstream file("/proc/self/stat");
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    const auto name_end = line.rfind(") ");
    if (name_end == line.npos) return std::nullopt;
    std::istringstream rest(line.substr(name_end + 4));
    std::vector<double> fields;
    for (double number = 0; rest >> number;) fields.push_back(number);
    constexpr std::size_t fields_needed = 22;
    return fields.size() >= fields_needed ? std::optional(std::move(fields)) : std::nullopt;
}

double clock_s(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// When the machine was started, which /proc/stat tells, too, but not to confined services.
double boot_time_s() {
    return clock_s(CLOCK_REALTIME) - clock_s(CLOCK_BOOTTIME);
}

}  // namespace

void write_process_metrics(MetricsText& text) {
    if (const auto fields = stat_fields()) {
        // Numbers of proc(5), less the three fields before the first number and one because they count from 1.
        const auto field = [&](std::size_t number) { return (*fields)[number - 4]; };
        const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
        text.counter("process_cpu_seconds_total", "Time on the processor.", (field(14) + field(15)) / ticks);
        text.gauge("process_threads", "Threads.", field(20));
        text.gauge("process_start_time_seconds", "When the process began, in seconds since 1970.",
                   boot_time_s() + field(22) / ticks);
        text.gauge("process_virtual_memory_bytes", "Address space.", field(23));
        text.gauge("process_resident_memory_bytes", "Memory in use.",
                   field(24) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    }
    std::error_code code;
    std::size_t open = 0;
    for (auto entry = std::filesystem::directory_iterator("/proc/self/fd", code);
         !code && entry != std::filesystem::directory_iterator(); entry.increment(code))
        ++open;
    if (open != 0) text.gauge("process_open_fds", "Open file descriptors.", static_cast<double>(open));
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        text.gauge("process_max_fds", "The most file descriptors that may be open.",
                   static_cast<double>(limit.rlim_cur));
}

}  // namespace broadsheet
