// SPDX-License-Identifier: GPL-3.0-or-later
// What /openapi.json and /api say of REST must be true of the handlers.
#include "server/api/openapi.h"

#include "server/api/article_format.h"
#include "server/api/request_checks.h"
#include "server/api/search_parameters.h"
#include "server/api/site.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace broadsheet;
using Json = nlohmann::ordered_json;

namespace {

using Names = std::set<std::string>;

HttpResponse get(const HttpHandler& site, const std::string& path, const ParameterList& parameters = {},
                 const ParameterList& headers = {}) {
    return site({"GET", path, parameters, headers, "", "127.0.0.1"});
}

Names documented_routes() {
    Names names;
    const Json document = Json::parse(openapi_json());
    for (const auto& [path, operations] : document["paths"].items()) {
        for (const auto& [method, operation] : operations.items()) names.insert(method + " " + path);
    }
    return names;
}

/// For messages of failed checks.
std::string joined(const Names& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return text;
}

/// The path with numbers of the sample archive in it.
std::string sample_path(const Endpoint& endpoint) {
    std::string path(endpoint.path);
    const std::pair<std::string, std::string> places[] = {{"{id}", "7"}, {"{number}", "1"}};
    for (const auto& [place, number] : places) {
        if (const auto at = path.find(place); at != path.npos) path.replace(at, place.size(), number);
    }
    return path;
}

/// True for another name of a search parameter.
bool is_alias(const std::string& name) {
    const auto help = search_parameter_help();
    return std::ranges::any_of(help, [&](const ParameterHelp& parameter) {
        return (" " + std::string(parameter.aliases) + " ").find(" " + name + " ") != std::string::npos;
    });
}

/// "a, b" of "… It takes: a, b." or "… Valid are: a, b.", without aliases.
Names names_listed(const std::string& detail) {
    Names names;
    for (const char* opening : {"It takes: ", "Valid are: "}) {
        const auto begin = detail.find(opening);
        if (begin == detail.npos) continue;
        std::istringstream rest(detail.substr(begin + std::string(opening).size()));
        for (std::string word; rest >> word;) {
            const std::string name = word.substr(0, word.find_first_of(",."));
            if (!is_alias(name)) names.insert(name);
        }
    }
    return names;
}

Names query_parameters(const Endpoint& endpoint) {
    Names names;
    for (const auto& parameter : openapi_parameters(endpoint)) {
        if (parameter["in"] == "query") names.insert(parameter["name"].get<std::string>());
    }
    return names;
}

std::string fault_of(const std::string& name, const Json& value) {
    ParameterList parameters = {{name, value.is_string() ? value.get<std::string>() : value.dump()}};
    if (name == "article") parameters.emplace_back("explain", "1");
    const auto read = read_search_parameters(parameters, test::sample_now_s);
    const auto* fault = std::get_if<ParameterFault>(&read);
    return fault && fault->status == 400 ? fault->code : "";
}

Json schema_of(const std::string& name) {
    for (const auto& endpoint : endpoints()) {
        for (const auto& parameter : openapi_parameters(endpoint)) {
            if (parameter["name"] == name && endpoint.path == "/api/v1/search") return parameter["schema"];
        }
    }
    return {};
}

/// Every {"$ref": …} below a value.
void collect_references(const Json& value, Names& references) {
    if (value.is_object() && value.contains("$ref")) references.insert(value["$ref"].get<std::string>());
    if (!value.is_structured()) return;
    for (const auto& member : value) collect_references(member, references);
}

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("openapi: every route for programs is described, and every description has a route") {
    Names routes;
    for (const auto& [method, path] : site_routes()) {
        if (is_for_programs(path)) routes.insert(lower(method) + " " + path);
    }
    CHECK(routes.size() >= 11);
    CHECK(joined(documented_routes()) == joined(routes));
}

TEST_CASE("openapi: formats are those of the one table wherever one may be chosen, and all of them are answered") {
    Names listed;
    for (const ArticleFormat& format : article_formats()) listed.insert(std::string(format.name));
    const auto with = [&listed](Names more) {
        more.insert(listed.begin(), listed.end());
        return joined(more);
    };
    const Json document = Json::parse(openapi_json());
    const auto formats_of = [&document](const std::string& path) {
        for (const auto& parameter : document["paths"][path]["get"]["parameters"])
            if (parameter.value("name", "") == "format") return parameter["schema"]["enum"].get<Names>();
        return Names();
    };
    CHECK(joined(formats_of("/api/v1/export")) == with({}));
    CHECK(joined(formats_of("/api/v1/articles/{id}")) == with({"json", "text"}));
    CHECK(joined(formats_of("/api/v1/search")) == with({"json", "atom", "rss", "jsonfeed"}));
    const auto site = site_handler(test::sample_access());
    for (const auto& format : formats_of("/api/v1/articles/{id}")) {
        CAPTURE(format);
        CHECK(get(site, "/api/v1/articles/7", {{"format", format}}).status == 200);
    }
}

TEST_CASE("openapi: the parameters of an endpoint are those that its handler takes") {
    const auto site = site_handler(test::sample_access());
    std::size_t refusing = 0;
    for (const auto& endpoint : endpoints()) {
        if (endpoint.path.starts_with("/v2/")) continue;  // these refuse in NewsAPI's shape
        CAPTURE(endpoint.path);
        const auto refused =
            site({std::string(endpoint.method), sample_path(endpoint), {{"nonsense", "1"}}, {}, "", "127.0.0.1"});
        if (refused.status != 400) {
            CHECK(query_parameters(endpoint).empty());
            continue;
        }
        ++refusing;
        CHECK(joined(names_listed(Json::parse(refused.body)["detail"])) == joined(query_parameters(endpoint)));
        CHECK(std::ranges::find(endpoint.refusals, 400) != endpoint.refusals.end());
    }
    CHECK(refusing >= 9);
}

TEST_CASE("openapi: every parameter of a search has a schema whose bounds are those of its reader") {
    std::size_t choices = 0, numbers = 0;
    for (const auto& [name, aliases, help] : search_parameter_help()) {
        CAPTURE(name);
        const std::string parameter(name);
        CHECK(Json::parse(api_schemas("parameters.json")).contains(parameter));
        const Json schema = schema_of(parameter);
        const Json& one = schema.contains("items") ? schema["items"] : schema;
        if (one.contains("enum")) {
            for (const auto& value : one["enum"]) {
                CAPTURE(value);
                CHECK(fault_of(parameter, value) == "");
                ++choices;
            }
            CHECK(fault_of(parameter, "nonsense") == "bad-value");
        }
        if (schema.value("type", "") == "integer") {
            ++numbers;
            CHECK(fault_of(parameter, schema["minimum"]) == "");
            CHECK(fault_of(parameter, schema["minimum"].get<std::int64_t>() - 1) == "bad-value");
            CHECK(fault_of(parameter, schema["maximum"].get<std::int64_t>() + 1) == "bad-value");
        }
    }
    CHECK(choices >= 30);
    CHECK(numbers >= 4);
}

TEST_CASE("openapi: an article's schema has the members that 'fields' may name") {
    const Json schemas = openapi_schemas();
    Names members, listed;
    for (const auto name : article_members()) members.emplace(name);
    for (const auto& name : schemas["ArticleMember"]["enum"]) listed.insert(name.get<std::string>());
    CHECK(joined(listed) == joined(members));
    Names described;
    for (const auto& [name, schema] : schemas["Article"]["properties"].items()) described.insert(name);
    members.insert({"provenance", "version", "terms"});
    CHECK(joined(described) == joined(members));
}

TEST_CASE("openapi: every reference leads somewhere, and every schema is used") {
    const Json document = Json::parse(openapi_json());
    Names references;
    collect_references(document, references);
    for (const auto& reference : references) {
        CAPTURE(reference);
        REQUIRE(reference.starts_with("#"));
        CHECK(document.contains(Json::json_pointer(reference.substr(1))));
    }
    for (const auto& [name, schema] : document["components"]["schemas"].items()) {
        CAPTURE(name);
        CHECK((name == "ArticleMember" || references.contains("#/components/schemas/" + name)));
        if (schema.value("type", Json()) == "object") CHECK(schema["additionalProperties"] == false);
    }
}

TEST_CASE("openapi: the codes of problems are those that the server uses") {
    const std::regex code(R"re((?:\b|\{)[45]\d\d,\s*"([a-z]+(?:-[a-z]+)*)")re");
    Names used, listed;
    for (const char* folder : {"server/http", "server/api"}) {
        for (const auto& file :
             std::filesystem::directory_iterator(std::filesystem::path(BROADSHEET_SOURCE_DIR) / folder)) {
            if (file.path().extension() != ".cpp") continue;
            const std::string text = text_of(file.path());
            for (std::sregex_iterator found(text.begin(), text.end(), code), end; found != end; ++found)
                used.insert((*found)[1]);
        }
    }
    for (const auto& name : openapi_schemas()["ProblemCode"]["enum"]) listed.insert(name.get<std::string>());
    CHECK(joined(used) == joined(listed));
}

TEST_CASE("openapi: the document and the page are kept by clients until they change") {
    const auto site = site_handler(test::sample_access());
    for (const char* path : {"/openapi.json", "/api"}) {
        CAPTURE(path);
        const auto reply = get(site, path);
        REQUIRE(reply.status == 200);
        const auto tag = std::ranges::find(reply.headers, "ETag", &std::pair<std::string, std::string>::first);
        REQUIRE(tag != reply.headers.end());
        CHECK(get(site, path).headers == reply.headers);
        CHECK(get(site, path, {{"q", "x"}}).status == 400);
    }
    CHECK(Json::parse(get(site, "/openapi.json").body)["openapi"] == "3.1.0");
}

TEST_CASE("api page: every endpoint with its parameters, and a command for what the archive has") {
    const auto site = site_handler(test::sample_access());
    const std::string page = get(site, "/api", {}, {{"host", "news.example:8080"}}).body;
    const auto has = [&page](const std::string& text) { return page.find(text) != std::string::npos; };
    for (const auto& endpoint : endpoints()) {
        CAPTURE(endpoint.path);
        CHECK(has("<code dir=\"ltr\">" + std::string(endpoint.path) + "</code>"));
        CHECK(has(std::string(endpoint.summary).substr(0, 12)));
    }
    for (const auto& [name, aliases, help] : search_parameter_help()) {
        CAPTURE(name);
        CHECK(has("<dt><code>" + std::string(name) + "</code></dt>"));
    }
    CHECK(has("http://news.example:8080/api/v1/articles/7"));
    CHECK(has("href=\"/api/v1/articles/7\""));
    CHECK(has("href=\"/api/v1/search?q=open-source&amp;pageSize=3\""));
    CHECK(has("id=\"object-Snippet\""));
    const std::string strange = get(site, "/api", {}, {{"host", "x';rm -rf ~;'"}}).body;
    CHECK(strange.find("rm -rf") == std::string::npos);
}
