// SPDX-License-Identifier: GPL-3.0-or-later
// Real folders, real events. The kernel queues an event before the call that causes it returns, so "told" needs no
// waiting, and "not told" only an empty queue.
#include "indexer/watch/folder_watch.h"

#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>

#include <fstream>

#include <sys/eventfd.h>
#include <unistd.h>

using namespace broadsheet;
using broadsheet::test::read_file;
using broadsheet::test::TempDir;
using std::chrono::hours;
using std::chrono::milliseconds;
namespace fs = std::filesystem;

namespace {

WatchOptions at_once(std::vector<fs::path> paths) {
    WatchOptions options;
    options.paths = std::move(paths);
    options.quiet = milliseconds(0);
    options.look_interval = options.root_interval = hours(1);
    return options;
}

class Watched {
public:
    explicit Watched(WatchOptions options) : watch_(std::move(options)) {}
    explicit Watched(const fs::path& path) : Watched(at_once({path})) {}
    ~Watched() { ::close(stop_); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    /// Whether something has changed since the last time that this was asked.
    bool told() {
        const bool changed = watch_.wait(milliseconds(20), stop_) == Woken::changed;
        while (watch_.wait(milliseconds(20), stop_) == Woken::changed) continue;  // what is left in the queue
        return changed;
    }
    FolderWatch& watch() { return watch_; }
    int stop() const { return stop_; }

private:
    FolderWatch watch_;
    int stop_ = ::eventfd(0, EFD_CLOEXEC);
};

/// A folder to watch and one beside it.
struct Desk {
    TempDir temp;
    fs::path in = temp / "in", out = temp / "out";
    Desk() {
        fs::create_directory(in);
        fs::create_directory(out);
    }
};

void write(const fs::path& file, const std::string& text = "A story\n\nThe tram was late.\n") {
    std::ofstream(file) << text;
}

bool mentions(const std::vector<std::string>& notices, const std::string& words) {
    return notices.size() == 1 && notices[0].find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("watch: a file that is written, changed, renamed or deleted is told of, each time once") {
    const Desk desk;
    write(desk.in / "before.txt");
    Watched watched(desk.in);
    CHECK_FALSE(watched.told());
    write(desk.in / "a.txt");
    CHECK(watched.told());
    CHECK_FALSE(watched.told());
    write(desk.in / "a.txt", "Another story\n");
    CHECK(watched.told());
    fs::rename(desk.in / "a.txt", desk.in / "b.txt");
    CHECK(watched.told());
    fs::rename(desk.in / "b.txt", desk.out / "b.txt");
    CHECK(watched.told());
    fs::rename(desk.out / "b.txt", desk.in / "b.txt");
    CHECK(watched.told());
    fs::remove(desk.in / "b.txt");
    CHECK(watched.told());
    CHECK_FALSE(watched.told());
    CHECK(watched.watch().take_notices().empty());
}

TEST_CASE("watch: a file is told of when its writer closes it") {
    const Desk desk;
    Watched watched(desk.in);
    std::ofstream file(desk.in / "long.jsonl");
    file << "{}\n" << std::flush;
    CHECK_FALSE(watched.told());
    file.close();
    CHECK(watched.told());
}

TEST_CASE("watch: reading, and what no run would read, is not told of") {
    const Desk desk;
    write(desk.in / "story.txt");
    fs::create_directories(desk.in / ".git");
    Watched watched(desk.in);
    CHECK(read_file(desk.in / "story.txt").size() > 0);
    for (const char* name : {".story.txt.swp", "story.txt~", "photo.jpg", "download.part", ".git/HEAD"})
        write(desk.in / name);
    fs::create_directories(desk.in / ".cache");
    write(desk.in / ".cache" / "page.html");
    fs::create_directories(desk.in / "empty");
    write(desk.out / "elsewhere.txt");
    CHECK_FALSE(watched.told());
    fs::rename(desk.in / "download.part", desk.in / "download.html");
    CHECK(watched.told());
}

TEST_CASE("watch: new folders are watched, and what they held already is told of") {
    const Desk desk;
    Watched watched(desk.in);
    fs::create_directories(desk.in / "2026" / "11");
    write(desk.in / "2026" / "11" / "early.txt");  // before anybody could have set a watch
    CHECK(watched.told());
    write(desk.in / "2026" / "11" / "late.txt");
    CHECK(watched.told());
    fs::create_directory(desk.in / "2026" / "12");
    CHECK_FALSE(watched.told());
    write(desk.in / "2026" / "12" / "first.txt");
    CHECK(watched.told());
}

TEST_CASE("watch: folders that are moved in, renamed, moved away and deleted") {
    const Desk desk;
    fs::create_directories(desk.out / "week" / "monday");
    write(desk.out / "week" / "monday" / "a.txt");
    Watched watched(desk.in);
    fs::rename(desk.out / "week", desk.in / "week");
    CHECK(watched.told());
    CHECK(watched.watch().folder_count() == 4);  // with the one that holds the path itself
    fs::rename(desk.in / "week", desk.in / "woche");
    CHECK(watched.told());
    write(desk.in / "woche" / "monday" / "b.txt");
    CHECK(watched.told());
    fs::create_directory(desk.in / "woche" / "tuesday");
    write(desk.in / "woche" / "tuesday" / "c.txt");
    CHECK(watched.told());
    fs::rename(desk.in / "woche", desk.out / "woche");
    CHECK(watched.told());
    CHECK(watched.watch().folder_count() == 2);
    write(desk.out / "woche" / "monday" / "d.txt");
    CHECK_FALSE(watched.told());
    fs::rename(desk.out / "woche", desk.in / "woche");
    CHECK(watched.told());
    fs::remove_all(desk.in / "woche");
    CHECK(watched.told());
    CHECK(watched.watch().folder_count() == 2);
}

TEST_CASE("watch: a file named by its path is watched whatever its name, its neighbours are not") {
    const Desk desk;
    const fs::path file = desk.in / ".articles.db";
    write(file);
    Watched watched(file);
    write(desk.in / "neighbour.txt");
    CHECK_FALSE(watched.told());
    write(file);
    CHECK(watched.told());
    write(desk.in / "new");
    fs::rename(desk.in / "new", file);
    CHECK(watched.told());
    fs::remove(file);
    CHECK(watched.told());
    write(file);
    CHECK(watched.told());
}

TEST_CASE("watch: links to files stand for their targets, links to folders are not entered") {
    const Desk desk;
    write(desk.out / "target.txt");
    write(desk.out / "later.txt");
    fs::create_symlink(desk.out / "target.txt", desk.in / "link.txt");
    fs::create_directory_symlink(desk.out, desk.in / "folder");
    Watched watched(desk.in);
    write(desk.out / "target.txt");
    CHECK(watched.told());
    write(desk.out / "other.txt");
    CHECK_FALSE(watched.told());
    fs::create_symlink(desk.out / "later.txt", desk.in / "second.txt");
    CHECK(watched.told());
    write(desk.out / "later.txt");
    CHECK(watched.told());
    fs::create_hard_link(desk.out / "other.txt", desk.in / "other.txt");
    CHECK(watched.told());
}

TEST_CASE("watch: a path that is a link to a folder, and is then turned elsewhere") {
    const Desk desk;
    const fs::path link = desk.temp / "latest";
    fs::create_directory_symlink(desk.in, link);
    Watched watched(link);
    write(desk.in / "a.txt");
    CHECK(watched.told());
    fs::create_directory_symlink(desk.out, desk.temp / "next");
    fs::rename(desk.temp / "next", link);
    CHECK(watched.told());
    write(desk.out / "b.txt");
    CHECK(watched.told());
    write(desk.in / "c.txt");
    CHECK_FALSE(watched.told());
}

TEST_CASE("watch: a path may come late, go and come back") {
    const Desk desk;
    const fs::path path = desk.temp / "late";
    Watched watched(path);
    fs::create_directory(path);
    CHECK(watched.told());
    write(path / "a.txt");
    CHECK(watched.told());
    fs::remove_all(path);
    CHECK(watched.told());
    fs::create_directory(path);
    CHECK(watched.told());
    write(path / "a.txt");
    CHECK(watched.told());
}

TEST_CASE("watch: a path whose parent has come late as well is found by looking") {
    const Desk desk;
    WatchOptions options = at_once({desk.temp / "disk" / "clippings"});
    options.root_interval = milliseconds(1);
    Watched watched(options);
    CHECK_FALSE(watched.told());
    fs::create_directories(desk.temp / "disk" / "clippings");
    CHECK(watched.told());
    write(desk.temp / "disk" / "clippings" / "a.txt");
    CHECK(watched.told());
}

TEST_CASE("watch: after more events than the kernel keeps, everything is watched anew") {
    const Desk desk;
    int kept = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> kept;
    REQUIRE(kept > 0);
    if (kept > 200'000) {
        MESSAGE("skipped: this kernel keeps " << kept << " events");
        return;
    }
    write(desk.in / "a.txt");
    Watched watched(desk.in);
    for (int i = 0; i <= kept / 4; ++i) {  // two events each
        fs::rename(desk.in / "a.txt", desk.in / "b.txt");
        fs::rename(desk.in / "b.txt", desk.in / "a.txt");
    }
    fs::create_directory(desk.in / "unseen");
    CHECK(watched.told());
    CHECK(mentions(watched.watch().take_notices(), "looked at anew"));
    write(desk.in / "unseen" / "b.txt");
    CHECK(watched.told());
    CHECK(watched.watch().take_notices().empty());
}

TEST_CASE("watch: beyond the system's limit of watches, a change is told of from time to time, seen or not") {
    const Desk desk;
    for (const char* name : {"a", "b", "c", "d"}) fs::create_directory(desk.in / name);
    WatchOptions options = at_once({desk.in});
    options.folders_max = 3;
    SUBCASE("it says so") {
        Watched watched(options);
        CHECK(watched.watch().folder_count() == 3);
        CHECK(mentions(watched.watch().take_notices(), "fs.inotify.max_user_watches"));
        CHECK_FALSE(watched.told());
        write(desk.in / "seen.txt");
        CHECK(watched.told());
        CHECK(watched.watch().take_notices().empty());
    }
    SUBCASE("and looks") {
        options.look_interval = milliseconds(5);
        FolderWatch watch(options);
        CHECK(watch.wait(hours(1), -1) == Woken::changed);
        CHECK(watch.wait(hours(1), -1) == Woken::changed);
    }
}

TEST_CASE("watch: an archive below a path is left out, whether it is there already or not") {
    const Desk desk;
    fs::create_directory(desk.in / "other-archive");
    write(desk.in / "other-archive" / "articles.db");
    fs::create_directory(desk.in / "archive");
    WatchOptions options = at_once({desk.in});
    options.archive = desk.in / "archive";
    Watched watched(options);
    write(desk.in / "archive" / "articles.db-wal");
    write(desk.in / "other-archive" / "articles.db-wal");
    CHECK_FALSE(watched.told());
    fs::remove_all(desk.in / "archive");
    CHECK_FALSE(watched.told());
    fs::create_directory(desk.in / "archive");
    write(desk.in / "archive" / "articles.db-wal");
    CHECK_FALSE(watched.told());
}

TEST_CASE("watch: a change waits until it is quiet, but not for ever") {
    const Desk desk;
    WatchOptions options = at_once({desk.in});
    options.quiet = hours(1);
    SUBCASE("until it is quiet") {
        options.gather_max = hours(1);
        Watched watched(options);
        write(desk.in / "a.txt");
        CHECK_FALSE(watched.told());
    }
    SUBCASE("not for ever") {
        options.gather_max = milliseconds(0);
        Watched watched(options);
        write(desk.in / "a.txt");
        CHECK(watched.told());
    }
}

TEST_CASE("watch: while it rests, a change is kept in mind and not told of") {
    const Desk desk;
    Watched watched(desk.in);
    watched.watch().rest(hours(1));
    write(desk.in / "a.txt");
    CHECK_FALSE(watched.told());
    watched.watch().rest(milliseconds(0));
    CHECK(watched.told());
}

TEST_CASE("watch: waiting ends when it is asked to") {
    const Desk desk;
    Watched watched(desk.in);
    write(desk.in / "a.txt");
    const std::uint64_t one = 1;
    REQUIRE(::write(watched.stop(), &one, sizeof one) == sizeof one);
    CHECK(watched.watch().wait(hours(1), watched.stop()) == Woken::stopped);
}
