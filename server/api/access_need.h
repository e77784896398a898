// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What each address needs: the one table. Every address has a row, also those that are made tomorrow.

#include "engine/keys/scope.h"

#include <string_view>

namespace broadsheet {

/// | need          | of                                      | without a key                             | scope of a
/// key |
/// |---------------|-----------------------------------------|-------------------------------------------|----------------|
/// | nothing       | health, icons, style, script            | yes                                       | – | |
/// reading       | whatever else is asked with GET or HEAD | if reading is open (AccessRules)          | read | |
/// saving        | changes of saved searches               | at this machine (is_at_this_machine())    | write | |
/// writing       | every other change                      | no                                        | write | |
/// administering | jobs, reindexing, the page for it       | no                                        | admin |
///
/// A greater scope includes the smaller. Whatever isn't GET or HEAD is refused beside this if a page elsewhere has made
/// it, with a key or without, unless that page is of an origin that may and shows the key itself (Bearer).
/// No key, or none that opens: 401 with WWW-Authenticate. Too small a scope, or a page elsewhere: 403. A client that
/// has shown ten wrong keys within a minute: 429, whatever it shows.
enum class Need { nothing, reading, saving, writing, administering };

/// `path` may be that of a route ("/articles/{id}") or of a request.
Need need_of(std::string_view method, std::string_view path);

/// Not to be asked of Need::nothing.
Scope scope_for(Need need);

}  // namespace broadsheet
