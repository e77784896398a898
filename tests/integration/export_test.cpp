// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves an archive for other programs, and earlier texts of an article.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace broadsheet::test;
using Json = nlohmann::json;

namespace {

std::vector<Json> lines_of(const std::string& text) {
    std::vector<Json> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(Json::parse(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return lines;
}

/// An archive of numbered articles; one title is a formula, one text has lines and quotation marks.
class Shelf {
public:
    explicit Shelf(int articles = 3) {
        std::string lines;
        for (int i = 1; i <= articles; ++i) {
            lines += Json{{"id", "n" + std::to_string(i)},
                          {"title", i == 1 ? "=1+1 makes a \"budget\"" : "Budget number " + std::to_string(i)},
                          {"text", "The council of ward " + std::to_string(i) + " met.\n\nIt said: \"No, not yet\"."},
                          {"source", i % 2 == 0 ? "Harbour Wire" : "The Evening Ledger"},
                          {"authors", {"Mei Tan", "Jonas Okoro"}},
                          {"date", "2025-01-2" + std::to_string(i % 9)}}
                         .dump() +
                     "\n";
        }
        temp_.write("in/all.jsonl", lines);
        CHECK(run({"index", temp_ / "in"}).exit_code == 0);
    }

    Ended run(std::vector<std::string> arguments) const { return run_in("archive", std::move(arguments)); }
    Ended run_in(const std::string& archive, std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, {"--archive", (temp_ / archive).string()});
        return run_program(arguments);
    }
    const TempDir& temp() const { return temp_; }

private:
    TempDir temp_;
};

}  // namespace

TEST_CASE("export: every article is a line, named as in REST") {
    const Shelf shelf(250);  // more than a batch
    const Ended ended = shelf.run({"export"});
    CHECK(ended.exit_code == 0);
    CHECK(ended.err == "");
    const auto lines = lines_of(ended.out);
    REQUIRE(lines.size() == 250);
    CHECK(lines[0]["id"] == 1);
    CHECK(lines[249]["key"] == "n250");
    CHECK(lines[1]["source"]["id"] == "harbour-wire");
    CHECK(lines[1]["body"] == "The council of ward 2 met.\n\nIt said: \"No, not yet\".");
    CHECK(lines[1].contains("story"));
    CHECK(lines[1]["publishedAt"] == "2025-01-22");
}

TEST_CASE("export: what a query finds, all of it and nothing else") {
    const Shelf shelf(250);
    CHECK(lines_of(shelf.run({"export", "--query", "budget"}).out).size() == 250);
    const auto wire = lines_of(shelf.run({"export", "--query", "council", "--sources", "harbour-wire"}).out);
    CHECK(wire.size() == 125);
    CHECK(std::ranges::all_of(wire, [](const Json& line) { return line["source"]["name"] == "Harbour Wire"; }));
    CHECK(std::ranges::is_sorted(wire, {}, [](const Json& line) { return line["id"].get<int>(); }));
    CHECK(lines_of(shelf.run({"export", "--from", "2025-01-28"}).out).size() == 27);
    const auto one = lines_of(shelf.run({"export", "--query", "title:\"budget number 17\""}).out);
    REQUIRE(one.size() == 1);
    CHECK(one[0]["key"] == "n17");
    const Ended none = shelf.run({"export", "--query", "zebra"});
    CHECK(none.exit_code == 0);
    CHECK(none.out == "");
}

TEST_CASE("export: removed articles are left out") {
    const Shelf shelf;
    shelf.temp().write("in/late.txt", "Late edition\n\nAn article that came late.\n");
    CHECK(shelf.run({"index", shelf.temp() / "in"}).exit_code == 0);
    CHECK(lines_of(shelf.run({"export"}).out).size() == 4);
    std::filesystem::remove(shelf.temp() / "in/late.txt");
    CHECK(shelf.run({"index", shelf.temp() / "in", "--prune"}).exit_code == 0);
    CHECK(lines_of(shelf.run({"export"}).out).size() == 3);
}

TEST_CASE("export: an archive made of its own export has the same articles") {
    const Shelf shelf;
    for (const std::string format : {"jsonl", "csv", "ninjs"}) {
        CAPTURE(format);
        shelf.temp().write("copy/all." + format, shelf.run({"export", "--format", format}).out);
        CHECK(shelf.run_in("archive-" + format, {"index", shelf.temp() / ("copy/all." + format)}).exit_code == 0);
        const auto copies = lines_of(shelf.run_in("archive-" + format, {"export"}).out);
        REQUIRE(copies.size() == 3);
        CHECK(copies[1]["title"] == "Budget number 2");
        CHECK(copies[1]["body"] == "The council of ward 2 met.\n\nIt said: \"No, not yet\".");
        CHECK(copies[1]["authors"] == Json{"Mei Tan", "Jonas Okoro"});
        CHECK(copies[1]["source"]["name"] == "Harbour Wire");
        CHECK(copies[1]["publishedAt"] == (format == "ninjs" ? "2025-01-22T00:00:00Z" : "2025-01-22"));
    }
}

TEST_CASE("export: tables and references") {
    const Shelf shelf;
    const std::string csv = shelf.run({"export", "--format", "csv"}).out;
    CHECK(csv.starts_with("id,key,url,title,"));
    CHECK(csv.find("\"'=1+1 makes a \"\"budget\"\"\"") != std::string::npos);
    const std::string ris = shelf.run({"export", "--format", "ris"}).out;
    CHECK(ris.starts_with("TY  - NEWS\r\n"));
    CHECK(ris.find("AU  - Tan, Mei\r\n") != std::string::npos);
    CHECK(shelf.run({"export", "--format", "bibtex"}).out.find("@article{harbour-wire-2025-2,") != std::string::npos);
    CHECK(shelf.run({"show", "2", "--format", "ris"}).out.starts_with("TY  - NEWS\r\n"));
    const std::string csl = shelf.run({"export", "--format", "csljson"}).out;
    CHECK(Json::parse(csl).size() == 3);
    CHECK(Json::parse(shelf.run({"export", "--query", "zebra", "--format", "csljson"}).out).empty());
    CHECK(Json::parse(shelf.run({"show", "2", "--format", "ninjs"}).out)["type"] == "text");
    const Ended unknown = shelf.run({"show", "2", "--format", "bibtx"});
    CHECK(unknown.exit_code == 2);
    CHECK(unknown.err.find("Did you mean bibtex?") != std::string::npos);
}

TEST_CASE("export: wrong usage exits with 2, an archive that isn't there with 1, nothing on stdout") {
    const Shelf shelf;
    const std::vector<std::vector<std::string>> wrong = {{"export", "--format", "docx"},
                                                         {"export", "--from", "soonish"},
                                                         {"export", "--sort-by", "newest"},
                                                         {"export", "x"}};
    for (const auto& arguments : wrong) {
        CAPTURE(arguments.back());
        const Ended ended = shelf.run(arguments);
        CHECK(ended.exit_code == 2);
        CHECK(ended.out == "");
    }
    CHECK(shelf.run_in("nowhere", {"export"}).exit_code == 1);
}

TEST_CASE("show: an earlier text by its number, and how many there are") {
    const Shelf shelf;
    shelf.temp().write("in/tram.txt", "The tram returns\n\nThe tram is back on Monday.\n");
    CHECK(shelf.run({"index", shelf.temp() / "in"}).exit_code == 0);
    shelf.temp().write("in/tram.txt", "The tram returns late\n\nThe tram is back on Friday, the council said.\n");
    CHECK(shelf.run({"index", shelf.temp() / "in"}).exit_code == 0);
    const std::string id =
        std::to_string(Json::parse(shelf.run({"search", "--json", "tram"}).out)["articles"].at(0)["id"].get<int>());
    const Ended now = shelf.run({"show", id});
    CHECK(now.out.find("Version: 2 of 2") != std::string::npos);
    CHECK(now.out.find("Friday") != std::string::npos);
    const Ended before = shelf.run({"show", id, "--version", "1"});
    CHECK(before.exit_code == 0);
    CHECK(before.out.starts_with("The tram returns\n"));
    CHECK(before.out.find("Monday") != std::string::npos);
    CHECK(before.out.find("Version: 1 of 2") != std::string::npos);
    const Ended missing = shelf.run({"show", id, "--version", "3"});
    CHECK(missing.exit_code == 1);
    CHECK(missing.err.find("it has: 1, 2") != std::string::npos);
    CHECK(shelf.run({"show", id, "--version", "0"}).exit_code == 2);
}

TEST_CASE("search: --group is REST's parameter") {
    const Shelf shelf;
    CHECK(shelf.run({"search", "budget", "--group", "story"}).exit_code == 0);
    CHECK(
        Json::parse(shelf.run({"search", "budget", "--group", "duplicates", "--json"}).out)["articles"].at(0).contains(
            "moreInGroup"));
    CHECK(shelf.run({"search", "budget", "--group", "stories"}).exit_code == 2);
}
