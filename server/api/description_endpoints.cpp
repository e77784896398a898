// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/description_endpoints.h"

#include "server/api/entity_tag.h"
#include "server/api/openapi.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/pages/api_page.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// What a Host header may be to stand in a command that somebody copies.
bool is_plain_host(std::string_view host) {
    constexpr std::string_view others = ".-:[]";
    return !host.empty() && std::ranges::all_of(host, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

/// An article and a story that are there to be looked at.
ApiExamples examples_of(const ArchiveAccess& access, const HttpRequest& request) {
    ApiExamples examples;
    const auto host = request.header("host");
    if (host && is_plain_host(*host)) examples.host = *host;
    SearchRequest newest;
    newest.sort = SortOrder::newest;
    newest.snippets = 0;
    for (const Hit& hit : access.search(newest).hits) {
        if (examples.article == 0) examples.article = hit.article.id.value;
        if (examples.story == 0) examples.story = hit.kinship.story;
    }
    return examples;
}

}  // namespace

HttpResponse openapi_reply(const HttpRequest& request) {
    if (auto refused = refuse_others(request, {})) return *refused;
    return json_reply(openapi_json(), entity_tag({}, "openapi.json", openapi_json()));
}

HttpResponse api_page_reply(const ArchiveAccess& access, const HttpRequest& request, const ArchiveOverview& overview) {
    if (auto refused = refuse_others(request, {})) return *refused;
    std::string html = api_page(examples_of(access, request), overview);
    std::string tag = entity_tag({}, "api.html", html);
    return page_reply(std::move(html), std::move(tag));
}

}  // namespace broadsheet
