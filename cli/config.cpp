// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/config.h"

#include "cli/config_file.h"
#include "server/api/nearest_name.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace broadsheet::cli {

namespace {

/// What of a command is a setting. What says how one call differs from the others is none, nor what is printed.
struct SettingRule {
    std::string_view command;
    std::vector<std::string_view> only;   ///< these; empty: all
    std::vector<std::string_view> never;  ///< but these
};

const std::vector<SettingRule>& setting_rules() {
    static const std::vector<SettingRule> rules = {
        {"", {}, {"help", "version", "config", "json"}},
        {"index", {}, {"help", "dry-run", "watch", "every", "prune"}},
        {"serve", {}, {"help"}},
        {"search", {"op", "sort-by", "page-size", "group", "snippets", "color", "hyperlinks", "no-pager"}, {}}};
    return rules;
}

bool is_in(const std::vector<std::string_view>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string key_of(const CLI::Option& option) {
    if (!option.get_lnames().empty()) return option.get_lnames().front();
    std::string key = option.get_name(true);
    std::ranges::transform(key, key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    return key;
}

std::string environment_of(const std::string& section, const std::string& key) {
    std::string name = "BROADSHEET_" + (section.empty() ? "" : section + "_") + key;
    std::ranges::transform(name, name.begin(), [](char c) {
        if (c == '-') return '_';
        return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
    });
    return name;
}

void add_settings(CLI::App& command, const SettingRule& rule, std::vector<Setting>& settings) {
    for (CLI::Option* option : command.get_options()) {
        const std::string key = key_of(*option);
        if (is_in(rule.never, key) || (!rule.only.empty() && !is_in(rule.only, key))) continue;
        const std::string section(rule.command);
        settings.push_back({section, key, environment_of(section, key), option});
    }
}

std::string name_of(const std::string& section, const std::string& key) {
    return section.empty() ? key : "[" + section + "] " + key;
}

/// What was meant by a name that isn't there: the same key of another section, or the nearest name.
std::string guess(const ConfigEntry& entry, const std::vector<Setting>& settings) {
    for (const Setting& setting : settings) {
        if (setting.key == entry.key) return " Did you mean " + name_of(setting.section, setting.key) + "?";
    }
    std::vector<std::string_view> keys;
    for (const Setting& setting : settings) {
        if (setting.section == entry.section) keys.push_back(setting.key);
    }
    const std::string near = nearest_name(entry.key, keys);
    return near.empty() ? "" : " Did you mean " + near + "?";
}

std::string unknown(const ConfigEntry& entry, const std::vector<Setting>& settings) {
    const bool has_section = std::ranges::find(settings, entry.section, &Setting::section) != settings.end();
    if (has_section)
        return entry.place + ": there is no setting " + name_of(entry.section, entry.key) + "." +
               guess(entry, settings);
    std::vector<std::string_view> sections;
    for (const SettingRule& rule : setting_rules()) {
        if (!rule.command.empty()) sections.push_back(rule.command);
    }
    const std::string near = nearest_name(entry.section, sections);
    std::string all;
    for (const auto section : sections) all += (all.empty() ? "[" : ", [") + std::string(section) + "]";
    return entry.place + ": there is no section [" + entry.section + "]; there are " + all + "." +
           (near.empty() ? "" : " Did you mean [" + near + "]?");
}

/// "a,b": lists in the environment.
std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        if (end != 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::optional<std::string> environment(const std::string& name) {
    const char* text = std::getenv(name.c_str());
    return text && *text ? std::optional<std::string>(text) : std::nullopt;
}

/// CLI11 begins with the name of the flag; here the place stands before it already.
std::string reason_of(const CLI::Error& error, const CLI::Option& option) {
    std::string reason = error.what();
    const std::string name = option.get_name() + ": ";
    return reason.starts_with(name) ? reason.substr(name.size()) : reason;
}

/// Lets the option take values as if it had been given; says what is wrong with them, or nothing.
std::string give(const Setting& setting, const std::vector<std::string>& values) {
    if (setting.is_flag() && (values.size() != 1 || (values[0] != "true" && values[0] != "false")))
        return "takes true or false";
    if (!setting.is_list() && values.size() != 1) return "takes one value";
    if (values.empty()) return {};
    try {
        for (const std::string& value : values) setting.option->add_result(value);
        setting.option->run_callback();
        return {};
    } catch (const CLI::Error& error) {
        setting.option->clear();
        return reason_of(error, *setting.option);
    }
}

class Application {
public:
    Application(std::vector<Setting> settings, const std::optional<std::filesystem::path>& file)
        : settings_(std::move(settings)) {
        if (file) file_ = read_config_file(*file);
        result_.faults = file_.faults;
        for (const ConfigEntry& entry : file_.entries) {
            if (!find(entry)) result_.faults.push_back(unknown(entry, settings_));
        }
    }

    EffectiveSettings run(const std::optional<std::string>& section) {
        for (const Setting& setting : settings_) {
            if (!section || setting.section.empty() || setting.section == *section) apply(setting);
        }
        return std::move(result_);
    }

private:
    bool find(const ConfigEntry& entry) const {
        return std::ranges::any_of(settings_, [&](const Setting& setting) {
            return setting.section == entry.section && setting.key == entry.key;
        });
    }

    const ConfigEntry* entry_of(const Setting& setting) const {
        const auto found = std::ranges::find_if(file_.entries, [&](const ConfigEntry& entry) {
            return setting.section == entry.section && setting.key == entry.key;
        });
        return found == file_.entries.end() ? nullptr : &*found;
    }

    void apply(const Setting& setting) {
        EffectiveSetting effective{setting, SettingSource::usual, {}, {}};
        std::string place = setting.environment, fault;
        if (setting.option->count() != 0) {
            effective.source = SettingSource::flag;
            effective.values = setting.option->results();
        } else if (const auto text = environment(setting.environment)) {
            effective.source = SettingSource::environment;
            effective.values = setting.is_list() ? split(*text) : std::vector{*text};
            fault = give(setting, effective.values);
        } else if (const ConfigEntry* entry = entry_of(setting)) {
            effective.source = SettingSource::file;
            effective.values = entry->values;
            effective.place = place = entry->place;
            fault = give(setting, effective.values);
        } else if (!setting.option->get_default_str().empty()) {
            effective.values = {setting.option->get_default_str()};
        }
        if (!fault.empty())
            result_.faults.push_back(place + ": " + name_of(setting.section, setting.key) + ": " + fault);
        result_.settings.push_back(std::move(effective));
    }

    std::vector<Setting> settings_;
    ConfigFile file_;
    EffectiveSettings result_;
};

std::string toml_quoted(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append({'\\', c});
        else if (byte < 0x20 || byte == 0x7f)
            out.append("\\u00").append({digits[byte >> 4], digits[byte & 15]});
        else
            out += c;
    }
    return out + '"';
}

bool is_plain(std::string_view text) {
    if (text == "true" || text == "false") return true;
    const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return !text.empty() && digits && (text.size() == 1 || text.front() != '0') && text.size() < 19;
}

std::string value_text(std::string_view text) {
    return is_plain(text) ? std::string(text) : toml_quoted(text);
}

std::string sentence(std::string text) {
    return text.ends_with('.') ? text : text + '.';
}

/// In lines of a comment.
std::string comment(std::string_view text) {
    constexpr std::size_t line_max = 98;
    std::string lines, line = "#";
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        if (line.size() + 1 + word.size() > line_max) lines += std::exchange(line, "#") + '\n';
        line.append(" ").append(word);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return lines + line + '\n';
}

}  // namespace

std::vector<Setting> settings_of(CLI::App& app) {
    std::vector<Setting> settings;
    for (const SettingRule& rule : setting_rules()) {
        const std::string name(rule.command);
        add_settings(name.empty() ? app : *app.get_subcommand(name), rule, settings);
    }
    return settings;
}

EffectiveSettings apply_settings(CLI::App& app, const std::optional<std::filesystem::path>& file,
                                 const std::optional<std::string>& section) {
    return Application(settings_of(app), file).run(section);
}

std::optional<std::filesystem::path> config_file_of(const std::filesystem::path& given) {
    if (!given.empty()) return given;
    if (const auto named = environment("BROADSHEET_CONFIG")) return *named;
    return std::nullopt;
}

std::string toml_value(const EffectiveSetting& effective) {
    const Setting& setting = effective.setting;
    if (setting.is_flag()) return effective.values.empty() ? "false" : effective.values.front();
    if (!setting.is_list()) return effective.values.empty() ? "\"\"" : value_text(effective.values.front());
    std::string list = "[";
    for (const std::string& value : effective.values) list += (list.size() == 1 ? "" : ", ") + toml_quoted(value);
    return list + "]";
}

std::string example_config(CLI::App& app) {
    std::string text = comment(
        "Settings of Broadsheet, in TOML; made by `broadsheet config show`. What stands here commented out is "
        "the default. A flag goes before the environment, the environment before this file. `broadsheet "
        "config check FILE` says what is wrong with it. No secret belongs here.");
    std::string section;
    for (const Setting& setting : settings_of(app)) {
        if (setting.section != section) {
            section = setting.section;
            text += "\n[" + section + "]\n";
        }
        EffectiveSetting usual{setting, SettingSource::usual, {}, {}};
        if (const std::string value = setting.option->get_default_str(); !value.empty()) usual.values = {value};
        text += "\n" + comment(sentence(setting.option->get_description()) + " (" + setting.environment + ")");
        text += "#" + setting.key + " = " + toml_value(usual) + "\n";
    }
    return text;
}

}  // namespace broadsheet::cli
