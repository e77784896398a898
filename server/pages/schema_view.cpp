// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/schema_view.h"

#include "engine/highlight/highlight.h"

#include <nlohmann/json.hpp>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

std::string escaped(std::string_view text) {
    return marked_html(text, {});
}

/// "Snippet" of {"$ref": "#/components/schemas/Snippet"}.
std::string name_of_reference(const Json& schema) {
    const auto path = schema.at("$ref").get<std::string>();
    return path.substr(path.rfind('/') + 1);
}

std::string link_to(const std::string& name) {
    return "<a href=\"" + escaped(schema_link(name)) + "\">" + escaped(name) + "</a>";
}

std::string word(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// "a, b or c", each as code.
std::string choices(const Json& values) {
    std::string list;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) list += i + 1 == values.size() ? " or " : ", ";
        list += "<code>" + escaped(word(values[i])) + "</code>";
    }
    return list;
}

std::string range_of(const Json& schema) {
    constexpr std::uint64_t no_limit = 4294967295;
    const bool from = schema.contains("minimum");
    const bool to = schema.contains("maximum") && schema["maximum"].get<std::uint64_t>() != no_limit;
    if (from && to) return ", " + schema["minimum"].dump() + " to " + schema["maximum"].dump();
    return from ? ", from " + schema["minimum"].dump() : "";
}

std::string html_of(const Json& schema);

std::string alternatives(const Json& schemas) {
    std::string list;
    for (const auto& schema : schemas) list += (list.empty() ? "" : " or ") + html_of(schema);
    return list;
}

std::string type_of(const Json& schema) {
    const Json& type = schema.at("type");
    if (type.is_array()) {
        std::string list;
        for (const auto& one : type) {
            Json single = schema;
            single["type"] = one;
            list += (list.empty() ? "" : " or ") + html_of(single);
        }
        return list;
    }
    if (type == "array") return "list of " + (schema.contains("items") ? html_of(schema["items"]) : "values");
    if (type == "integer" || type == "number") return escaped(word(type)) + range_of(schema);
    if (schema.contains("format")) return escaped(word(schema["format"]));
    return escaped(word(type));
}

std::string html_of(const Json& schema) {
    if (schema.contains("$ref")) return link_to(name_of_reference(schema));
    for (const char* kind : {"anyOf", "oneOf"}) {
        if (schema.contains(kind)) return alternatives(schema[kind]);
    }
    if (schema.contains("const")) return "<code>" + escaped(word(schema["const"])) + "</code>";
    if (schema.contains("enum")) return choices(schema["enum"]);
    return schema.contains("type") ? type_of(schema) : "value";
}

void add_members(const Json& schema, const std::string& before, std::vector<Values>& rows);

void add_member(const std::string& name, const Json& schema, std::vector<Values>& rows) {
    rows.push_back(Values()
                       .text("name", name)
                       .markup("type", type_words(schema))
                       .text("help", schema.value("description", std::string())));
    add_members(schema, name + ".", rows);
    if (schema.contains("items")) add_members(schema["items"], name + "[].", rows);
}

void add_members(const Json& schema, const std::string& before, std::vector<Values>& rows) {
    if (!schema.contains("properties")) return;
    for (const auto& [name, member] : schema["properties"].items()) add_member(before + name, member, rows);
}

}  // namespace

Markup type_words(const Json& schema) {
    return Markup(html_of(schema));
}

std::vector<Values> member_rows(const Json& schema) {
    std::vector<Values> rows;
    add_members(schema, "", rows);
    if (schema.contains("items")) add_members(schema["items"], "[].", rows);
    return rows;
}

std::string schema_link(std::string_view name) {
    return "#object-" + std::string(name);
}

}  // namespace broadsheet
