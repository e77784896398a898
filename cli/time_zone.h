// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// In which time zone a schedule's times are meant.

#include <string>

namespace broadsheet::cli {

/// Makes `name` ("Europe/Berlin") the zone of this process and of its children, by TZ; does nothing for an empty name.
/// To be called before there are threads. Throws Error{usage} for one that the system's tzdata doesn't have, with the
/// nearest name.
void use_time_zone(const std::string& name);

}  // namespace broadsheet::cli
