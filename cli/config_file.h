// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A configuration file as plain data, with the place of everything in it. The one user of toml++ stands behind this
// header.

#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet::cli {

/// One line of the file: `[section] key = value`.
struct ConfigEntry {
    std::string section;  ///< empty above the first [section]
    std::string key;
    std::vector<std::string> values;  ///< as a flag would be given them; several of an array
    bool is_array = false;
    std::string place;  ///< "broadsheet.toml:3:1": file, line, column
};

struct ConfigFile {
    std::vector<ConfigEntry> entries;
    std::vector<std::string> faults;  ///< what can't be read as a setting, each with its place
};

/// Reads TOML. Whatever is wrong with it is in `faults`; a file that isn't there or can't be read, too.
ConfigFile read_config_file(const std::filesystem::path& path);

}  // namespace broadsheet::cli
