// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/openapi_entries.h"

namespace broadsheet {
namespace {

/// An address that clients of NewsAPI know; it takes their parameters, and refuses in their shape.
Endpoint newsapi_endpoint(std::string_view path, std::string_view name, std::string_view summary,
                          std::string_view schema, std::vector<EndpointParameter> parameters) {
    return {.method = "GET",
            .path = path,
            .group = "For clients of NewsAPI",
            .name = name,
            .summary = summary,
            .description = "As version 2 of that interface has it. Where reading is open, any key will do.",
            .parameters = std::move(parameters),
            .search_parameters = {},
            .body = "",
            .replies = {{json_type, schema}, {json_type, "NewsApiError", 400}},
            .refusals = {},
            .conditional = false,
            .example = ""};
}

std::vector<EndpointParameter> newsapi_parameters(bool headlines) {
    constexpr std::string_view text = R"({"type": "string"})", number = R"({"type": "integer", "minimum": 1})";
    std::vector<EndpointParameter> parameters = {
        {"q", "query", text, "What to search for.", R"("ferry")"},
        {"sources", "query", text, "Ids of sources, separated by commas.", R"("harbour-wire")"},
        {"pageSize", "query", number, "Articles on a page.", "20"},
        {"page", "query", number, "From 1.", "1"}};
    if (headlines) {
        parameters.push_back({"category", "query", text, "A section.", R"("business")"});
        return parameters;
    }
    parameters.push_back({"searchIn", "query", text, "title, description, content.", R"("title")"});
    parameters.push_back({"from", "query", text, "Published on or after.", R"("2025-01-01")"});
    parameters.push_back({"to", "query", text, "Published up to.", R"("2025-12-31")"});
    parameters.push_back({"language", "query", text, "Two letters.", R"("en")"});
    parameters.push_back({"sortBy", "query", R"({"enum": ["relevancy", "popularity", "publishedAt"]})", "The order.",
                          R"("publishedAt")"});
    return parameters;
}

}  // namespace

std::vector<Endpoint> newsapi_endpoint_entries() {
    return {
        newsapi_endpoint("/v2/everything", "newsApiEverything", "Search, for clients of NewsAPI", "NewsApiReply",
                         newsapi_parameters(false)),
        newsapi_endpoint("/v2/top-headlines", "newsApiHeadlines", "The newest articles, for clients of NewsAPI",
                         "NewsApiReply", newsapi_parameters(true)),
        newsapi_endpoint("/v2/top-headlines/sources", "newsApiHeadlineSources", "The publications, for these clients",
                         "NewsApiSources", {}),
        newsapi_endpoint("/v2/sources", "newsApiSources", "The same at its other address", "NewsApiSources", {}),
    };
}

}  // namespace broadsheet
