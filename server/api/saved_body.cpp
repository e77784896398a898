// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/saved_body.h"

#include "server/api/replies.h"
#include "server/api/saved_query.h"
#include "server/http/problem.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace broadsheet {
namespace {

using Json = nlohmann::json;

/// Every byte of name and query may be percent-encoded twice.
constexpr std::size_t body_bytes_max = 9 * (saved_query_bytes_max + saved_name_bytes_max) + 1024;

std::optional<HttpResponse> refuse_body(const HttpRequest& request, std::string_view type) {
    const std::string given(request.header("content-type").value_or(""));
    std::string lower = given.substr(0, given.find(';'));
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    while (lower.ends_with(' ')) lower.pop_back();
    if (lower != type)
        return problem(415, "unsupported-type", "The body must be " + std::string(type) + ", by its Content-Type.");
    if (request.body.size() > body_bytes_max)
        return problem(413, "too-large", "The body may have at most " + std::to_string(body_bytes_max) + " bytes.");
    return std::nullopt;
}

HttpResponse bad_member(const std::string& name, const std::string& allowed) {
    return refusal({400, "bad-value", name, "'" + name + "' must be " + allowed + ".", {}});
}

std::optional<HttpResponse> read_member(const std::string& name, const Json& value, SavedSearches::Change& change) {
    if (name == "name" || name == "query") {
        if (!value.is_string()) return bad_member(name, "a text");
        (name == "name" ? change.name : change.query) = value.get<std::string>();
        return std::nullopt;
    }
    if (name == "seenArticle") {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
            return bad_member(name, "the id of an article, a whole number from 0 on");
        change.seen_article = ArticleId{value.get<std::uint32_t>()};
        return std::nullopt;
    }
    return refusal({400,
                    "unknown-parameter",
                    name,
                    "A saved search takes no member '" + name + "'. It takes: name, query, seenArticle.",
                    {}});
}

}  // namespace

std::variant<ParameterList, HttpResponse> read_form(const HttpRequest& request) {
    if (auto refused = refuse_body(request, "application/x-www-form-urlencoded")) return *refused;
    auto pairs = read_pairs(request.body, "body");
    if (const auto* fault = std::get_if<ParameterFault>(&pairs)) return refusal(*fault);
    return std::get<ParameterList>(std::move(pairs));
}

std::string value_of(const ParameterList& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &ParameterList::value_type::first);
    return found == fields.end() ? std::string() : found->second;
}

std::variant<SavedSearches::Change, HttpResponse> read_saved_body(const HttpRequest& request, std::string_view needed) {
    if (auto refused = refuse_body(request, "application/json")) return *refused;
    const Json json = Json::parse(request.body, nullptr, false);
    if (!json.is_object())
        return refusal({400, "bad-value", "body", "The body must be one JSON object with name and query.", {}});
    SavedSearches::Change change;
    for (const auto& [name, value] : json.items()) {
        if (auto refused = read_member(name, value, change)) return *refused;
    }
    if (!needed.empty() && !json.contains(needed))
        return refusal(
            {400,
             "missing-parameter",
             std::string(needed),
             "'" + std::string(needed) + "' is the search to keep, as it stands behind the ? of its address.",
             {}});
    return change;
}

}  // namespace broadsheet
