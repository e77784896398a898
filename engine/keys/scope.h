// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What somebody may do with an archive: each scope includes those before it.

namespace broadsheet {

enum class Scope {
    read,   ///< search and read
    write,  ///< add and remove articles, save searches
    admin   ///< start and watch jobs, see what the server does
};

}  // namespace broadsheet
