// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/command_description.h"
#include "cli/completion_script.h"
#include "cli/manual.h"

#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

int print_completions(const CLI::App& app, const std::string& shell) {
    const auto make = shell == "bash" ? bash_completion : shell == "zsh" ? zsh_completion : fish_completion;
    std::cout << make(description_of(app), descriptions_of_commands(app));
    return exit_done;
}

int print_manual(const CLI::App& app) {
    std::cout << manual_page(description_of(app), descriptions_of_commands(app));
    return exit_done;
}

}  // namespace

void add_shell_commands(CLI::App& app, Action& action) {
    auto* completions = app.add_subcommand("completions", "A script that lets a shell complete commands and flags");
    auto shell = std::make_shared<std::string>();
    completions->add_option("SHELL", *shell, "Which shell's")
        ->type_name("bash|zsh|fish")
        ->check(one_of({"bash", "zsh", "fish"}))
        ->required();
    completions->footer("For this session: source <(broadsheet completions bash)");
    completions->callback(
        [&app, &action, shell] { action = [&app, shell] { return print_completions(app, *shell); }; });

    auto* manual = app.add_subcommand("manual", "The manual page, for man: broadsheet manual | man -l -");
    manual->callback([&app, &action] { action = [&app] { return print_manual(app); }; });
}

}  // namespace broadsheet::cli
