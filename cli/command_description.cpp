// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_description.h"

namespace broadsheet::cli {

namespace {

constexpr std::string_view list_mark = ",...";

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// The value is named by what search_flags.h and the commands set: "and|or", "title|body,...", "DATE".
void read_value(FlagDescription& flag, const CLI::Option& option) {
    if (option.get_type_size_max() == 0) return;
    flag.value = option.get_type_name();
    flag.value.resize(std::min(flag.value.find(':'), flag.value.size()));  // behind it CLI11 names its checks
    if (flag.value.find('|') == flag.value.npos) return;
    flag.is_list = flag.value.ends_with(list_mark);
    std::string_view choices = flag.value;
    if (flag.is_list) choices.remove_suffix(list_mark.size());
    flag.choices = split(choices, '|');
}

FlagDescription flag_description_of(const CLI::Option& option) {
    FlagDescription flag;
    for (const auto& name : option.get_snames()) flag.names.push_back("-" + name);
    for (const auto& name : option.get_lnames()) flag.names.push_back("--" + name);
    if (option.get_positional()) flag.names = {option.get_name(true)};
    flag.repeats = option.get_items_expected_max() > 1;
    flag.usual = option.get_default_str();
    flag.help = option.get_description();
    read_value(flag, option);
    return flag;
}

}  // namespace

CommandDescription description_of(const CLI::App& app) {
    CommandDescription command{app.get_name(), app.get_description(), app.get_footer(), {}, {}};
    for (const CLI::Option* option : app.get_options())
        (option->get_positional() ? command.arguments : command.flags).push_back(flag_description_of(*option));
    return command;
}

std::vector<CommandDescription> descriptions_of_commands(const CLI::App& app) {
    std::vector<CommandDescription> commands;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        commands.push_back(description_of(*command));
    return commands;
}

}  // namespace broadsheet::cli
