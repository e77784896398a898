// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The flags of `serve` that say who may do what, and how much.

#include "server/api/authority.h"
#include "server/http/http.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet::cli {

struct AccessFlags {
    bool open_reading = false;
    bool closed_reading = false;
    std::vector<std::string> hosts;
    std::vector<std::string> trusted_proxies;
    std::uint32_t rate_limit = 50;  ///< requests a second of one client; 0: no limit
};

/// `flags` must outlive the command.
void add_access_flags(CLI::App& command, AccessFlags& flags);

/// Which names and addresses the server answers for, whom it trusts and how many connections it takes. On loopback only
/// names of this machine and those of --host are answered, so that no page elsewhere can read the archive by making its
/// own name point here. Throws Error{usage} for what is no name or no address.
HttpLimits limits_of(const AccessFlags& flags, const std::string& listen_host);

/// Reading is open on loopback, and elsewhere for holders of keys, unless a flag says otherwise.
AccessRules rules_of(const AccessFlags& flags, const std::string& listen_host, std::vector<std::string> origins);

/// What whoever starts the server should know of it: a line for stderr each.
std::vector<std::string> warnings_of(const AccessFlags& flags, const std::string& listen_host);

}  // namespace broadsheet::cli
