// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/result_links.h"

#include "server/api/search_links.h"

#include <string_view>

namespace broadsheet {
namespace {

constexpr std::string_view search_path = "/api/v1/search";

SearchParameters at_offset(SearchParameters search, std::uint64_t offset) {
    search.cursor.reset();
    search.request.offset = static_cast<std::uint32_t>(offset);
    return search;
}

/// What a result is whatever the page: for its other forms.
ParameterList without_page(const SearchParameters& search) {
    ParameterList parameters = write_search_parameters(search);
    std::erase_if(parameters, [](const auto& parameter) {
        constexpr std::string_view of_a_page[] = {"page", "offset", "cursor", "fields", "facets"};
        for (const auto name : of_a_page) {
            if (parameter.first == name) return true;
        }
        return false;
    });
    return parameters;
}

void add(std::string& links, const std::string& address, std::string_view relation, std::string_view type = {}) {
    constexpr std::size_t around_bytes = 64;  // what stands about an address
    if (links.size() + address.size() + around_bytes > link_header_bytes_max) return;
    links.append(links.empty() ? "<" : ", <").append(address).append(">; rel=\"").append(relation).append("\"");
    if (!type.empty()) links.append("; type=\"").append(type).append("\"");
}

}  // namespace

std::optional<SearchParameters> next_page(const SearchParameters& search, const SearchReply& reply) {
    const std::uint64_t end = std::uint64_t{search.request.offset} + reply.hits.size();
    if (reply.hits.empty() || end >= reply.total) return std::nullopt;
    SearchParameters next = at_offset(search, end);
    next.cursor = Cursor{static_cast<std::uint32_t>(end), reply.index.generation, reply.next};
    return next;
}

std::string result_links(const SearchParameters& search, const SearchReply& reply) {
    const std::uint32_t limit = search.request.limit, offset = search.request.offset;
    const auto address = [](const SearchParameters& page) {
        return url_of(search_path, write_search_parameters(page));
    };
    std::string links;
    add(links, address(at_offset(search, 0)), "first");
    if (offset > 0) add(links, address(at_offset(search, offset > limit ? offset - limit : 0)), "prev");
    if (const auto next = next_page(search, reply)) add(links, address(*next), "next");
    if (reply.total > 0) add(links, address(at_offset(search, (reply.total - 1) / limit * limit)), "last");
    const ParameterList result = without_page(search);
    add(links, url_of("/feed.atom", result), "alternate", "application/atom+xml");
    add(links, url_of("/feed.json", result), "alternate", "application/feed+json");
    add(links, url_of("/", result), "alternate", "text/html");
    return links;
}

}  // namespace broadsheet
