// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How values of an article stand in a row of the record; shared by its reader and its writer.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Lists (authors, tags) are joined by line feeds, which one-line fields never hold.
std::string join_list(const std::vector<std::string>& values);
std::vector<std::string> split_list(std::string_view joined);

}  // namespace broadsheet
