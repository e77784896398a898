// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/access_flags.h"

#include "engine/error.h"
#include "server/http/client_address.h"
#include "server/http/host_list.h"

#include <utility>

namespace broadsheet::cli {

namespace {

bool listens_on_loopback(const std::string& host) {
    return host == "localhost" || is_loopback(host);
}

}  // namespace

void add_access_flags(CLI::App& command, AccessFlags& flags) {
    auto* open = command.add_flag("--open-reading", flags.open_reading,
                                  "Everybody who reaches the server may read, without a key; so it is on loopback");
    command
        .add_flag("--closed-reading", flags.closed_reading,
                  "Reading needs a key (see `broadsheet key`); so it is beyond loopback")
        ->excludes(open);
    command.add_option("--host", flags.hosts, "Name that the server answers for, as browsers know it; may be repeated");
    command.add_option("--trusted-proxy", flags.trusted_proxies,
                       "Address of a proxy whose X-Forwarded-For says who the client is; may be repeated");
    command
        .add_option("--rate-limit", flags.rate_limit,
                    "Requests a second that one client may make, ten times as many at once; clients at this machine "
                    "any number; 0: no limit")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
}

HttpLimits limits_of(const AccessFlags& flags, const std::string& listen_host) {
    HttpLimits limits;
    limits.health_path = "/healthz";
    if (listens_on_loopback(listen_host)) limits.hosts = {"127.0.0.1", "localhost", "::1"};
    for (const std::string& host : flags.hosts) {
        const bool has_port = host.starts_with('[') ? !host.ends_with(']') : host.find(':') != std::string::npos;
        const auto name = host_name(host);
        if (!name || has_port)
            throw Error(ErrorKind::usage, "--host " + host + ": expected a name such as news.example, without a port");
        limits.hosts.push_back(*name);
    }
    for (const std::string& proxy : flags.trusted_proxies) {
        if (!is_address(proxy))
            throw Error(ErrorKind::usage, "--trusted-proxy " + proxy + ": expected an address such as 10.0.0.2");
    }
    limits.trusted_proxies = flags.trusted_proxies;
    return limits;
}

AccessRules rules_of(const AccessFlags& flags, const std::string& listen_host, std::vector<std::string> origins) {
    AccessRules rules;
    rules.open_reading = flags.open_reading || (listens_on_loopback(listen_host) && !flags.closed_reading);
    rules.origins = std::move(origins);
    return rules;
}

std::vector<std::string> warnings_of(const AccessFlags& flags, const std::string& listen_host) {
    std::vector<std::string> warnings;
    if (listens_on_loopback(listen_host)) return warnings;
    if (flags.hosts.empty())
        warnings.emplace_back("answering for any host name; name those that are yours with --host");
    if (!flags.open_reading)
        warnings.emplace_back(
            "reading needs a key (`broadsheet key add NAME --scope read`); --open-reading lets everybody read");
    return warnings;
}

}  // namespace broadsheet::cli
