// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which files a generation consists of.

#include "engine/index/manifest.h"

#include <set>

namespace broadsheet {

/// The manifest's file and those that it names.
std::set<std::filesystem::path> files_of(const std::filesystem::path& index, const Manifest& manifest);

}  // namespace broadsheet
