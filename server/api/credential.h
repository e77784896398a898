// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The key that a request shows. Pure. A key is never logged and in no reply.

#include "server/http/http.h"

#include <optional>
#include <string>

namespace broadsheet {

struct Credential {
    std::string secret;
    /// Browsers send a password along by themselves, whoever has made the request; nothing else.
    bool is_ambient = false;
};

/// `Authorization: Bearer KEY`, or `Basic` with any name and the key as password, which is what browsers can send.
/// Below /v2, where clients of NewsAPI ask, also X-Api-Key and the parameter apiKey: only there, because addresses end
/// up in the logs of proxies and in histories. No value if the request shows none; another scheme is an empty secret.
std::optional<Credential> credential_of(const HttpRequest& request);

}  // namespace broadsheet
