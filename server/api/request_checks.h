// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What endpoints check before they answer: numbers in addresses, parameters that they don't take, articles that aren't
// there.

#include "engine/article/article.h"
#include "server/http/http.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace broadsheet {

/// True for what programs fetch, pages and their files aside: REST, feeds, descriptions, health. Errors are told as
/// problem+json there, and /openapi.json describes every such address.
bool is_for_programs(std::string_view path);

/// A number from 1 on; no value for anything else.
std::optional<std::uint32_t> counting_number(std::string_view text);
std::optional<ArticleId> article_id(std::string_view text);

/// 404 for the article that an address names.
HttpResponse no_article(std::string_view id);

/// Refuses parameters that an address doesn't take.
std::optional<HttpResponse> refuse_others(const HttpRequest& request, std::span<const std::string_view> valid);

}  // namespace broadsheet
