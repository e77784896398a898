// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the subcommands share: where the archive is, how results are printed, and how each adds itself to the command
// line.

#include "server/log/log.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::cli {

/// Exit codes of the contract.
enum ExitCode { exit_done = 0, exit_failed = 1, exit_usage = 2, exit_rejected = 3 };

/// Options that hold for every subcommand.
struct Settings {
    std::filesystem::path archive = "archive";
    std::filesystem::path config;  ///< as given by --config; empty if not
    bool json = false;
    LogOptions log;  ///< of a server
};

/// Of --map, which index and extract have.
inline constexpr std::string_view map_help =
    "How columns of CSV and members of JSON are read: FIELD=NAME,... such as title=Headline,date=Pub. FIELD is id, "
    "url, "
    "title, subtitle, authors, source, agency, section, tags, language, place, published, modified, seen or body; "
    "ignore=NAME leaves one out; dates=day-first or dates=month-first says what 03/04/2025 is";

/// Refuses any other value, with a guess at what was meant.
CLI::Validator one_of(std::vector<std::string> choices);

/// Reads the arguments, runs the command that they name and returns the exit code. What can't be understood is said on
/// stderr, with the nearest command or flag.
int run_command_line(int argc, char** argv);

/// Set by the subcommand that was given; returns the exit code.
using Action = std::function<int()>;

/// Everything that the program takes; `settings` and `action` must outlive `app`.
void describe_commands(CLI::App& app, Settings& settings, Action& action);
void add_index_command(CLI::App& app, Settings& settings, Action& action);
void add_serve_command(CLI::App& app, Settings& settings, Action& action);
void add_search_command(CLI::App& app, Settings& settings, Action& action);
void add_show_command(CLI::App& app, Settings& settings, Action& action);
void add_extract_command(CLI::App& app, Settings& settings, Action& action);
void add_export_command(CLI::App& app, Settings& settings, Action& action);
/// check, rebuild, compact, stats, problems
void add_maintenance_commands(CLI::App& app, Settings& settings, Action& action);
/// key, audit
void add_key_commands(CLI::App& app, Settings& settings, Action& action);
/// config
void add_config_command(CLI::App& app, Settings& settings, Action& action);
/// completions, manual
void add_shell_commands(CLI::App& app, Action& action);

}  // namespace broadsheet::cli
