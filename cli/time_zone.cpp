// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/time_zone.h"

#include "engine/error.h"
#include "server/api/nearest_name.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

namespace broadsheet::cli {

namespace fs = std::filesystem;

namespace {

const fs::path& zone_folder() {
    static const fs::path folder = "/usr/share/zoneinfo";
    return folder;
}

bool is_zone_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string magic(4, '\0');
    return stream.read(magic.data(), 4) && magic == "TZif";
}

/// "Europe/Berlin", nothing that leads out of the folder.
bool is_zone_name(const std::string& name) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
               c == '-' || c == '+';
    };
    return !name.empty() && name.front() != '/' && std::ranges::all_of(name, allowed);
}

std::vector<std::string> zone_names() {
    std::vector<std::string> names;
    std::error_code code;
    for (fs::recursive_directory_iterator entry(zone_folder(), code), end; !code && entry != end;
         entry.increment(code)) {
        const std::string name = entry->path().lexically_relative(zone_folder()).string();
        if (name == "posix" || name == "right") entry.disable_recursion_pending();
        if (entry->is_regular_file(code) && is_zone_name(name)) names.push_back(name);
    }
    return names;
}

}  // namespace

void use_time_zone(const std::string& name) {
    if (name.empty()) return;
    if (!is_zone_name(name) || !is_zone_file(zone_folder() / name)) {
        const std::vector<std::string> names = zone_names();
        if (names.empty())
            throw Error(ErrorKind::usage, "--time-zone " + name + ": this system has no time zones (install tzdata)");
        const std::string near = nearest_name(name, std::vector<std::string_view>(names.begin(), names.end()));
        throw Error(ErrorKind::usage,
                    "--time-zone " + name + ": there is no such time zone" +
                        (near.empty() ? " (names are like Europe/Berlin; `timedatectl list-timezones`)"
                                      : ". Did you mean " + near + "?"));
    }
    ::setenv("TZ", (":" + name).c_str(), 1);
    ::tzset();
}

}  // namespace broadsheet::cli
