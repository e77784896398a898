// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/saved_query.h"

#include "engine/analysis/utf8.h"
#include "server/api/parameter_readers.h"
#include "server/api/search_links.h"
#include "server/http/target.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// What belongs to one look at a search, or to the form of one reply. Names, aliases too, as the table has them.
constexpr std::string_view not_kept[] = {"page",     "offset",     "cursor",  "pageSize", "page-size", "per_page",
                                         "limit",    "explain",    "article", "format",   "fields",    "facets",
                                         "snippets", "addedAfter", "view",    "density",  "lang"};

ParameterFault too_long(std::string_view parameter, std::size_t bytes_max) {
    return {400,
            "bad-value",
            std::string(parameter),
            "'" + std::string(parameter) + "' may have at most " + std::to_string(bytes_max) + " bytes.",
            {}};
}

}  // namespace

std::variant<ParameterList, ParameterFault> read_pairs(std::string_view text, std::string_view parameter) {
    std::string error;
    auto target = parse_target("/?" + std::string(text), error);
    if (!target)
        return ParameterFault{400, "bad-value", std::string(parameter), "It can't be read: " + error + ".", {}};
    return std::move(target->parameters);
}

std::variant<SearchParameters, ParameterFault> read_saved_query(std::string_view query, std::int64_t now_s) {
    auto pairs = read_pairs(query, "query");
    if (const auto* fault = std::get_if<ParameterFault>(&pairs)) return *fault;
    return read_search_parameters(std::get<ParameterList>(pairs), now_s);
}

std::variant<std::string, ParameterFault> settled_query(std::string_view query, std::int64_t now_s) {
    if (query.size() > saved_query_bytes_max) return too_long("query", saved_query_bytes_max);
    if (query.starts_with('?')) query.remove_prefix(1);
    auto pairs = read_pairs(query, "query");
    if (const auto* fault = std::get_if<ParameterFault>(&pairs)) return *fault;
    auto& list = std::get<ParameterList>(pairs);
    std::erase_if(list, [](const auto& pair) {
        return std::find(std::begin(not_kept), std::end(not_kept), pair.first) != std::end(not_kept);
    });
    const auto read = read_search_parameters(list, now_s);
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return *fault;
    std::string url = url_of("", write_search_parameters(std::get<SearchParameters>(read)));
    if (url.size() > saved_query_bytes_max) return too_long("query", saved_query_bytes_max);
    return url.empty() ? url : url.substr(1);
}

std::variant<std::string, ParameterFault> settled_name(std::string_view name, std::string_view query,
                                                       std::int64_t now_s) {
    std::string settled(name);
    std::ranges::replace_if(
        settled, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    settled = without_outer_blanks(settled);
    if (settled.size() > saved_name_bytes_max) return too_long("name", saved_name_bytes_max);
    if (!settled.empty()) return settled;
    const auto read = read_saved_query(query, now_s);
    if (const auto* search = std::get_if<SearchParameters>(&read)) settled = search->request.text;
    if (settled.empty()) settled = query;
    return std::string(utf8_prefix(settled, saved_name_bytes_max));
}

}  // namespace broadsheet
