// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the program takes, as plain data read from CLI11: the one source of completions and the manual.

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace broadsheet::cli {

struct FlagDescription {
    std::vector<std::string> names;  ///< "--color", "--colour"; of an argument its one name: "PATH"
    std::string value;               ///< "DATE"; empty for a flag without one
    std::vector<std::string> choices;
    bool is_list = false;  ///< several choices, separated by commas
    bool repeats = false;  ///< an argument that may be given more than once
    std::string usual;     ///< its value unless given; may be empty
    std::string help;

    /// Whether the value is a file, a folder or either.
    bool names_path() const { return value == "PATH" || value == "FILE" || value == "DIR"; }
};

struct CommandDescription {
    std::string name;
    std::string help;
    std::string footer;
    std::vector<FlagDescription> arguments;
    std::vector<FlagDescription> flags;  ///< with --help, which every command has
};

/// The program itself, with the flags that hold for every command.
CommandDescription description_of(const CLI::App& app);
std::vector<CommandDescription> descriptions_of_commands(const CLI::App& app);

}  // namespace broadsheet::cli
