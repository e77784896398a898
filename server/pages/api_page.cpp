// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/api_page.h"

#include "server/api/openapi.h"
#include "server/http/problem.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/schema_view.h"

#include <nlohmann/json.hpp>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

void put(std::string& path, std::string_view placeholder, std::uint32_t number) {
    const auto at = path.find(placeholder);
    if (at != path.npos) path.replace(at, placeholder.size(), std::to_string(number));
}

/// The address to try an endpoint at; empty if the archive has nothing that it could name.
std::string example_address(const Endpoint& endpoint, const ApiExamples& examples) {
    std::string address(endpoint.path);
    const bool of_story = address.find("/stories/") != address.npos;
    const std::uint32_t number = of_story ? examples.story : examples.article;
    if (number == 0 && address.find("{id}") != address.npos) return {};
    put(address, "{id}", number);
    put(address, "{number}", 1);
    if (address.find('{') != address.npos) return {};
    if (!endpoint.example.empty()) address.append("?").append(endpoint.example);
    return address;
}

std::string in_words(const Json& example) {
    if (!example.is_array()) return example.is_string() ? example.get<std::string>() : example.dump();
    std::string list;
    for (const auto& one : example) list += (list.empty() ? "" : ",") + in_words(one);
    return list;
}

std::vector<Values> parameter_rows(const Endpoint& endpoint) {
    std::vector<Values> rows;
    for (const auto& parameter : openapi_parameters(endpoint)) {
        Values row;
        row.text("name", parameter.at("name").get<std::string>())
            .markup("type", type_words(parameter.at("schema")))
            .text("help", parameter.at("description").get<std::string>())
            .text("aliases", parameter.value("x-aliases", std::string()))
            .flag("in_path", parameter.at("in") == "path");
        const bool has_default = parameter.at("schema").contains("default");
        row.text("usual", has_default ? in_words(parameter["schema"]["default"]) : "");
        row.text("example", parameter.contains("example") ? in_words(parameter["example"]) : "");
        rows.push_back(row);
    }
    return rows;
}

std::vector<Values> reply_rows(const Endpoint& endpoint) {
    std::vector<Values> rows;
    for (const auto& [media_type, schema, status] : endpoint.replies) {
        rows.push_back(Values()
                           .text("status", std::to_string(status))
                           .text("media_type", media_type)
                           .text("schema", schema)
                           .text("link", schema.empty() ? "" : schema_link(schema))
                           .text("meaning", media_type.empty() ? status_meaning(status) : ""));
    }
    const auto add = [&rows](int status) {
        rows.push_back(Values().text("status", std::to_string(status)).text("meaning", status_meaning(status)));
    };
    if (endpoint.conditional) add(304);
    for (const int status : endpoint.refusals) add(status);
    return rows;
}

Values endpoint_values(const Endpoint& endpoint, const ApiExamples& examples) {
    const std::string address = example_address(endpoint, examples);
    Values values;
    values.text("method", endpoint.method)
        .text("path", endpoint.path)
        .text("id", endpoint.name)
        .text("summary", endpoint.summary)
        .text("description", endpoint.description)
        .list("parameters", parameter_rows(endpoint))
        .list("replies", reply_rows(endpoint));
    values.text("body", endpoint.body).text("body_link", endpoint.body.empty() ? "" : schema_link(endpoint.body));
    values.text("command",
                address.empty() || endpoint.method != "GET" ? "" : "curl 'http://" + examples.host + address + "'");
    values.text("try", endpoint.method == "GET" ? address : "");
    return values;
}

std::vector<Values> group_values(const ApiExamples& examples) {
    std::vector<Values> groups;
    for (const auto& [name, help] : endpoint_groups()) {
        std::vector<Values> members;
        for (const auto& endpoint : endpoints()) {
            if (endpoint.group == name) members.push_back(endpoint_values(endpoint, examples));
        }
        groups.push_back(Values().text("group", name).text("group_help", help).list("endpoints", members));
    }
    return groups;
}

std::vector<Values> object_values() {
    std::vector<Values> objects;
    for (const auto& [name, schema] : openapi_schemas().items()) {
        objects.push_back(Values()
                              .text("name", name)
                              .text("help", schema.value("description", std::string()))
                              .markup("type", schema.contains("properties") ? Markup() : type_words(schema))
                              .list("members", member_rows(schema)));
    }
    return objects;
}

}  // namespace

std::string api_page(const ApiExamples& examples, const ArchiveOverview& overview) {
    PageFrame frame;
    frame.title = message("For programs");
    frame.kind = "plain";
    frame.overview = overview;
    frame.content = fill("api.html", Values().list("groups", group_values(examples)).list("objects", object_values()));
    return page_html(frame);
}

}  // namespace broadsheet
