// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which hosts the server answers for: the guard against DNS rebinding. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// The host of `host[:port]`, in lower case, without port, brackets or final dot; no value if it is not one.
std::optional<std::string> host_name(std::string_view host_and_port);

/// True if `host` (from host_name) is among `listed`, compared without regard to case.
bool is_listed_host(std::string_view host, const std::vector<std::string>& listed);

}  // namespace broadsheet
