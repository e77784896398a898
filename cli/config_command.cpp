// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/config.h"

#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

struct ConfigFlags {
    std::string action;
    std::filesystem::path file;
};

std::string source_of(const EffectiveSetting& effective) {
    switch (effective.source) {
        case SettingSource::usual:
            return "default";
        case SettingSource::flag:
            return "flag";
        case SettingSource::environment:
            return effective.setting.environment;
        case SettingSource::file:
            return effective.place;
    }
    return {};
}

int check(CLI::App& app, const Settings& settings, const std::filesystem::path& named) {
    const auto file = config_file_of(named.empty() ? settings.config : named);
    const EffectiveSettings effective = apply_settings(app, file, std::nullopt);
    if (!effective.faults.empty()) {
        for (const std::string& fault : effective.faults) std::cerr << fault << '\n';
        return exit_usage;
    }
    std::cout << "OK: " << (file ? file->string() : "no file; --config or BROADSHEET_CONFIG names one") << '\n';
    std::string section;
    for (const EffectiveSetting& one : effective.settings) {
        if (one.source == SettingSource::usual && one.values.empty() && !one.setting.is_flag()) continue;
        if (one.setting.section != section) std::cout << "[" << (section = one.setting.section) << "]\n";
        std::cout << one.setting.key << " = " << toml_value(one) << "  # " << source_of(one) << '\n';
    }
    return exit_done;
}

}  // namespace

void add_config_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("config", "Check the settings of a file and the environment, or list them all");
    auto flags = std::make_shared<ConfigFlags>();
    command
        ->add_option("ACTION", flags->action,
                     "check: what is wrong, or which settings hold and why; show: a file "
                     "of all settings with their help")
        ->type_name("check|show")
        ->check(one_of({"check", "show"}))
        ->required();
    command->add_option("FILE", flags->file, "The file to check; else that of --config or BROADSHEET_CONFIG")
        ->type_name("FILE");
    command->footer("Exit code: 2 if something is wrong; each fault is said with its file, line and column.");
    command->callback([&app, &settings, &action, flags] {
        action = [&app, &settings, flags] {
            if (flags->action == "check") return check(app, settings, flags->file);
            std::cout << example_config(app);
            return static_cast<int>(exit_done);
        };
    });
}

}  // namespace broadsheet::cli
