// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The hash by which texts of an article are told apart.

#include "engine/article/article.h"

#include <cstdint>

namespace broadsheet {

/// Of title, subtitle and body.
std::int64_t text_hash_of(const Article& article);

}  // namespace broadsheet
