// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/authority.h"

#include "server/api/credential.h"
#include "server/api/request_checks.h"
#include "server/api/request_origin.h"
#include "server/http/client_rates.h"
#include "server/http/problem.h"

#include <algorithm>
#include <exception>
#include <iostream>
#include <utility>

namespace broadsheet {
namespace {

/// Browsers ask people for a password where pages are concerned; programs know what Bearer means.
HttpResponse challenge(HttpResponse refused, const HttpRequest& request, bool shown) {
    const std::string bearer = std::string("Bearer realm=\"Broadsheet\"") + (shown ? ", error=\"invalid_token\"" : "");
    const std::string basic = "Basic realm=\"Broadsheet\", charset=\"UTF-8\"";
    refused.headers.emplace_back("WWW-Authenticate", is_for_programs(request.path) ? bearer : basic);
    return refused;
}

std::string how_to_get(Need need) {
    return "Whoever runs the server makes one with `broadsheet key add NAME --scope " +
           std::string(scope_name(scope_for(need))) + "`; send it as `Authorization: Bearer KEY`.";
}

HttpResponse no_key(Need need) {
    switch (need) {
        case Need::saving:
            return problem(401, "no-key",
                           "Saved searches can be changed with a key, and without one only at the machine that serves "
                           "the archive, by way of http://localhost or its loopback address. " +
                               how_to_get(need));
        case Need::writing:
            return problem(401, "no-key", "Changing the archive needs a key. " + how_to_get(need));
        case Need::administering:
            return problem(401, "no-key", "Running the server needs a key. " + how_to_get(need));
        default:
            return problem(401, "no-key", "Reading this archive needs a key. " + how_to_get(need));
    }
}

HttpResponse wrong_key(KeyFault fault, Need need) {
    switch (fault) {
        case KeyFault::mistyped:
            return problem(401, "mistyped-key",
                           "That is no key: one has 59 characters and begins with bs_, and at least "
                           "one of its letters is wrong.");
        case KeyFault::expired:
            return problem(401, "expired-key", "This key has expired. " + how_to_get(need));
        case KeyFault::revoked:
            return problem(401, "revoked-key", "This key has been revoked. " + how_to_get(need));
        case KeyFault::unknown:
            break;
    }
    return problem(401, "unknown-key", "This archive doesn't know that key. " + how_to_get(need));
}

HttpResponse small_scope(const Key& key, Need need) {
    const std::string wanted(scope_name(scope_for(need)));
    HttpResponse refused =
        problem(403, "small-scope",
                "This needs a key of scope " + wanted + "; this one's is " + std::string(scope_name(key.scope)) + ".");
    refused.headers.emplace_back("WWW-Authenticate",
                                 "Bearer realm=\"Broadsheet\", error=\"insufficient_scope\", scope=\"" + wanted + "\"");
    return refused;
}

HttpResponse too_many_attempts(std::uint32_t wait_s) {
    const std::string wait = std::to_string(std::max(wait_s, 1U));
    HttpResponse refused = problem(429, "too-many-attempts",
                                   "Too many wrong keys have come from there; try again in " + wait + " seconds.");
    refused.headers.emplace_back("Retry-After", wait);
    return refused;
}

HttpResponse cross_site() {
    return problem(403, "cross-site", "Only pages of this server and programs may change something here.");
}

class KeyAuthority {
public:
    KeyAuthority(std::shared_ptr<KeyStore> keys, std::shared_ptr<AuditLog> audit, AccessRules rules,
                 std::function<std::int64_t()> now_s)
        : keys_(std::move(keys)),
          audit_(std::move(audit)),
          rules_(std::move(rules)),
          now_s_(std::move(now_s)),
          wrong_keys_(rules_.wrong_keys_a_minute, 60) {}

    std::optional<HttpResponse> refuse(const HttpRequest& request, Need need) {
        const auto shown = credential_of(request);
        if (is_change(request) && is_from_elsewhere(request) && !is_listed_page(request, shown)) return cross_site();
        if (is_free(request, need)) return std::nullopt;
        if (!shown) return challenge(no_key(need), request, false);
        const auto now = std::chrono::steady_clock::now();
        if (const auto state = wrong_keys_.look(request.remote_address, now); !state.allowed)
            return too_many_attempts(state.wait_s);
        const auto checked = check(shown->secret);
        if (const auto* fault = std::get_if<KeyFault>(&checked)) {
            wrong_keys_.take(request.remote_address, now);
            return challenge(wrong_key(*fault, need), request, true);
        }
        const Key& key = std::get<Key>(checked);
        if (key.scope < scope_for(need)) return small_scope(key, need);
        return std::nullopt;
    }

    void note(const HttpRequest& request, std::string_view action, std::string_view object) {
        if (!audit_) return;
        try {
            audit_->add({now_s_(), who(request), request.remote_address, std::string(action), std::string(object)});
        } catch (const std::exception& error) {
            std::cerr << "http: a change (" + std::string(action) + ") is not in the audit log: " + error.what() + "\n";
        }
    }

private:
    static bool is_change(const HttpRequest& request) { return request.method != "GET" && request.method != "HEAD"; }

    /// A page of an origin that may. It has to show the key itself: what browsers send by themselves proves nothing.
    bool is_listed_page(const HttpRequest& request, const std::optional<Credential>& shown) const {
        const auto origin = request.header("origin");
        return origin && shown && !shown->is_ambient &&
               std::ranges::find(rules_.origins, *origin) != rules_.origins.end();
    }

    bool is_free(const HttpRequest& request, Need need) const {
        if (need == Need::nothing) return true;
        if (need == Need::reading) return rules_.open_reading;
        return need == Need::saving && is_at_this_machine(request);
    }

    std::variant<Key, KeyFault> check(std::string_view secret) {
        if (!keys_) return KeyFault::unknown;
        return keys_->check(secret, now_s_());
    }

    std::string who(const HttpRequest& request) {
        const auto shown = credential_of(request);
        if (!shown) return "local";
        const auto checked = check(shown->secret);
        const auto* key = std::get_if<Key>(&checked);
        return key ? key->name + " (" + std::to_string(key->id) + ")" : "local";
    }

    const std::shared_ptr<KeyStore> keys_;
    const std::shared_ptr<AuditLog> audit_;
    const AccessRules rules_;
    const std::function<std::int64_t()> now_s_;
    ClientRates wrong_keys_;
};

Need need_for(Scope scope) {
    if (scope == Scope::admin) return Need::administering;
    return scope == Scope::write ? Need::writing : Need::reading;
}

}  // namespace

Authority authority_of(std::shared_ptr<KeyStore> keys, std::shared_ptr<AuditLog> audit, AccessRules rules,
                       std::function<std::int64_t()> now_s) {
    const bool open = rules.open_reading;
    const auto authority =
        std::make_shared<KeyAuthority>(std::move(keys), std::move(audit), std::move(rules), std::move(now_s));
    return {
        [authority](const HttpRequest& request, Scope scope) { return authority->refuse(request, need_for(scope)); },
        [authority](const HttpRequest& request, std::string_view action, std::string_view object) {
            authority->note(request, action, object);
        },
        [authority](const HttpRequest& request, Need need) { return authority->refuse(request, need); }, open};
}

Authority local_authority() {
    return authority_of(nullptr, nullptr, {}, [] { return std::int64_t{0}; });
}

}  // namespace broadsheet
