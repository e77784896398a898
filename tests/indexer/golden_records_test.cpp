// SPDX-License-Identifier: GPL-3.0-or-later
// Golden records: each input below tests/golden/FORMAT gives the articles and problems that NAME.expected.json beside
// it says. Articles are compared by the members that are named there, and those that aren't must be empty.
#include "tests/indexer/collected_articles.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

const std::filesystem::path golden = std::filesystem::path(__FILE__).parent_path().parent_path() / "golden";

Json as_json(const Article& a) {
    Json filled = Json::object();
    const auto put = [&](const char* name, const auto& value) {
        if (!value.empty()) filled[name] = value;
    };
    put("key", a.key);
    put("url", a.url);
    put("title", a.title);
    put("subtitle", a.subtitle);
    put("authors", a.authors);
    put("source", a.source);
    put("agency", a.agency);
    put("section", a.section);
    put("tags", a.tags);
    put("language", a.language);
    put("place", a.place);
    put("published", to_iso(a.published));
    put("modified", to_iso(a.modified));
    put("body", a.body);
    if (a.revision != 0) filled["revision"] = a.revision;
    if (a.partial) filled["partial"] = true;
    if (a.withdrawn) filled["withdrawn"] = true;
    return filled;
}

Json read_all_of(const std::filesystem::path& path, Format format) {
    const CollectedArticles c = read_from(format, test::read_file(path), path.string());
    Json result = {{"articles", Json::array()}, {"problems", Json::array()}};
    for (const Article& article : c.articles) result["articles"].push_back(as_json(article));
    for (const Problem& problem : c.problems) result["problems"].push_back(problem.reason);
    return result;
}

}  // namespace

TEST_CASE("golden feeds, news items, OCR pages and JSON records give the fields that a reader expects") {
    std::size_t inputs = 0;
    for (const std::string name : {"feed", "newsml-g2", "nitf", "alto", "mets", "json"}) {
        const Format format = find_format(name).value();
        for (const auto& entry : std::filesystem::directory_iterator(golden / name)) {
            const std::string file = entry.path().filename().string();
            if (file.find(".expected.") != std::string::npos) continue;
            CAPTURE(name + "/" + file);
            std::filesystem::path expected = entry.path();
            expected.replace_extension(".expected.json");
            const Json wanted = Json::parse(test::read_file(expected));
            CHECK(read_all_of(entry.path(), format).dump(1) == wanted.dump(1));
            ++inputs;
        }
    }
    CHECK(inputs >= 24);
}
