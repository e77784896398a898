// SPDX-License-Identifier: GPL-3.0-or-later
// Golden files of web archives, mail, saved pages and PDF: NAME must give exactly what NAME.json says.
#include "indexer/input/sandboxed_process.h"
#include "tests/indexer/collected_articles.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

const std::filesystem::path golden = std::filesystem::path(__FILE__).parent_path().parent_path() / "golden";

Json paragraphs_of(std::string body) {
    Json list = Json::array();
    for (std::size_t end = 0; (end = body.find("\n\n")) != std::string::npos; body.erase(0, end + 2))
        list.push_back(body.substr(0, end));
    list.push_back(body);
    return list;
}

Json as_json(const Article& a, const std::string& location) {
    Json json = {{"location", location},
                 {"title", a.title},
                 {"language", a.language},
                 {"published", to_iso(a.published)},
                 {"dateSource", name_of(a.published.source)},
                 {"seen", to_iso(a.seen)},
                 {"body", paragraphs_of(a.body)}};
    if (!a.url.empty()) json["url"] = a.url;
    if (!a.key.empty()) json["key"] = a.key;
    if (!a.source.empty()) json["source"] = a.source;
    if (!a.authors.empty()) json["authors"] = a.authors;
    if (!a.tags.empty()) json["tags"] = a.tags;
    return json;
}

Json as_json(const CollectedArticles& collected) {
    Json articles = Json::array();
    for (std::size_t i = 0; i < collected.articles.size(); ++i)
        articles.push_back(as_json(collected.articles[i], collected.locations[i]));
    Json problems = Json::array();
    for (const Problem& problem : collected.problems)
        problems.push_back(
            {{"stage", name_of(problem.stage)}, {"location", problem.location}, {"reason", problem.reason}});
    return {{"articles", articles}, {"problems", problems}};
}

Format format_of(const std::filesystem::path& file) {
    const std::string extension = file.extension();
    if (extension == ".eml") return Format::email;
    if (extension == ".mbox") return Format::mbox;
    if (extension == ".pdf") return Format::pdf;
    return extension.starts_with(".mht") ? Format::mhtml : Format::warc;
}

std::size_t check_folder(const std::string& name) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(golden / name)) {
        if (entry.path().extension() == ".json") continue;
        ++files;
        CAPTURE(entry.path().filename().string());
        const CollectedArticles read = read_from(format_of(entry.path()), test::read_file(entry.path()), "input");
        const Json wanted = Json::parse(test::read_file(entry.path().string() + ".json"));
        CHECK(as_json(read).dump(1) == wanted.dump(1));
    }
    return files;
}

std::string warc_record(const std::string& address, const std::string& block, const std::string& type = "response") {
    return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + address +
           "\r\nWARC-Date: 2025-03-03T08:15:00Z\r\nContent-Type: application/http\r\nContent-Length: " +
           std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

}  // namespace

TEST_CASE("golden web archives give their pages, and say what is damaged") {
    CHECK(check_folder("warc") >= 9);
}

TEST_CASE("golden mails and mailboxes give their letters and attachments") {
    CHECK(check_folder("mail") >= 6);
}

TEST_CASE("golden saved pages give the page that was saved") {
    CHECK(check_folder("mhtml") >= 3);
}

TEST_CASE("golden PDF files give paragraphs without running heads") {
    if (!find_program("pdftotext")) {
        std::cout << "skipped: pdftotext is not installed\n";
        return;
    }
    CHECK(check_folder("pdf") >= 4);
}

TEST_CASE("a record that is too large is left out with a reason, and the next one is read") {
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    const std::string page = head + "<h1>Short</h1><p>The short page after the long one.</p>";
    const std::string long_page = head + "<p>" + std::string(std::size_t{65} * 1024 * 1024, 'a');
    const CollectedArticles c = read_from(
        Format::warc,
        warc_record("http://a.example/long", long_page) +
            warc_record("http://a.example/film", "HTTP/1.1 200 OK\r\nContent-Type: video/mp4" + long_page.substr(40)) +
            warc_record("http://a.example/short", page));
    REQUIRE(c.problems.size() == 1);
    CHECK(c.problems[0].reason.find("larger than 64 MiB") != std::string::npos);
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].title == "Short");
}

TEST_CASE("articles of a list don't share the address of the list") {
    const std::string block =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
        R"({"articles":[{"title":"One","text":"The first of two."},{"title":"Two","text":"The second of two."}]})";
    const CollectedArticles c = read_from(Format::warc, warc_record("http://a.example/api", block));
    REQUIRE(c.articles.size() == 2);
    CHECK(c.articles[0].url.empty());
    CHECK(c.articles[1].url.empty());
    CHECK(c.locations[0] != c.locations[1]);
}

TEST_CASE("nested and numerous parts are bounded") {
    std::string deep = "Subject: Deep\n";
    for (int i = 0; i < 5000; ++i)
        deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
    deep += "\nthe text";
    CHECK(read_from(Format::email, deep).articles.size() == 1);
    std::string many = "Subject: Many\nContent-Type: multipart/mixed; boundary=b\n\n";
    for (int i = 0; i < 100'000; ++i) many += "--b\nContent-Disposition: attachment\n\nx\n";
    const CollectedArticles c = read_from(Format::email, many);
    CHECK(c.articles.size() + c.problems.size() <= 2100);
}
