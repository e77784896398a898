// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parameters of REST's search as flags of commands: read by the same code, so that they mean the same.

#include "cli/command.h"
#include "server/api/search_parameters.h"

#include <list>
#include <string>
#include <utility>

namespace broadsheet::cli {

enum class FlagSet {
    filters,  ///< which articles: from, sources, exact …
    all,      ///< and how they are shown: order, page, facets …
};

struct SearchFlags {
    std::list<std::pair<std::string, std::string>> parameters;  ///< a list: CLI11 keeps references to the values
};

/// `given` must outlive the command.
void add_search_flags(CLI::App& command, FlagSet set, SearchFlags& given);

/// The flags that were given, by the names of REST.
ParameterList parameters_of(const SearchFlags& given);

/// Throws Error{usage} for a value that REST would refuse.
SearchParameters read_flags(const ParameterList& parameters);

}  // namespace broadsheet::cli
