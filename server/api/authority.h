// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who may do what: asked before anything is read for, or changed by, a request.

#include "engine/keys/scope.h"
#include "server/http/http.h"

#include <functional>
#include <optional>
#include <string_view>

namespace broadsheet {

/// Both functions may be called from any thread at the same time.
struct Authority {
    /// The reply that says no, and why; no value if the request may do what needs `scope`.
    std::function<std::optional<HttpResponse>(const HttpRequest&, Scope)> refuse;
    /// Notes a change that has been made, for the audit log: what was done ("article.remove") to what ("17").
    std::function<void(const HttpRequest&, std::string_view action, std::string_view object)> note;
};

/// Everybody may read; writing is for this machine alone (refuse_writer()); nothing is noted.
Authority local_authority();

}  // namespace broadsheet
