// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/config_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

namespace broadsheet::cli {

namespace {

/// Nobody writes more; a device or a database named by mistake has more.
constexpr std::uintmax_t file_bytes_max = 1024 * 1024;

class Reader {
public:
    explicit Reader(const std::filesystem::path& path) : name_(path.string()) {}

    ConfigFile read(const std::string& text) {
        try {
            read_table("", toml::parse(text, name_));
        } catch (const toml::parse_error& error) {
            fault(error.source(), std::string(error.description()));
        }
        // toml++ keeps keys in the order of the alphabet; people read from above.
        std::ranges::stable_sort(found_, {}, &Found::at);
        for (Found& found : found_) file_.entries.push_back(std::move(found.entry));
        return std::move(file_);
    }

    void fault(const toml::source_region& where, const std::string& what) {
        file_.faults.push_back(place(where) + ": " + what);
    }

private:
    struct Found {
        std::pair<std::uint32_t, std::uint32_t> at;
        ConfigEntry entry;
    };

    std::string place(const toml::source_region& where) const {
        return name_ + ":" + std::to_string(where.begin.line) + ":" + std::to_string(where.begin.column);
    }

    void read_table(const std::string& section, const toml::table& table) {
        for (const auto& [key, value] : table) {
            const std::string name(key.str());
            if (const toml::table* inner = value.as_table()) {
                if (section.empty())
                    read_table(name, *inner);
                else
                    fault(key.source(), "[" + section + "." + name + "]: there are no sections within sections");
                continue;
            }
            read_setting(section, name, key.source(), value);
        }
    }

    void read_setting(const std::string& section, const std::string& key, const toml::source_region& where,
                      const toml::node& value) {
        ConfigEntry entry{section, key, {}, value.is_array(), place(where)};
        bool readable = true;
        const auto take = [&](const toml::node& node) {
            auto text = text_of(node);
            if (text)
                entry.values.push_back(std::move(*text));
            else
                readable = false;
        };
        if (const toml::array* array = value.as_array())
            for (const toml::node& node : *array) take(node);
        else
            take(value);
        if (!readable)
            return fault(value.source(), key +
                                             ": a setting is a text in quotation marks, a number, true or false, "
                                             "or an array of these");
        found_.push_back({{where.begin.line, where.begin.column}, std::move(entry)});
    }

    static std::optional<std::string> text_of(const toml::node& node) {
        if (const auto* text = node.as_string()) return text->get();
        if (const auto* number = node.as_integer()) return std::to_string(number->get());
        if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
        if (const auto* number = node.as_floating_point()) {
            std::ostringstream text;
            text << number->get();
            return text.str();
        }
        return std::nullopt;
    }

    std::string name_;
    ConfigFile file_;
    std::vector<Found> found_;
};

}  // namespace

ConfigFile read_config_file(const std::filesystem::path& path) {
    std::error_code code;
    const auto refused = [&](const std::string& why) { return ConfigFile{{}, {path.string() + ": " + why}}; };
    if (!std::filesystem::exists(path, code)) return refused("there is no such file");
    if (!std::filesystem::is_regular_file(path, code)) return refused("is no file");
    if (std::filesystem::file_size(path, code) > file_bytes_max) return refused("is too long for a configuration");
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) return refused("can't be read");
    return Reader(path).read(text.str());
}

}  // namespace broadsheet::cli
