// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who may do what: asked before anything is read for, or changed by, a request. access_need.h has the table.

#include "engine/keys/audit_log.h"
#include "engine/keys/key_store.h"
#include "engine/keys/scope.h"
#include "server/api/access_need.h"
#include "server/http/http.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// The functions may be called from any thread at the same time.
struct Authority {
    /// The reply that says no, and why; no value if the request may do what needs a key of this scope.
    std::function<std::optional<HttpResponse>(const HttpRequest&, Scope)> refuse;
    /// Notes a change that has been made, for the audit log: what was done ("article.remove") to what ("17"). Returns
    /// once that is on the disk. If it can't be written the change stands, and stderr says so.
    std::function<void(const HttpRequest&, std::string_view action, std::string_view object)> note;
    /// As refuse(), of any need: what a site asks before each of its routes.
    std::function<std::optional<HttpResponse>(const HttpRequest&, Need)> refuse_need;
    /// False if replies to readers are for holders of keys alone, so that no cache between may keep them.
    bool reading_is_open = true;
};

struct AccessRules {
    /// Everybody who reaches the server may read.
    bool open_reading = true;
    /// Origins whose pages may change something, with a key that they show themselves.
    std::vector<std::string> origins = {};
    std::uint32_t wrong_keys_a_minute = 10;
};

/// By the keys of an archive.
Authority authority_of(std::shared_ptr<KeyStore> keys, std::shared_ptr<AuditLog> audit, AccessRules rules,
                       std::function<std::int64_t()> now_s);

/// Where there is no archive to keep keys in: what needs one is refused, nothing is noted.
Authority local_authority();

}  // namespace broadsheet
