// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parameters of REST's search as flags of commands: named by its table, read by the same code, so that they mean
// the same.

#include "cli/command.h"
#include "server/api/search_parameters.h"

#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::cli {

enum class FlagSet {
    filters,  ///< which articles: from, sources, exact …
    all,      ///< and how they are shown: order, page, facets …
};

struct SearchFlags {
    std::list<std::pair<std::string, std::string>> parameters;  ///< a list: CLI11 keeps references to the values
};

/// All parameters but `q` and `format`. `given` must outlive the command.
void add_search_flags(CLI::App& command, FlagSet set, SearchFlags& given);

/// Lets `--exact` and `--explain` stand without a value: "--exact", "tram" is then "--exact=1", "tram".
std::vector<std::string> with_switch_values(std::vector<std::string> arguments);

/// The flags that were given, by the names of REST.
ParameterList parameters_of(const SearchFlags& given);

/// Throws Error{usage} for a value that REST would refuse; its message names the flag.
SearchParameters read_flags(const ParameterList& parameters);

/// "--page-size" for pageSize.
std::string flag_of(std::string_view parameter);

}  // namespace broadsheet::cli
