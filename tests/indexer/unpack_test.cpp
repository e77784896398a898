// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/member.h"
#include "indexer/formats/read_input.h"
#include "indexer/input/peeked_stream.h"
#include "indexer/input/unpacked_stream.h"
#include "tests/indexer/collected_articles.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace broadsheet;

namespace {

std::filesystem::path golden(const std::string& name) {
    return std::filesystem::path(__FILE__).parent_path().parent_path() / "golden" / "archives" / name;
}

std::string bytes_of_golden(const std::string& name) {
    return test::read_file(golden(name));
}

/// Counts what is put off.
struct DeferringSink final : ArticleSink {
    CollectedArticles collected;
    std::vector<std::string> deferred;

    void article(Article found, std::string location) override {
        collected.article(std::move(found), std::move(location));
    }
    void problem(Stage stage, std::string location, std::string reason) override {
        collected.problem(stage, std::move(location), std::move(reason));
    }
    void defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work) override {
        CHECK(cost_bytes > 0);
        deferred.push_back(location);
        ArticleSink::defer(std::move(location), cost_bytes, std::move(work));
    }
};

CollectedArticles read_limited(const std::string& name, const UnpackLimits& limits) {
    CollectedArticles collected;
    InputOptions options;
    options.now_s = test_now_s;
    options.limits = limits;
    read_input(*open_file(golden(name)), name, options, collected);
    return collected;
}

std::string name_of_input(const std::string& name) {
    CollectedArticles collected;
    return read_input(*open_file(golden(name)), name, {}, collected);
}

/// A stream that can only be read on, a few bytes at a time, as one within another archive.
class Trickle final : public ByteStream {
public:
    explicit Trickle(std::string bytes) : bytes_(std::move(bytes)) {}
    std::size_t read(std::span<char> buffer) override {
        const std::size_t size = std::min({buffer.size(), std::size_t{7}, bytes_.size() - begin_});
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), size, buffer.begin());
        begin_ += size;
        return size;
    }

private:
    std::string bytes_;
    std::size_t begin_ = 0;
};

}  // namespace

TEST_CASE("an input is named by what it holds") {
    CHECK(name_of_input("lines.jsonl.gz") == "jsonl");
    CHECK(name_of_input("lines.jsonl.xz") == "jsonl");
    CHECK(name_of_input("folder.zip") == "zip");
    CHECK(name_of_input("nested.tar.gz") == "tar");
    CHECK(name_of_input("letter.docx").empty());
}

TEST_CASE("small members are put off, so that all cores read them; their locations hold the member") {
    DeferringSink sink;
    read_input(*open_file(golden("nested.tar")), "nested.tar", {}, sink);
    CHECK(sink.deferred.size() >= 2);
    REQUIRE(sink.collected.locations.size() == 3);
    CHECK(sink.collected.locations[0] == "feeds/lines.jsonl.gz: line 1");
    CHECK(sink.collected.locations[2] == "week.zip/goat.txt");
}

TEST_CASE("a stream that can't be sought in gives the same, also a few bytes at a time") {
    for (const char* const name : {"folder.zip", "nested.tar", "nested.tar.gz", "lines.jsonl.gz", "lines.jsonl.zst"}) {
        CAPTURE(name);
        CollectedArticles sought;
        CollectedArticles read_on;
        read_input(*open_file(golden(name)), name, {}, sought);
        Trickle trickle(bytes_of_golden(name));
        read_input(trickle, name, {}, read_on);
        CHECK(read_on.locations == sought.locations);
        CHECK(read_on.problems.size() == sought.problems.size());
        CHECK_FALSE(sought.locations.empty());
    }
}

TEST_CASE("every prefix of an archive gives what is whole in it, or says that something is missing") {
    for (const char* const name : {"folder.zip", "nested.tar.gz", "lines.jsonl.bz2", "lines.jsonl.lz4"}) {
        CAPTURE(name);
        const std::string bytes = bytes_of_golden(name);
        for (std::size_t size = 1; size < bytes.size(); size += 13) {
            CAPTURE(size);
            CollectedArticles collected;
            read_input(*bytes_of(bytes.substr(0, size)), "page", {}, collected);
            CHECK(collected.articles.size() + collected.problems.size() > 0);
        }
    }
}

TEST_CASE("limits: too many bytes, too much for its size, too many files are told once") {
    UnpackLimits limits;
    limits.unpacked_bytes_max = 100;
    CollectedArticles c = read_limited("lines.jsonl.gz", limits);
    REQUIRE_FALSE(c.problems.empty());
    CHECK(c.problems.back().reason.find("it unpacks to more than") == 0);

    limits = {};
    limits.ratio_free_bytes = 50;
    limits.ratio_max = 1;
    c = read_limited("nested.tar.gz", limits);
    std::size_t told = 0;
    for (const Problem& problem : c.problems) told += problem.reason.find("times its size") != std::string::npos;
    CHECK(told == 1);

    limits = {};
    limits.members_max = 2;
    c = read_limited("hostile-names.tar", limits);
    CHECK(c.problems.back().reason == "it holds more than 2 files");
    CHECK(c.problems.back().location.empty());
}

TEST_CASE("an input without end of problems tells the first thousand, and that there are more") {
    std::string lines;
    for (int i = 0; i < 3000; ++i) lines += "{\"n\":1}\n";
    CollectedArticles c;
    read_input(*bytes_of(lines + "{\"title\":\"Ferry\"}\n"), "a.jsonl", {}, c);
    CHECK(c.articles.size() == 1);
    REQUIRE(c.problems.size() == 1001);
    CHECK(c.problems.back().location == "line 1001");
    CHECK(c.problems.back().reason.find("more than 1000 problems") != std::string::npos);
}

TEST_CASE("compressed over and over is refused") {
    UnpackLimits limits;
    limits.compressions_deep_max = 0;
    const CollectedArticles c = read_limited("lines.jsonl.gz", limits);
    REQUIRE(c.problems.size() == 1);
    CHECK(c.problems[0].reason.find("compressed more than") != std::string::npos);
}

TEST_CASE("names of members that lead elsewhere are refused, others are made plain") {
    CHECK(member_name("./2025//jan.html", 100).path == "2025/jan.html");
    CHECK(member_name("2025\\jan.html", 100).path == "2025/jan.html");
    CHECK(member_name("a..b/c...html", 100).refusal.empty());
    for (const char* const name :
         {"../a", "a/../../b", "..", "/etc/passwd", "C:\\news.txt", "..\\a.txt", "a\nb", "", "\x7F"}) {
        CAPTURE(name);
        CHECK_FALSE(member_name(name, 100).refusal.empty());
    }
    CHECK_FALSE(member_name(std::string(101, 'a'), 100).refusal.empty());
    CHECK_FALSE(member_is_worth_reading("__MACOSX/a.txt"));
    CHECK_FALSE(member_is_worth_reading("x/.git/a.txt"));
    CHECK(member_is_worth_reading("x/a.txt"));
}

TEST_CASE("what a file is packed with is told by content") {
    CHECK(packing_of(std::string("\x1F\x8B\x08\0", 4)) == Packing::gzip);
    CHECK(packing_of(bytes_of_golden("nested.tar")) == Packing::tar);
    CHECK(packing_of(bytes_of_golden("lines.jsonl.bz2")) == Packing::bzip2);
    CHECK(packing_of("BZh is no word") == Packing::none);
    CHECK(packing_of("Plain words") == Packing::none);
    CHECK(without_packing_extension("a.jsonl.GZ") == "a.jsonl");
    CHECK(without_packing_extension("feeds.tgz") == "feeds.tar");
    CHECK(without_packing_extension(".gz") == ".gz");
}

TEST_CASE("how much memory an xz file wants is told by its first block") {
    CHECK(xz_window_bytes(bytes_of_golden("lines.jsonl.xz")) == 8 * 1024 * 1024);
    CHECK(xz_window_bytes("") == 0);
}

TEST_CASE("the beginning of a gzip stream can be looked into, and that of any stream") {
    CHECK(gzip_head(bytes_of_golden("lines.jsonl.gz"), 12) == "{\"headline\":");
    CHECK(gzip_head("\x1F\x8B no gzip", 12).empty());
    Trickle trickle("The ferry came home.");
    PeekedStream stream(trickle);
    CHECK(stream.head(9) == "The ferry");
    CHECK(stream.head(3) == "The");
    CHECK(stream.head(100) == "The ferry came home.");
    bool too_large = false;
    CHECK(read_all(stream, 100, too_large) == "The ferry came home.");
}

TEST_CASE("a web archive is given to its reader as it is, gzip by the record") {
    const CollectedArticles c = [] {
        CollectedArticles collected;
        read_input(*bytes_of("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"), "a.warc", {},
                   collected);
        return collected;
    }();
    CHECK(c.articles.empty());
    CHECK(recognize("WARC/1.0\r\n", "a") == Format::warc);
}
