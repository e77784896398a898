// SPDX-License-Identifier: GPL-3.0-or-later
// Files are read in a process that may do next to nothing, and what breaks it costs one file. The reader is the real
// program; what breaks it comes from outside, by its process number.
#include "indexer/ingest/confined_reading.h"
#include "engine/error.h"
#include "indexer/ingest/confined_reader.h"
#include "indexer/ingest/ingest.h"
#include "indexer/input/sandboxed_process.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <iostream>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace broadsheet;
using namespace broadsheet::test;
using std::chrono::milliseconds;
namespace fs = std::filesystem;

namespace {

ConfinementOptions confined() {
    return {{BROADSHEET_PROGRAM, confined_reader_argument}};
}

/// What a child of ours that calls `act` writes and returns.
std::string said_by_child(const std::function<std::string()>& act) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string text = act();
        _exit(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string all;
    std::array<char, 1024> bytes;
    for (ssize_t got = 0; (got = ::read(ends[0], bytes.data(), bytes.size())) > 0;)
        all.append(bytes.data(), static_cast<std::size_t>(got));
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return all;
}

/// The readers that this process or, if it is given, another has started and that still run.
std::vector<pid_t> readers_of(pid_t parent = ::getpid()) {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream file(entry.path() / "stat");
        std::string number, comm, state;
        pid_t its_parent = 0;
        if (!(file >> number >> comm >> state >> its_parent)) continue;
        if (comm == "(broadsheet-read)" && its_parent == parent && state != "Z") found.push_back(std::stoi(name));
    }
    return found;
}

bool eventually(const std::function<bool()>& holds) {
    for (int round = 0; round < 3000; ++round) {
        if (holds()) return true;
        std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
}

/// Lines of JSONL; its articles are called NAME-0, NAME-1 …
std::string lines(const std::string& name, int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += R"({"id":")" + name + std::to_string(i) + R"(","title":")" + name + "-" + std::to_string(i) +
                R"(","body":"A heron stood at the harbour of )" + std::to_string(i * 7919) +
                R"( and nobody saw it go away again that morning."})" + "\n";
    return text;
}

struct Outcome {
    std::vector<std::string> titles, problems;
    bool ended = false, broken = false;
};

/// Files on their way through a confined reader.
class Desk {
public:
    explicit Desk(ConfinementOptions options = confined(), unsigned jobs = 2)
        : tasks_(1000), events_(1 << 24), reading_(tasks_, events_, reading_options(jobs), options) {}

    void give(const fs::path& path) {
        auto task = std::make_shared<FileTask>();
        task->file.path = path;
        tasks_.push(std::move(task));
    }
    /// One event; false after the last.
    bool hear() {
        const auto event = events_.pop();
        if (!event) return false;
        Outcome& outcome = outcomes_[fs::path(event->task->file.path).filename()];
        for (const PreparedArticle& article : event->articles) outcome.titles.push_back(article.article.title);
        for (const RejectedInput& input : event->rejected)
            outcome.problems.push_back(std::string(name_of(input.stage)) + " " + input.reason);
        outcome.ended = event->ended;
        outcome.broken = event->task->broken;
        return true;
    }
    const std::map<std::string, Outcome>& rest() {
        tasks_.close();
        while (hear()) {
        }
        reading_.rethrow_failure();
        return outcomes_;
    }
    pid_t reader() {
        REQUIRE(eventually([] { return readers_of().size() == 1; }));
        return readers_of().front();
    }
    const Outcome& of(const std::string& name) { return outcomes_[name]; }
    std::optional<Confinement> confinement() const { return reading_.confinement(); }

private:
    static ReadingOptions reading_options(unsigned jobs) {
        ReadingOptions options;
        options.jobs = jobs;
        options.now_s = 1'750'000'000;
        return options;
    }

    BoundedQueue<std::shared_ptr<FileTask>> tasks_;
    BoundedQueue<FileEvent> events_;
    std::map<std::string, Outcome> outcomes_;
    ConfinedReading reading_;
};

/// A file that doesn't come to its end while this lives, so that its reader is in the middle of it.
class EndlessFile {
public:
    explicit EndlessFile(const fs::path& path) : path_(path) { REQUIRE(::mkfifo(path.c_str(), 0600) == 0); }
    ~EndlessFile() {
        if (end_ >= 0) ::close(end_);
    }
    void write(const std::string& bytes) {
        if (end_ < 0) end_ = ::open(path_.c_str(), O_WRONLY);
        REQUIRE(::write(end_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
    int end_ = -1;
};

std::vector<std::string> titles(const std::string& name, int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) all.push_back(name + "-" + std::to_string(i));
    return all;
}

}  // namespace

TEST_CASE("a confined process computes and starts threads; it opens, writes, connects, starts and signals nothing") {
    const TempDir folder;
    const fs::path kept = folder.write("kept", "as it was");
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(::bind(socket, nullptr, 0) == -1);  // it is one, only unbound
    const std::string said = said_by_child([&] {
        const int readable = ::open(kept.c_str(), O_RDONLY);
        const int writable = ::open(kept.c_str(), O_RDWR);
        std::signal(SIGXFSZ, SIG_IGN);  // or writing would end it
        const Confinement confined = confine_process({std::size_t{512} << 20, 4, 64});
        std::string faults = confined.system_calls ? "" : "no filter;";
        const auto refused = [&faults](const char* what, long result) {
            if (result >= 0) faults += std::string(what) + " was allowed;";
        };
        refused("reading a file", ::open("/etc/passwd", O_RDONLY));
        refused("writing a file", ::open((folder / "new").c_str(), O_WRONLY | O_CREAT, 0600));
        refused("writing to an open file", ::write(writable, "changed", 7));
        refused("cutting an open file", ::ftruncate(writable, 0));
        refused("opening it anew", ::open(("/proc/self/fd/" + std::to_string(readable)).c_str(), O_WRONLY));
        refused("deleting", ::unlink(kept.c_str()));
        refused("renaming", ::rename(kept.c_str(), (folder / "other").c_str()));
        struct stat status {};
        refused("looking at a file", ::stat(kept.c_str(), &status));
        refused("a socket", ::socket(AF_INET, SOCK_STREAM, 0));
        refused("a local socket", ::socket(AF_UNIX, SOCK_DGRAM, 0));
        refused("connecting", ::connect(socket, nullptr, 0));
        refused("a process", ::fork());
        char* const none[] = {nullptr};
        refused("a program", ::execve("/bin/true", none, none));
        refused("signalling", ::kill(::getppid(), 0));
        const rlimit more{std::size_t{1} << 40, std::size_t{1} << 40};
        refused("raising a limit", ::setrlimit(RLIMIT_DATA, &more));
        if (::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
            faults += "new code was allowed;";
        std::string bytes(9, '\0');
        if (::fstat(readable, &status) != 0 || ::read(readable, bytes.data(), 9) != 9 || bytes != "as it was")
            faults += "an open file can't be read;";
        bool ran = false;
        std::thread([&ran] { ran = true; }).join();
        if (!ran) faults += "no thread;";
        return faults + "done";
    });
    ::close(socket);
    CHECK(said == "done");
    CHECK(read_file(kept) == "as it was");
}

TEST_CASE("a confined reader gives what a reader in this process gives") {
    const TempDir folder;
    folder.write("in/a.jsonl", lines("a", 500));
    folder.write("in/b.txt", "A ferry\n\nIt came home in the evening, they said.\n");
    folder.write("in/c.json", "{\"title\":");
    folder.write("in/d.csv", "headline,text\nA goat,It was a sheep after all.\n");
    const auto run = [&](const std::string& archive, bool apart) {
        IngestOptions options;
        options.paths = {folder / "in"};
        options.now_s = 1'750'000'000;
        if (apart) options.confinement = confined();
        const IngestResult result = ingest(folder / archive, options);
        CHECK(result.notices.empty());
        std::vector<std::string> rows{std::to_string(result.figures.added), std::to_string(result.bytes)};
        RecordReader record(folder / archive);
        std::vector<ArticleId> ids;
        record.live_ids([&ids](ArticleId id) { ids.push_back(id); });
        for (const StoredArticle& article : record.articles(ids))
            rows.push_back(article.key + "|" + article.title + "|" + article.body + "|" + article.provenance.location +
                           "|" + article.provenance.format);
        for (const Problem& problem : record.problems(10)) rows.push_back(problem.path + problem.reason);
        std::sort(rows.begin(), rows.end());
        return rows;
    };
    const auto there = run("confined", true);
    CHECK(there == run("here", false));
    CHECK(there.size() == 505);
    CHECK(readers_of().empty());
}

TEST_CASE("nothing to read starts no reader, and one that can't be started ends the run with a reason") {
    const TempDir folder;
    folder.write("in/a.txt", "A ferry\n\nIt came home in the evening, they said.\n");
    IngestOptions options;
    options.paths = {folder / "in"};
    options.now_s = 1'750'000'000;
    options.confinement = confined();
    CHECK(ingest(folder / "archive", options).figures.added == 1);
    options.confinement = ConfinementOptions{{"/no/such/program", "x"}};
    CHECK(ingest(folder / "archive", options).figures.unchanged == 1);
    folder.write("in/b.txt", "A goat\n\nIt was a sheep after all.\n");
    CHECK_THROWS_WITH_AS(ingest(folder / "archive", options), doctest::Contains("cannot start the reader"), Error);
    options.confinement = ConfinementOptions{{"/bin/true", "x"}};
    CHECK_THROWS_WITH_AS(ingest(folder / "archive", options), doctest::Contains("could not be started"), Error);
}

TEST_CASE("a reader that is killed costs the file that can't be read again; all others are read, each article once") {
    for (const int signal : {SIGKILL, SIGSEGV}) {
        const TempDir folder;
        EndlessFile endless(folder / "endless.jsonl");
        Desk desk;
        desk.give(endless.path());
        endless.write(lines("endless", 5000));
        REQUIRE(desk.hear());  // its first articles are here
        const pid_t first = desk.reader();
        ::kill(first, SIGSTOP);
        for (const std::string name : {"a", "b", "c"}) desk.give(folder.write(name + ".jsonl", lines(name, 300)));
        std::this_thread::sleep_for(milliseconds(50));  // some are under way by now
        ::kill(first, signal);
        ::kill(first, SIGCONT);
        desk.rest();
        for (const std::string name : {"a", "b", "c"}) {
            CHECK(desk.of(name + ".jsonl").titles == titles(name, 300));
            CHECK(desk.of(name + ".jsonl").problems.empty());
        }
        const Outcome& broken = desk.of("endless.jsonl");
        CHECK(broken.ended);
        CHECK(broken.broken);
        CHECK(broken.titles == titles("endless", static_cast<int>(broken.titles.size())));
        REQUIRE(broken.problems.size() == 1);
        CHECK(broken.problems[0].starts_with("parse reading it crashed the reader (signal " + std::to_string(signal)));
        CHECK(broken.problems[0].ends_with("the articles before were kept"));
        CHECK(readers_of().empty());
    }
}

TEST_CASE("a file that was half delivered when its reader died is read again, and each of its articles comes once") {
    const TempDir folder;
    int interrupted = 0;
    for (int count = 5000; count <= 80'000 && interrupted == 0; count *= 4) {
        const std::string name = "half" + std::to_string(count);
        Desk desk;
        desk.give(folder.write(name + ".jsonl", lines(name, count)));
        REQUIRE(desk.hear());
        const pid_t first = desk.reader();
        ::kill(first, SIGKILL);
        desk.rest();
        CHECK(desk.of(name + ".jsonl").titles == titles(name, count));
        CHECK(desk.of(name + ".jsonl").problems.empty());
        CHECK_FALSE(desk.of(name + ".jsonl").broken);
        interrupted += count;
    }
    CHECK(interrupted > 0);
}

TEST_CASE("a file that comes to a stand is given up after the patience that was asked for") {
    const TempDir folder;
    EndlessFile endless(folder / "endless.jsonl");
    ConfinementOptions options = confined();
    options.patience = milliseconds(2000);
    Desk desk(options);
    desk.give(endless.path());
    endless.write(lines("endless", 5000));
    REQUIRE(desk.hear());
    ::kill(desk.reader(), SIGSTOP);  // and then not even its other files go on
    for (const std::string name : {"a", "b"}) desk.give(folder.write(name + ".jsonl", lines(name, 100)));
    desk.rest();
    for (const std::string name : {"a", "b"}) CHECK(desk.of(name + ".jsonl").titles == titles(name, 100));
    REQUIRE(desk.of("endless.jsonl").problems.size() == 1);
    CHECK(desk.of("endless.jsonl").problems[0].starts_with("parse reading it came to a stand for 2 s"));
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a file that needs more memory than a reader may have is a problem, and those read beside it don't suffer") {
    const TempDir folder;
    ConfinementOptions options = confined();
    options.memory_bytes = std::size_t{128} << 20;
    Desk desk(options);
    std::string numbers = ",0";
    while (numbers.size() < 10'000'000) numbers += std::string(numbers);
    numbers.resize(10'000'000);
    const std::string bomb = R"({"title":"A bomb","body":"It holds many numbers.","numbers":[0)" + numbers;
    desk.give(folder.write("bomb.json", bomb + "]}"));
    for (const std::string name : {"a", "b"}) desk.give(folder.write(name + ".jsonl", lines(name, 500)));
    desk.rest();
    for (const std::string name : {"a", "b"}) {
        CHECK(desk.of(name + ".jsonl").titles == titles(name, 500));
        CHECK(desk.of(name + ".jsonl").problems.empty());
    }
    CHECK(desk.of("bomb.json").titles.empty());
    REQUIRE(desk.of("bomb.json").problems.size() == 1);
    INFO(desk.of("bomb.json").problems[0]);
    CHECK(desk.of("bomb.json").problems[0].find("memory") != std::string::npos);
}
#endif

TEST_CASE("a PDF is converted beside the reader, which can't start programs") {
    if (!find_program("pdftotext")) {
        std::cout << "skipped: pdftotext is not installed\n";
        return;
    }
    const fs::path golden = fs::path(BROADSHEET_REPOSITORY) / "tests/golden/pdf";
    Desk desk;
    for (const char* const name : {"three-pages.pdf", "damaged.pdf"}) desk.give(golden / name);
    desk.rest();
    CHECK(desk.of("three-pages.pdf").titles.size() == 1);
    REQUIRE(desk.of("damaged.pdf").problems.size() == 1);
    CHECK(desk.of("damaged.pdf").problems[0].find("pdftotext can't read it") != std::string::npos);
}

TEST_CASE("a file that can't be opened is a problem, and the next is read") {
    const TempDir folder;
    Desk desk;
    desk.give(folder / "gone.txt");
    desk.give(folder.write("a.jsonl", lines("a", 3)));
    desk.rest();
    CHECK(desk.of("gone.txt").problems.size() == 1);
    CHECK(desk.of("gone.txt").problems[0].find("No such file") != std::string::npos);
    CHECK(desk.of("a.jsonl").titles.size() == 3);
    REQUIRE(desk.confinement().has_value());
    CHECK(desk.confinement()->system_calls);
}

TEST_CASE("a reader dies with the process that started it") {
    const TempDir folder;
    EndlessFile endless(folder / "endless.jsonl");
    const pid_t parent = ::fork();
    if (parent == 0) {
        Desk desk;
        desk.give(endless.path());
        desk.rest();
        _exit(0);
    }
    endless.write(lines("endless", 2000));
    REQUIRE(eventually([parent] { return readers_of(parent).size() == 1; }));
    const pid_t reader = readers_of(parent).front();
    ::kill(parent, SIGKILL);
    ::waitpid(parent, nullptr, 0);
    CHECK(eventually([reader] {
        std::ifstream file("/proc/" + std::to_string(reader) + "/stat");
        std::string number, comm, state;
        return !(file >> number >> comm >> state) || state == "Z";
    }));
}

TEST_CASE("a file that couldn't be read to its end keeps the articles that it held") {
    TestArchive archive;
    archive.put_file("/in/a.jsonl", {{"One", "The first."}, {"Two", "The second."}});
    RecordWriter& writer = archive.writer();
    writer.begin();
    const std::int64_t run = writer.start_run(1'750'000'000);
    FileRow row;
    row.id = writer.start_file("/in/a.jsonl");
    CHECK(writer.finish_file(row, run, false) == 0);
    writer.commit();
    CHECK(archive.ids_by_title().size() == 2);
    writer.begin();
    row.id = writer.start_file("/in/a.jsonl");
    CHECK(writer.finish_file(row, writer.start_run(1'750'000'001), true) == 2);
    writer.commit();
    CHECK(archive.ids_by_title().empty());
}
