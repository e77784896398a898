// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Settings: flags that a file or the environment may give as well. A flag goes before the environment, the environment
// before the file, the file before the default.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet::cli {

/// One setting: `[section] key` in a file, `environment` in the environment, a flag or an argument on the command line.
struct Setting {
    std::string section;  ///< the command; empty for what holds for all
    std::string key;
    std::string environment;
    CLI::Option* option = nullptr;

    bool is_list() const { return option->get_items_expected_max() > 1; }
    bool is_flag() const { return option->get_items_expected_min() == 0; }
};

/// All settings, in the order of the help: the one table of them. They point into `app`.
std::vector<Setting> settings_of(CLI::App& app);

enum class SettingSource { usual, flag, environment, file };

/// What a setting is, and who says so.
struct EffectiveSetting {
    Setting setting;
    SettingSource source = SettingSource::usual;
    std::string place;  ///< of `file`: "broadsheet.toml:3:1"
    std::vector<std::string> values;
};

struct EffectiveSettings {
    std::vector<EffectiveSetting> settings;
    std::vector<std::string> faults;  ///< everything that is wrong with the file and the environment
};

/// Gives the parsed options of `app` what the environment and the file say of those that the command line left open: of
/// all commands or, with `section`, of the program and that command alone. A file's names are checked wholly.
EffectiveSettings apply_settings(CLI::App& app, const std::optional<std::filesystem::path>& file,
                                 const std::optional<std::string>& section);

/// The name of the file that is to be read: as given, or by BROADSHEET_CONFIG; no value if there is none.
std::optional<std::filesystem::path> config_file_of(const std::filesystem::path& given);

/// A text or a number as TOML writes it.
std::string toml_value(const EffectiveSetting& setting);

/// All settings with their help as a file in which nothing is set.
std::string example_config(CLI::App& app);

}  // namespace broadsheet::cli
