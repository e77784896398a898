// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one table of what programs may ask of the server. openapi.h makes the OpenAPI document of it, api_page.h the page
// for people; a test holds it to the routes and to the parameters that the handlers take.

#include <span>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A parameter that isn't one of a search.
struct EndpointParameter {
    std::string_view name;
    std::string_view place;   ///< "path" or "query"
    std::string_view schema;  ///< JSON
    std::string_view help;
    std::string_view example;  ///< JSON
};

/// One kind of answer.
struct EndpointReply {
    std::string_view media_type;  ///< empty for one without a body
    std::string_view schema;      ///< its name in server/api/schemas; empty for what isn't JSON
    int status = 200;
};

/// Names `search_parameters` for all of them.
inline constexpr std::string_view every_search_parameter = "*";

struct Endpoint {
    std::string_view method;  ///< "GET"
    std::string_view path;    ///< as the route has it: "/api/v1/articles/{id}"
    std::string_view group;   ///< heading under which it stands: one of endpoint_groups()
    std::string_view name;    ///< for the functions of generated clients: "search"
    std::string_view summary;
    std::string_view description;
    std::vector<EndpointParameter> parameters;
    std::vector<std::string_view> search_parameters;  ///< by their names in search_parameters.cpp
    std::string_view body;                            ///< schema of the JSON that is sent; empty for none
    std::vector<EndpointReply> replies;
    std::vector<int> refusals;  ///< statuses that this endpoint has reasons of its own for
    bool conditional = false;   ///< replies have an ETag, and If-None-Match may be answered 304
    std::string_view example;   ///< query string to try it with; may be empty
};

struct EndpointGroup {
    std::string_view name;
    std::string_view help;
};

std::span<const EndpointGroup> endpoint_groups();

/// In the order in which they are read, groups together.
std::span<const Endpoint> endpoints();

}  // namespace broadsheet
