// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What somebody may do with an archive: each scope includes those before it.

#include <optional>
#include <string_view>

namespace broadsheet {

enum class Scope {
    read,   ///< search and read
    write,  ///< add and remove articles, save searches
    admin   ///< start and watch jobs, see what the server does
};

/// "read", "write" or "admin".
std::string_view scope_name(Scope scope);
std::optional<Scope> scope_named(std::string_view name);

}  // namespace broadsheet
