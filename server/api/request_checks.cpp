// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/request_checks.h"

#include "server/api/nearest_name.h"
#include "server/api/replies.h"
#include "server/http/problem.h"

#include <algorithm>
#include <charconv>

namespace broadsheet {
namespace {

HttpResponse unknown_parameter(const HttpRequest& request, const std::string& name,
                               std::span<const std::string_view> valid) {
    std::string allowed;
    for (const auto one : valid) allowed += (allowed.empty() ? " It takes: " : ", ") + std::string(one);
    return refusal({400, "unknown-parameter", name,
                    "'" + request.path + "' takes no parameter '" + name + "'." + allowed + (valid.empty() ? "" : "."),
                    nearest_name(name, valid)});
}

}  // namespace

bool is_for_programs(std::string_view path) {
    for (const std::string_view beginning : {"/api/", "/v2/", "/feed."}) {
        if (path.starts_with(beginning)) return true;
    }
    constexpr std::string_view others[] = {"/healthz", "/readyz", "/metrics", "/openapi.json", "/opensearch.xml"};
    return std::ranges::find(others, path) != std::end(others);
}

std::optional<std::uint32_t> counting_number(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
    return number;
}

std::optional<ArticleId> article_id(std::string_view text) {
    const auto number = counting_number(text);
    return number ? std::optional(ArticleId{*number}) : std::nullopt;
}

HttpResponse no_article(std::string_view id) {
    return problem(404, "not-found",
                   "There is no article " + std::string(id) + " in this archive; it may have been removed.");
}

std::optional<HttpResponse> refuse_others(const HttpRequest& request, std::span<const std::string_view> valid) {
    for (const auto& [name, value] : request.parameters) {
        if (std::find(valid.begin(), valid.end(), name) == valid.end()) return unknown_parameter(request, name, valid);
    }
    return std::nullopt;
}

}  // namespace broadsheet
