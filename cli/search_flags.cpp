// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search_flags.h"

#include "engine/error.h"
#include "server/api/openapi.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ctime>

namespace broadsheet::cli {

namespace {

/// The query is the command's own argument, the form of the output a flag of its own.
constexpr std::string_view left_out[] = {"q", "format"};

/// Those that say how articles are shown, not which.
constexpr std::string_view showing[] = {"sortBy", "page",  "pageSize", "offset",    "cursor",  "fields",
                                        "facets", "group", "snippets", "freshness", "explain", "article"};

constexpr std::string_view switches[] = {"--exact", "--explain"};

template <typename List>
bool is_in(const List& list, std::string_view name) {
    return std::ranges::find(list, name) != std::end(list);
}

bool is_switch_value(std::string_view text) {
    return text == "0" || text == "1" || text == "false" || text == "true";
}

/// What stands for the value in --help: "and|or", "NUMBER", "DATE". Completions offer the words between the strokes.
std::string value_name(std::string_view parameter) {
    static const auto notes = nlohmann::json::parse(api_schemas("parameters.json"));
    if (parameter == "from" || parameter == "to") return "DATE";
    const auto known = notes.find(std::string(parameter));
    if (known == notes.end()) return "TEXT";
    const auto& schema = known->at("schema");
    const bool is_list = schema.value("type", "") == "array";
    const auto& one = is_list ? schema["items"] : schema;
    if (!one.contains("enum")) return schema.value("type", "") == "integer" ? "NUMBER" : is_list ? "LIST" : "TEXT";
    const auto also = known->value("also", nlohmann::json::array());
    std::string choices;
    for (const auto& value : one["enum"])
        if (std::ranges::find(also, value) == also.end())
            choices += (choices.empty() ? "" : "|") + (value.is_string() ? value.get<std::string>() : value.dump());
    return choices + (is_list ? ",..." : "");
}

std::string with_flags_for_parameters(std::string detail) {
    for (const auto& parameter : search_parameter_help()) {
        const std::string quoted = "'" + std::string(parameter.name) + "'";
        for (auto at = detail.find(quoted); at != detail.npos; at = detail.find(quoted, at))
            detail.replace(at, quoted.size(), flag_of(parameter.name));
    }
    return detail;
}

}  // namespace

std::string flag_of(std::string_view parameter) {
    std::string flag = "--";
    for (const char c : parameter) {
        if (c >= 'A' && c <= 'Z')
            flag.append({'-', static_cast<char>(c | 0x20)});
        else
            flag += c;
    }
    return flag;
}

void add_search_flags(CLI::App& command, FlagSet set, SearchFlags& given) {
    for (const auto& [name, aliases, help] : search_parameter_help()) {
        if (is_in(left_out, name) || (set == FlagSet::filters && is_in(showing, name))) continue;
        auto& parameter = given.parameters.emplace_back(std::string(name), "");
        command.add_option(flag_of(name), parameter.second, std::string(help))->type_name(value_name(name));
    }
}

std::vector<std::string> with_switch_values(std::vector<std::string> arguments) {
    for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
        const bool has_value = i + 1 < arguments.size() && is_switch_value(arguments[i + 1]);
        if (is_in(switches, arguments[i]) && !has_value) arguments[i] += "=1";
    }
    return arguments;
}

ParameterList parameters_of(const SearchFlags& given) {
    ParameterList parameters;
    for (const auto& [name, value] : given.parameters)
        if (!value.empty()) parameters.emplace_back(name, value);
    return parameters;
}

SearchParameters read_flags(const ParameterList& parameters) {
    auto read = read_search_parameters(parameters, std::time(nullptr));
    if (const auto* fault = std::get_if<ParameterFault>(&read)) {
        const bool guessed = fault->code == "bad-value" && !fault->suggestion.empty();
        throw Error(ErrorKind::usage, with_flags_for_parameters(fault->detail) +
                                          (guessed ? " Did you mean " + fault->suggestion + "?" : ""));
    }
    return std::move(std::get<SearchParameters>(read));
}

}  // namespace broadsheet::cli
