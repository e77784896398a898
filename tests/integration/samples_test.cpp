// SPDX-License-Identifier: GPL-3.0-or-later
// The sample archive of the repository, and the seed articles beside it where they are present.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <set>

using namespace broadsheet::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// An archive of one folder.
class IndexedFolder {
public:
    explicit IndexedFolder(const fs::path& folder) {
        const Ended ended = run_program({"index", "--json", "--archive", archive(), folder});
        REQUIRE(ended.exit_code == 0);
        figures = Json::parse(ended.out);
    }

    std::string archive() const { return temp_ / "archive"; }
    Json search(const std::string& query) const {
        return Json::parse(
            run_program({"search", "--json", "--archive", archive(), "--page-size", "200", "--", query}).out);
    }
    int total(const std::string& query) const { return search(query)["totalResults"]; }

    Json figures;

private:
    TempDir temp_;
};

std::set<int> ids_of(const Json& reply) {
    std::set<int> ids;
    for (const Json& article : reply["articles"]) ids.insert(article["id"].get<int>());
    return ids;
}

}  // namespace

TEST_CASE("samples: the sample archive is whole, and its articles are found") {
    const IndexedFolder samples(repository() / "samples");
    CHECK(samples.figures["added"] == 46);
    CHECK(samples.figures["rejected"] == 0);
    CHECK(samples.total("") == 46);
    const Json open_source = samples.search("open-source");
    CHECK(open_source["totalResults"] == 12);
    CHECK(ids_of(samples.search("opensource")) == ids_of(open_source));
    CHECK(ids_of(samples.search("\"open source\"")) == ids_of(open_source));
    CHECK(samples.total("AGI") == 12);
    for (const Json& article : open_source["articles"]) {
        CAPTURE(article["title"].get<std::string>());
        CHECK(article["snippets"].size() >= 1);
    }
    CHECK(run_program({"check", "--archive", samples.archive()}).exit_code == 0);
}

TEST_CASE("samples: what pages carry besides their articles is not indexed") {
    const IndexedFolder samples(repository() / "samples");
    for (const char* word : {"zeppelin", "marmalade", "crossword", "gramophone", "dataLayer"}) {
        CAPTURE(word);
        CHECK(samples.total(word) == 0);
    }
}

TEST_CASE("samples: every article has a title, a source's name and a date, or is known not to") {
    const IndexedFolder samples(repository() / "samples");
    int undated = 0;
    const Json all = samples.search("");
    for (const Json& article : all["articles"]) {
        CAPTURE(article["key"].get<std::string>());
        CHECK(article["title"] != "");
        CHECK(article["title"].get<std::string>().find("date 20") == std::string::npos);
        undated += article["publishedAt"].is_null();
    }
    CHECK(all["articles"].size() == 46);
    MESSAGE(undated);
}

TEST_CASE("seeds: both are found by open-source, AGI and the phrase, the second dated by its own text") {
    const fs::path seeds = repository().parent_path() / "shared/data/seeds";
    if (!fs::exists(seeds)) {
        std::cout << "skipped: there is no " << seeds << '\n';
        return;
    }
    const IndexedFolder archive(seeds);
    CHECK(archive.figures["added"] == 2);
    for (const char* query : {"open-source", "AGI", "\"Artificial General Intelligence\""}) {
        CAPTURE(query);
        const Json reply = archive.search(query);
        CHECK(reply["totalResults"] == 2);
        for (const Json& article : reply["articles"])
            CHECK(article["snippets"].at(0)["html"].get<std::string>().find("<mark>") != std::string::npos);
    }
    bool dated = false;
    const Json all = archive.search("");
    for (const Json& article : all["articles"]) {
        CHECK_FALSE(article["title"].get<std::string>().starts_with("date"));
        dated = dated || article["publishedAt"] == "2025-01-28";
    }
    CHECK(dated);
}
