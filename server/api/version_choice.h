// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which two versions of an article a request wants compared.

#include "engine/record/record_reader.h"
#include "server/api/search_parameters.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace broadsheet {

/// Both belong to the list that was chosen from.
struct VersionPair {
    const ArticleVersion* from = nullptr;
    const ArticleVersion* to = nullptr;
};

/// Null if there is none of that number.
const ArticleVersion* find_version(const std::vector<ArticleVersion>& versions, std::string_view number);

/// The last text before the one that is shown, and that one; from the first to the last if it has none before it. Null
/// if there is but one text.
VersionPair usual_pair(const std::vector<ArticleVersion>& versions);

/// What `from` and `to` say. No pair if neither is given. A fault of status 404 for a number that the article has no
/// version of. `versions` isn't empty.
std::variant<std::optional<VersionPair>, ParameterFault> read_version_pair(const ParameterList& parameters,
                                                                           const std::vector<ArticleVersion>& versions);

/// "versions 1 to 3", "1 version" … what an article has, for a reply that says so.
std::string version_numbers(const std::vector<ArticleVersion>& versions);

}  // namespace broadsheet
