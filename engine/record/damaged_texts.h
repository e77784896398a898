// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Are the texts of the record those that were taken in?

#include "engine/article/article.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace broadsheet {

/// Articles, shown or earlier, whose texts aren't what was taken in: what SQLite's own check can't see. At most
/// `limit`. Unpacks all texts. Throws Error{not_found, corrupt, io}.
std::vector<ArticleId> damaged_texts(const std::filesystem::path& archive, std::size_t limit);

}  // namespace broadsheet
