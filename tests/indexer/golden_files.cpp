// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/indexer/golden_files.h"

#include "indexer/formats/read_input.h"
#include "tests/indexer/collected_articles.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace broadsheet::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json paragraphs_of(const std::string& body) {
    Json paragraphs = Json::array();
    for (std::size_t begin = 0; begin < body.size();) {
        const std::size_t end = std::min(body.find("\n\n", begin), body.size());
        paragraphs.push_back(body.substr(begin, end - begin));
        begin = end + 2;
    }
    return paragraphs;
}

Json json_of(const Article& a, const std::string& location) {
    return {{"location", location},
            {"key", a.key},
            {"url", a.url},
            {"title", a.title},
            {"subtitle", a.subtitle},
            {"authors", a.authors},
            {"source", a.source},
            {"agency", a.agency},
            {"section", a.section},
            {"tags", a.tags},
            {"language", a.language},
            {"place", a.place},
            {"published", to_iso(a.published)},
            {"dateSource", name_of(a.published.source)},
            {"modified", to_iso(a.modified)},
            {"seen", to_iso(a.seen)},
            {"revision", a.revision},
            {"partial", a.partial},
            {"withdrawn", a.withdrawn},
            {"body", paragraphs_of(a.body)}};
}

/// The members of `all` that `wanted` has, in the order of `wanted`.
Json chosen(const Json& all, const Json& wanted) {
    Json some = Json::object();
    for (const auto& [name, value] : wanted.items()) some[name] = all.contains(name) ? all[name] : Json();
    return some;
}

/// The reason is replaced by the part that is wanted if it holds it.
Json json_of(const Problem& problem, const Json& wanted) {
    const std::string part = wanted.value("reason", "");
    const bool holds = !part.empty() && problem.reason.find(part) != std::string::npos;
    return {{"location", problem.location}, {"reason", holds ? part : problem.reason}};
}

Json found_in(const fs::path& input, const Json& wanted) {
    CollectedArticles collected;
    InputOptions options;
    options.now_s = test_now_s;
    read_input(*open_file(input), input.filename().string(), options, collected);
    Json found = {{"articles", Json::array()}, {"problems", Json::array()}};
    for (std::size_t i = 0; i < collected.articles.size(); ++i) {
        const Json all = json_of(collected.articles[i], collected.locations[i]);
        found["articles"].push_back(i < wanted["articles"].size() ? chosen(all, wanted["articles"][i]) : all);
    }
    for (std::size_t i = 0; i < collected.problems.size(); ++i)
        found["problems"].push_back(
            json_of(collected.problems[i], i < wanted["problems"].size() ? wanted["problems"][i] : Json::object()));
    return found;
}

}  // namespace

std::size_t check_golden_files(const std::string& format) {
    constexpr std::string_view suffix = ".expected.json";
    const fs::path folder = fs::path(__FILE__).parent_path().parent_path() / "golden" / format;
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string input = entry.path().string();
        if (input.ends_with(suffix)) continue;
        CAPTURE(entry.path().filename().string());
        ++files;
        const Json wanted = Json::parse(read_file(input + std::string(suffix)));
        CHECK(found_in(entry.path(), wanted).dump(1) == wanted.dump(1));
    }
    return files;
}

}  // namespace broadsheet::test
