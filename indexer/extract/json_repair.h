// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON as it stands in the script elements of real pages, made parseable where that is safe.

#include <string>
#include <string_view>

namespace broadsheet {

/// The script's text without comment marks around it and without raw control characters.
std::string json_of_script(std::string_view script);

/// The first value of a text that doesn't parse: commas before a closing bracket are dropped, what follows the value is
/// cut off, brackets that are still open at the end are closed. The result may still not parse.
std::string repaired_json(std::string_view json);

/// The first string under `name` in a text that no repair helps; empty if there is none. Escapes stay as they are.
std::string string_in_json(std::string_view json, std::string_view name);

}  // namespace broadsheet
