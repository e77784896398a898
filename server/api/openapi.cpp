// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/openapi.h"

#include "server/api/access_need.h"
#include "server/api/search_parameters.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view description =
    "Broadsheet searches archives of news articles. Everything that its pages show is here for programs, too. Names of "
    "parameters that other news interfaces use are read as well; an unknown one is refused with the nearest that there "
    "is. Lists are separated by commas. Times are UTC unless an article says otherwise. Changes need a key, and so "
    "does "
    "reading where the server says so: `Authorization: Bearer KEY`.";

const Json& parameter_notes() {
    static const Json notes = Json::parse(api_schemas("parameters.json"));
    return notes;
}

Json schema_named(std::string_view name) {
    return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

Json parameter_of(const EndpointParameter& parameter) {
    Json json = {{"name", parameter.name}, {"in", parameter.place}, {"description", parameter.help}};
    if (parameter.place == "path") json["required"] = true;
    json["schema"] = Json::parse(parameter.schema);
    json["example"] = Json::parse(parameter.example);
    return json;
}

Json parameter_of(const ParameterHelp& parameter) {
    Json json = {{"name", parameter.name}, {"in", "query"}, {"description", parameter.help}};
    if (!parameter.aliases.empty()) json["x-aliases"] = parameter.aliases;
    const Json& notes = parameter_notes();
    const auto known = notes.find(std::string(parameter.name));
    if (known == notes.end()) {
        json["schema"] = {{"type", "string"}};
        return json;
    }
    json["schema"] = known->at("schema");
    if (json["schema"].value("type", "") == "array") json.update(Json{{"style", "form"}, {"explode", false}});
    if (known->contains("example")) json["example"] = known->at("example");
    return json;
}

bool takes(const Endpoint& endpoint, std::string_view name) {
    return std::ranges::any_of(endpoint.search_parameters,
                               [&](auto given) { return given == every_search_parameter || given == name; });
}

Json schema_of(const EndpointReply& reply) {
    if (!reply.schema.empty()) return schema_named(reply.schema);
    return {{"type", reply.media_type.ends_with("json") ? "object" : "string"}};
}

/// Two schemas of one media type are alternatives.
void add_content(Json& content, const EndpointReply& reply) {
    Json& entry = content[std::string(reply.media_type)];
    if (entry.is_null())
        entry["schema"] = schema_of(reply);
    else if (entry["schema"].contains("oneOf"))
        entry["schema"]["oneOf"].push_back(schema_of(reply));
    else
        entry["schema"] = {{"oneOf", {entry["schema"], schema_of(reply)}}};
}

Need need_of(const Endpoint& endpoint) {
    return broadsheet::need_of(endpoint.method, endpoint.path);
}

bool is_for_newsapi(const Endpoint& endpoint) {
    return endpoint.path.starts_with("/v2/");
}

/// Which of the ways to show a key open it; an empty one is none at all.
Json security_of(const Endpoint& endpoint) {
    const Need need = need_of(endpoint);
    Json ways = Json::array();
    if (need == Need::nothing) return ways;
    if (need == Need::reading || need == Need::saving) ways.push_back(Json::object());
    ways.push_back({{"bearer", Json::array()}});
    ways.push_back({{"basic", Json::array()}});
    if (is_for_newsapi(endpoint)) ways.push_back({{"newsApiKey", Json::array()}});
    return ways;
}

/// What keys and limits refuse.
void add_access_replies(Json& replies, const Endpoint& endpoint) {
    const Need need = need_of(endpoint);
    if (need == Need::nothing) return;
    const auto refusal = [](int status) {
        return Json{{"$ref", "#/components/responses/Refusal" + std::to_string(status)}};
    };
    replies["401"] = is_for_newsapi(endpoint)
                         ? Json{{"description", status_meaning(401)},
                                {"content", {{"application/json", {{"schema", schema_named("NewsApiError")}}}}}}
                         : refusal(401);
    if (need != Need::reading) replies["403"] = refusal(403);
    if (!is_for_newsapi(endpoint)) replies["429"] = refusal(429);
}

Json replies_of(const Endpoint& endpoint) {
    Json replies = Json::object();
    for (const auto& reply : endpoint.replies) {
        Json& described = replies[std::to_string(reply.status)];
        described["description"] = status_meaning(reply.status);
        if (!reply.media_type.empty()) add_content(described["content"], reply);
    }
    if (endpoint.conditional) {
        replies["200"]["headers"]["ETag"] = {{"$ref", "#/components/headers/ETag"}};
        replies["304"] = {{"$ref", "#/components/responses/NotModified"}};
    }
    for (const int status : endpoint.refusals)
        replies[std::to_string(status)] = {{"$ref", "#/components/responses/Refusal" + std::to_string(status)}};
    add_access_replies(replies, endpoint);
    replies["4XX"] = {{"$ref", "#/components/responses/Refused"}};
    replies["5XX"] = {{"$ref", "#/components/responses/Failed"}};
    return replies;
}

Json operation_of(const Endpoint& endpoint) {
    Json json = {{"operationId", endpoint.name},
                 {"tags", Json::array({endpoint.group})},
                 {"summary", endpoint.summary},
                 {"description", endpoint.description}};
    Json parameters = openapi_parameters(endpoint);
    if (endpoint.conditional) parameters.push_back({{"$ref", "#/components/parameters/IfNoneMatch"}});
    if (!parameters.empty()) json["parameters"] = std::move(parameters);
    if (!endpoint.body.empty())
        json["requestBody"] = {{"required", true},
                               {"content", {{"application/json", {{"schema", schema_named(endpoint.body)}}}}}};
    json["security"] = security_of(endpoint);
    json["responses"] = replies_of(endpoint);
    return json;
}

std::string lower(std::string_view text) {
    std::string low(text);
    for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return low;
}

Json problem_reply(std::string_view meaning) {
    return {{"description", meaning},
            {"content", {{"application/problem+json", {{"schema", schema_named("Problem")}}}}}};
}

Json security_schemes() {
    return {
        {"bearer",
         {{"type", "http"}, {"scheme", "bearer"}, {"description", "A key, as `broadsheet key add` makes it."}}},
        {"basic",
         {{"type", "http"}, {"scheme", "basic"}, {"description", "For browsers: any name, and the key as password."}}},
        {"newsApiKey",
         {{"type", "apiKey"},
          {"in", "header"},
          {"name", "X-Api-Key"},
          {"description", "For clients of NewsAPI; their parameter apiKey is read as well."}}}};
}

Json components() {
    Json responses = Json::object();
    for (const auto& endpoint : endpoints()) {
        for (const int status : endpoint.refusals)
            responses["Refusal" + std::to_string(status)] = problem_reply(status_meaning(status));
    }
    for (const int status : {401, 403, 429})
        responses["Refusal" + std::to_string(status)] = problem_reply(status_meaning(status));
    responses["NotModified"] = {{"description", status_meaning(304)}};
    responses["Refused"] = problem_reply("The request is refused; 'code' says why.");
    responses["Failed"] = problem_reply("The server can't answer it; 'code' says why.");
    const Json header = {{"name", "If-None-Match"},
                         {"in", "header"},
                         {"description", "The ETag of a reply that the client has: answered 304 if it still holds."},
                         {"schema", {{"type", "string"}}}};
    const Json tag = {{"description", "What the reply was made from; for If-None-Match."},
                      {"schema", {{"type", "string"}}}};
    return {{"parameters", {{"IfNoneMatch", header}}},
            {"headers", {{"ETag", tag}}},
            {"responses", responses},
            {"securitySchemes", security_schemes()},
            {"schemas", openapi_schemas()}};
}

Json document() {
    Json json = {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Broadsheet"},
          {"summary", "A search engine for news archives."},
          {"description", description},
          {"version", BROADSHEET_VERSION},
          {"license", {{"name", "GNU General Public License 3.0 or later"}, {"identifier", "GPL-3.0-or-later"}}}}},
        {"servers", Json::array({{{"url", "/"}, {"description", "This server."}}})},
        {"security", Json::array()}};
    json["tags"] = Json::array();
    for (const auto& [name, help] : endpoint_groups()) json["tags"].push_back({{"name", name}, {"description", help}});
    json["paths"] = Json::object();
    for (const auto& endpoint : endpoints())
        json["paths"][std::string(endpoint.path)][lower(endpoint.method)] = operation_of(endpoint);
    json["components"] = components();
    return json;
}

}  // namespace

Json openapi_parameters(const Endpoint& endpoint) {
    Json parameters = Json::array();
    for (const auto& parameter : endpoint.parameters) parameters.push_back(parameter_of(parameter));
    for (const auto& parameter : search_parameter_help()) {
        if (takes(endpoint, parameter.name)) parameters.push_back(parameter_of(parameter));
    }
    return parameters;
}

const Json& openapi_schemas() {
    static const Json schemas = [] {
        Json all = Json::object();
        for (const auto* file : {"search.json", "article.json", "kin.json", "timeline.json", "archive.json",
                                 "shelf.json", "jobs.json", "newsapi.json", "problem.json"})
            all.update(Json::parse(api_schemas(file)));
        return all;
    }();
    return schemas;
}

std::string_view status_meaning(int status) {
    switch (status) {
        case 200:
            return "The answer.";
        case 201:
            return "It is made; the answer tells of it.";
        case 204:
            return "Done; there is nothing to tell.";
        case 304:
            return "The reply that the client has still holds.";
        case 400:
            return "A parameter is unknown, or its value can't be; 'param' names it.";
        case 401:
            return "It needs a key, and there was none, or one that opens nothing.";
        case 403:
            return "A page elsewhere has asked, or the key's scope is too small.";
        case 404:
            return "There is no such article, version, story or address.";
        case 409:
            return "There are as many as there may be.";
        case 413:
            return "The body is too large.";
        case 415:
            return "The body isn't JSON by its Content-Type.";
        case 429:
            return "This client has asked too often, or shown too many wrong keys; Retry-After says when to ask again.";
        case 501:
            return "It is planned, but this version doesn't do it yet.";
        case 503:
            return "The archive can't be read just now; ask again in a moment.";
        default:
            return "The request is refused; 'code' says why.";
    }
}

const std::string& openapi_json() {
    static const std::string text = document().dump(1);
    return text;
}

}  // namespace broadsheet
