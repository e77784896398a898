// SPDX-License-Identifier: GPL-3.0-or-later
// Files made for harm, all in one folder with articles of good faith: the run ends, soon and in bounded memory, the
// neighbours are there, and every such file is an article or a problem with a reason. None is kept: they are made here.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <archive.h>
#include <archive_entry.h>

#include <functional>
#include <map>
#include <sstream>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace broadsheet::test;
using Json = nlohmann::json;

namespace {

constexpr std::size_t mib = 1024 * 1024;
constexpr long memory_kib_max = 600L * 1024;
/// Of all files together, on every core. What was quadratic took minutes.
constexpr double processor_s_max = 60;

std::string times(std::size_t count, std::string_view text) {
    std::string all;
    all.reserve(count * text.size());
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

std::string numbered(std::size_t count, const std::function<std::string(const std::string&)>& make) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += make(std::to_string(i));
    return all;
}

/// One file or several as libarchive writes them, in memory.
class Packed {
public:
    explicit Packed(int (*format)(archive*), int (*filter)(archive*) = ::archive_write_add_filter_none)
        : archive_(::archive_write_new()) {
        REQUIRE(format(archive_) == ARCHIVE_OK);
        REQUIRE(filter(archive_) >= ARCHIVE_WARN);
        ::archive_write_set_bytes_in_last_block(archive_, 1);
        const auto append = [](archive*, void* bytes, const void* data, std::size_t size) {
            static_cast<std::string*>(bytes)->append(static_cast<const char*>(data), size);
            return static_cast<la_ssize_t>(size);
        };
        REQUIRE(::archive_write_open(archive_, &bytes_, nullptr, append, nullptr) == ARCHIVE_OK);
    }
    Packed(const Packed&) = delete;
    Packed& operator=(const Packed&) = delete;
    ~Packed() { ::archive_write_free(archive_); }

    Packed& add(const std::string& name, std::string_view piece, std::size_t pieces = 1, unsigned type = AE_IFREG,
                const char* link = nullptr, const char* hard_link = nullptr) {
        archive_entry* const entry = ::archive_entry_new();
        ::archive_entry_set_pathname(entry, name.c_str());
        ::archive_entry_set_filetype(entry, type);
        ::archive_entry_set_perm(entry, 0644);
        if (link) ::archive_entry_set_symlink(entry, link);
        if (hard_link) ::archive_entry_set_hardlink(entry, hard_link);
        ::archive_entry_set_size(entry, static_cast<la_int64_t>(piece.size() * pieces));
        CHECK(::archive_write_header(archive_, entry) == ARCHIVE_OK);
        for (std::size_t i = 0; i < pieces && !piece.empty(); ++i)
            CHECK(::archive_write_data(archive_, piece.data(), piece.size()) >= 0);
        ::archive_entry_free(entry);
        return *this;
    }
    std::string bytes() {
        CHECK(::archive_write_close(archive_) == ARCHIVE_OK);
        return bytes_;
    }

private:
    archive* archive_;
    std::string bytes_;
};

std::string compressed(int (*filter)(archive*), std::string_view piece, std::size_t pieces) {
    return Packed(::archive_write_set_format_raw, filter).add("a", piece, pieces).bytes();
}

std::string zipped(const std::string& name, std::string_view piece, std::size_t pieces = 1) {
    return Packed(::archive_write_set_format_zip).add(name, piece, pieces).bytes();
}

std::string little(std::uint64_t number, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(number >> 8 * i & 255);
    return text;
}

/// A zip whose directory names one stored member `entries` times, each time said to have `said_bytes`.
std::string overlapping_zip(const std::string& body, std::size_t entries, std::uint64_t said_bytes) {
    const std::string sizes = little(0, 4) + little(said_bytes, 4) + little(said_bytes, 4);
    const std::string local = "PK\x03\x04" + little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes +
                              little(5, 2) + little(0, 2) + "a.txt" + body;
    std::string directory;
    for (std::size_t i = 0; i < entries; ++i)
        directory += "PK\x01\x02" + little(20, 2) + little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes +
                     little(5, 2) + std::string(16, '\0') + "a.txt";
    return local + directory + "PK\x05\x06" + little(0, 4) + little(entries, 2) + little(entries, 2) +
           little(directory.size(), 4) + little(local.size(), 4) + little(0, 2);
}

void write_packed(const TempDir& temp) {
    const std::string letters(mib, 'a'), braces(mib, '{'), brackets(mib, '['), quotes(mib, '"');
    temp.write("in/letters.txt.gz", compressed(::archive_write_add_filter_gzip, letters, 70));
    temp.write("in/braces.jsonl.zst", compressed(::archive_write_add_filter_zstd, braces, 160));
    temp.write("in/brackets.json.bz2", compressed(::archive_write_add_filter_bzip2, brackets, 70));
    temp.write("in/quotes.csv.xz", compressed(::archive_write_add_filter_xz, quotes, 70));
    temp.write("in/twice.txt.gz", compressed(::archive_write_add_filter_gzip,
                                             compressed(::archive_write_add_filter_gzip, letters, 70), 1));
    temp.write("in/letters.zip", zipped("a.txt", letters, 70));
    std::string nested = zipped("a.txt", "A heron, deep down.");
    for (int i = 0; i < 20; ++i) nested = zipped("a.zip", nested);
    temp.write("in/nested.zip", nested);
    temp.write("in/overlapping.zip", overlapping_zip(letters, 500, letters.size()));
    temp.write("in/lying.zip", overlapping_zip("short", 1, 0xFFFFFFF0));
    Packed links(::archive_write_set_format_ustar);
    links.add("../../leads-out.txt", "x").add("/etc/absolute.txt", "x").add("link.txt", "", 1, AE_IFLNK, "/etc/passwd");
    links.add("hard.txt", "", 1, AE_IFREG, nullptr, "/etc/passwd").add("device.txt", "", 1, AE_IFCHR);
    temp.write("in/links.tar", links.add("pipe.txt", "", 1, AE_IFIFO).bytes());
}

void write_markup(const TempDir& temp) {
    const std::string dtd =
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"lol\">" + numbered(12, [](const std::string& n) {
            return "<!ENTITY l" + std::to_string(std::stoi(n) + 1) + " \"" + times(10, "&l" + n + ";") + "\">";
        });
    const std::string item = "<rss version=\"2.0\"><channel><title>c</title><item><title>Feed</title><description>";
    const std::string end = "</description></item></channel></rss>";
    temp.write("in/laughs.xml", dtd + "]>" + item + times(1000, "&l12;") + end);
    temp.write("in/outside.xml", dtd +
                                     "<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM "
                                     "\"http://127.0.0.1:9/p.dtd\">%p;]>" +
                                     item + "&f;" + end);
    temp.write("in/outside.xhtml",
               "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
               "<html><head><title>Page &f;</title></head><body><p>It says &f; here.</p></body></html>");
    temp.write("in/deep.xml", item + times(100'000, "<a>") + "x" + times(100'000, "</a>") + end);
    temp.write("in/deep.html", "<html><head><title>Deep</title></head><body>" + times(100'000, "<div>") + "down");
    temp.write("in/attributes.html", "<html><head><title>Attributes</title></head><body><p" +
                                         numbered(200'000, [](const std::string& n) { return " a" + n + "=\"<b\""; }) +
                                         ">A heron behind them.</p></body></html>");
    temp.write("in/script.html", "<html><head><title>Script</title><script type=\"application/ld+json\">" +
                                     times(100'000, "{\"a\":[") +
                                     "</script></head><body><p>A heron.</p></body></html>");
}

void write_records(const TempDir& temp) {
    const std::string body = "\"title\":\"Record\",\"body\":\"A heron.\"";
    temp.write("in/deep.json", times(200'000, "[{\"a\":"));
    temp.write("in/keys.jsonl", "{" + body +
                                    numbered(200'000, [](const std::string& n) { return ",\"k" + n + "\":" + n; }) +
                                    times(100'000, ",\"title\":\"again\"") + "}\n");
    temp.write("in/numbers.jsonl", "{" + body + ",\"published\":1e308,\"n\":" + times(100'000, "9") + "}\n{" + body +
                                       ",\"published\":-9223372036854775808}\n");
    temp.write("in/names.jsonl", "{" + body + ",\"author\":\"" + times(200'000, "A B, ") + "\",\"tags\":\"" +
                                     numbered(200'000, [](const std::string& n) { return n + ","; }) + "\"}\n");
    temp.write("in/columns.csv", numbered(300'000, [](const std::string& n) { return "c" + n + ","; }) + "title\n" +
                                     times(300'000, ",") + "x\n");
    temp.write("in/quoted.csv", "title,body\n" + times(300'000, "\"a,b\n"));
    temp.write("in/line.jsonl", "{\"title\":\"" + std::string(20 * mib, 'a'));
    std::string deep = "From: a@b.example\nSubject: Deep\nMIME-Version: 1.0\n";
    deep += numbered(20'000, [](const std::string& n) {
        return "Content-Type: multipart/mixed; boundary=b" + n + "\n\n--b" + n + "\n";
    });
    temp.write("in/deep.eml", deep + "Content-Type: text/plain\n\nhello\n");
    temp.write("in/parts.eml", "From: " + times(20'000, "a@b.example, ") +
                                   "\nSubject: Parts\nMIME-Version: 1.0\nContent-Type: "
                                   "multipart/mixed; boundary=b\n\n" +
                                   times(100'000, "--b\nContent-Type: text/plain\n\nA part.\n"));
    const std::string record =
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/\r\n"
        "WARC-Date: 2025-01-01T00:00:00Z\r\nContent-Length: ";
    temp.write("in/lying.warc", record + "18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>");
    temp.write("in/negative.warc", times(100, record + "-5\r\n\r\n"));
}

struct Cost {
    int status = 0;
    long memory_kib = 0;
    double processor_s = 0;
};

/// Runs the program to its end by itself, for what it cost.
Cost cost_of(std::vector<std::string> arguments) {
    std::vector<char*> raw = {const_cast<char*>(BROADSHEET_PROGRAM)};
    for (auto& argument : arguments) raw.push_back(argument.data());
    raw.push_back(nullptr);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(STDOUT_FILENO);
        ::close(STDERR_FILENO);
        ::execv(raw[0], raw.data());
        ::_exit(127);
    }
    Cost cost;
    rusage usage{};
    REQUIRE(::wait4(child, &cost.status, 0, &usage) == child);
    cost.memory_kib = usage.ru_maxrss;
    for (const timeval& time : {usage.ru_utime, usage.ru_stime})
        cost.processor_s += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    return cost;
}

std::vector<Json> lines_of(const std::string& text) {
    std::vector<Json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
    return lines;
}

}  // namespace

TEST_CASE("bombs: each is an article or a problem, in bounded memory and time, and its neighbours are unharmed") {
    const TempDir temp;
    const std::string archive = (temp / "archive").string(), folder = (temp / "in").string();
    temp.write("in/a-neighbour.txt", "title: Neighbour\n\nThe neighbour came first.\n");
    temp.write("in/z-neighbour.txt", "title: Neighbour\n\nThe neighbour came last.\n");
    write_packed(temp);
    write_markup(temp);
    write_records(temp);

    const Cost cost = cost_of({"index", "--archive", archive, folder});
    CHECK(WIFEXITED(cost.status));
    CHECK(WEXITSTATUS(cost.status) == 0);
    MESSAGE("at most ", cost.memory_kib / 1024, " MiB, ", cost.processor_s, " s of processors");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    CHECK(cost.memory_kib < memory_kib_max);
    CHECK(cost.processor_s < processor_s_max);
#endif

    std::map<std::string, std::string> told;  // by file: its articles and its problems
    const std::string exported = run_program({"export", "--archive", archive}).out;
    for (const Json& article : lines_of(exported)) {
        const std::string path = article["provenance"]["path"];
        told[path.substr(folder.size() + 1)] += "article\n";
    }
    for (const Json& problem :
         lines_of(run_program({"problems", "--archive", archive, "--limit", "100000", "--json"}).out)) {
        const std::string path = problem["file"];
        CHECK(problem["reason"] != "");
        told[path.substr(folder.size() + 1)] +=
            problem["location"].get<std::string>() + ": " + problem["reason"].get<std::string>() + "\n";
    }
    CHECK(told["a-neighbour.txt"] == "article\n");
    CHECK(told["z-neighbour.txt"] == "article\n");
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        CAPTURE(entry.path().filename().string());
        CHECK(told.contains(entry.path().filename().string()));
    }
    for (const auto& [file, words] :
         std::map<std::string, std::string>{{"letters.txt.gz", "larger than"},
                                            {"braces.jsonl.zst", "made for harm"},
                                            {"nested.zip", "in more than two others"},
                                            {"links.tar", "links in archives are not followed"},
                                            {"deep.json", "nested deeper"},
                                            {"line.jsonl", "longer than"},
                                            {"lying.warc", "left out"},
                                            {"attributes.html", "article"},
                                            {"names.jsonl", "article"},
                                            {"laughs.xml", "article"}}) {
        CAPTURE(file);
        CAPTURE(told[file]);
        CHECK(told[file].find(words) != std::string::npos);
    }
    // Nothing of this machine's own, and no entity that grew.
    CHECK(exported.find("root:x:") == std::string::npos);
    CHECK(exported.find("lollol") == std::string::npos);
}
