// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backup_commands.h"
#include "cli/change_commands.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/output.h"
#include "cli/search_flags.h"
#include "server/api/nearest_name.h"

#include <algorithm>
#include <iostream>

namespace broadsheet::cli {

namespace {

std::vector<std::string> names_of_options(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

std::string guess(const std::string& typed, const std::vector<std::string>& names) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string near = nearest_name(typed, views);
    return near.empty() ? "" : " Did you mean " + near + "?";
}

/// The flag of `arguments` that neither the command nor the program has; empty if there is none.
std::string unknown_flag(const std::vector<std::string>& arguments, const std::vector<std::string>& known) {
    for (const std::string& argument : arguments) {
        if (argument == "--") break;
        const std::string name = argument.substr(0, argument.find('='));
        if (name.starts_with("--") && std::ranges::find(known, name) == known.end()) return name;
    }
    return {};
}

/// What is wrong, in a sentence; empty if CLI11's own words must do.
std::string complaint(const CLI::App& app, const std::vector<std::string>& arguments, const CLI::ParseError& error) {
    const auto given = app.get_subcommands();
    if (given.empty()) {
        const auto commands = names_of_commands(app);
        const auto word = std::ranges::find_if(arguments, [](const auto& text) { return !text.starts_with('-'); });
        if (word != arguments.end() && std::ranges::find(commands, *word) == commands.end())
            return "there is no command '" + *word + "'." + guess(*word, commands);
        return {};
    }
    if (!dynamic_cast<const CLI::ExtrasError*>(&error)) return {};
    std::vector<std::string> known = names_of_options(*given.front());
    for (const std::string& name : names_of_options(app)) known.push_back(name);
    const std::string flag = unknown_flag(arguments, known);
    if (flag.empty()) return {};
    return "'" + given.front()->get_name() + "' has no flag " + flag + "." + guess(flag, known);
}

int refuse(const CLI::App& app, const std::vector<std::string>& arguments, const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
    const auto given = app.get_subcommands();
    const std::string sentence = complaint(app, arguments, error);
    std::cerr << "broadsheet: " << harmless_line(sentence.empty() ? error.what() : sentence) << "\n"
              << "`broadsheet " << (given.empty() ? "" : given.front()->get_name() + " ")
              << "--help` says what there is.\n";
    return exit_usage;
}

/// False if the file or the environment says what can't be, which is told. `config` looks at them by itself.
bool take_settings(CLI::App& app, const Settings& settings) {
    const std::string command = app.get_subcommands().front()->get_name();
    if (command == "config" || command == "completions" || command == "manual") return true;
    const auto effective = apply_settings(app, config_file_of(settings.config), command);
    for (const std::string& fault : effective.faults) std::cerr << "broadsheet: " << fault << '\n';
    if (!effective.faults.empty()) std::cerr << "`broadsheet config show` lists all settings.\n";
    return effective.faults.empty();
}

/// An option that takes one of the names; its default is what `value` is.
template <typename Value>
void add_choice(CLI::App& app, const std::string& flag, const std::string& help,
                const std::vector<std::pair<std::string, Value>>& choices, Value& value) {
    std::vector<std::string> names;
    std::string list, usual;
    for (const auto& [name, meaning] : choices) {
        names.push_back(name);
        list += (list.empty() ? "" : "|") + name;
        if (meaning == value) usual = name;
    }
    const auto take = [choices, &value](const std::string& given) {
        for (const auto& [name, meaning] : choices) {
            if (name == given) value = meaning;
        }
    };
    app.add_option_function<std::string>(flag, take, help)->type_name(list)->check(one_of(names))->default_str(usual);
}

}  // namespace

CLI::Validator one_of(std::vector<std::string> choices) {
    CLI::Validator validator;
    return validator.operation([choices = std::move(choices)](std::string& value) -> std::string {
        if (std::ranges::find(choices, value) != choices.end()) return {};
        std::string list;
        for (const auto& choice : choices) list += (list.empty() ? "" : ", ") + choice;
        return "can't be '" + value + "'; it takes " + list + "." + guess(value, choices);
    });
}

int run_command_line(int argc, char** argv) {
    CLI::App app("Broadsheet: search your news archive.", "broadsheet");
    Settings settings;
    Action action;
    describe_commands(app, settings, action);
    const std::vector<std::string> arguments = with_switch_values({argv + 1, argv + argc});
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // CLI11 takes the last first
    } catch (const CLI::ParseError& error) {
        return refuse(app, arguments, error);
    }
    return take_settings(app, settings) ? action() : static_cast<int>(exit_usage);
}

void describe_commands(CLI::App& app, Settings& settings, Action& action) {
    app.set_version_flag("--version", std::string("broadsheet ") + BROADSHEET_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.get_formatter()->column_width(34);
    app.add_option("--archive", settings.archive, "Folder of the archive; also by BROADSHEET_ARCHIVE")
        ->type_name("DIR")
        ->capture_default_str();
    app.add_option("--config", settings.config, "TOML file of settings; also by BROADSHEET_CONFIG")->type_name("FILE");
    settings.log.journal = logs_to_journal();
    const std::vector<std::pair<std::string, LogFormat>> formats = {{"text", LogFormat::text},
                                                                    {"json", LogFormat::json}};
    const std::vector<std::pair<std::string, LogLevel>> levels = {{"error", LogLevel::error},
                                                                  {"warning", LogLevel::warning},
                                                                  {"info", LogLevel::info},
                                                                  {"debug", LogLevel::debug}};
    add_choice(app, "--log-format", "How a server's log on standard error is written", formats, settings.log.format);
    add_choice(app, "--log-level", "What it holds: this and what is worse", levels, settings.log.level);
    app.add_flag("--json", settings.json, "Results as JSON");
    add_index_command(app, settings, action);
    add_serve_command(app, settings, action);
    add_search_command(app, settings, action);
    add_show_command(app, settings, action);
    add_extract_command(app, settings, action);
    add_export_command(app, settings, action);
    add_backup_commands(app, settings, action);
    add_maintenance_commands(app, settings, action);
    add_key_commands(app, settings, action);
    add_config_command(app, settings, action);
    add_change_commands(app, settings, action);
    add_shell_commands(app, action);
}

}  // namespace broadsheet::cli
