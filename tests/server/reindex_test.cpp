// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "engine/error.h"
#include "server/schedule/child_process.h"
#include "server/schedule/reindex_scheduler.h"
#include "tests/support/temp_dir.h"

using namespace broadsheet;
using broadsheet::test::read_file;
using broadsheet::test::TempDir;
using std::chrono::milliseconds;

namespace {

std::vector<std::string> shell(std::string script) {
    return {"/bin/sh", "-c", std::move(script)};
}

const NextRun never = [](std::int64_t) { return std::nullopt; };

/// Waits for something another process does; false if it does not come within ten seconds.
bool eventually(const std::function<bool()>& holds) {
    for (int i = 0; i < 2'000; ++i) {
        if (holds()) return true;
        std::this_thread::sleep_for(milliseconds(5));
    }
    return false;
}

/// The number that a script has written as its process id; 0 before it has.
pid_t pid_in(const std::filesystem::path& file) {
    const std::string text = read_file(file);
    return text.ends_with('\n') ? static_cast<pid_t>(std::stol(text)) : 0;
}

/// True once the process is gone or only waits to be reaped.
bool has_ended(pid_t pid) {
    const std::string stat = read_file("/proc/" + std::to_string(pid) + "/stat");
    return stat.empty() || stat.find(") Z") != std::string::npos;
}

}  // namespace

TEST_CASE("child: exit code, last line of output and end of the errors are kept") {
    ChildProcess child(shell("echo one; printf 'two\\n\\n'; echo sorry >&2; exit 7"));
    const ChildResult result = child.wait();
    CHECK(result.exit_code == 7);
    CHECK(result.signal == 0);
    CHECK(result.last_output_line == "two");
    CHECK(result.error_tail == "sorry\n");
}

TEST_CASE("child: has no stdin, no files of ours and ordinary signals") {
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const TempDir folder;
    const std::ifstream held(folder.write("held", "x"));  // opened without O_CLOEXEC
    // Without a shell for the signals: a shell may set its own mask.
    const ChildResult files = ChildProcess(shell("cat; ls -l /proc/self/fd | grep -c held")).wait();
    const ChildResult mask = ChildProcess({"grep", "SigBlk", "/proc/self/status"}).wait();
    const ChildResult ignored = ChildProcess({"grep", "SigIgn", "/proc/self/status"}).wait();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    CHECK(files.last_output_line == "0");
    CHECK(mask.last_output_line == "SigBlk:\t0000000000000000");
    CHECK(ignored.last_output_line == "SigIgn:\t0000000000000000");
}

TEST_CASE("child: what it leaves running in the background is ended with it") {
    ChildProcess child(shell("sleep 60 & echo $!"));
    const ChildResult result = child.wait();
    CHECK(result.exit_code == 0);
    const auto left_behind = static_cast<pid_t>(std::stol(result.last_output_line));
    CHECK(eventually([&] { return has_ended(left_behind); }));
}

TEST_CASE("child: much output on both pipes neither blocks nor grows") {
    ChildProcess child(
        shell("head -c 3000000 /dev/zero | tr '\\0' 'a'; echo; i=0; while [ $i -lt 300 ]; do echo 'line of errors' "
              ">&2; i=$((i+1)); done; echo '{\"ok\":1}'"));
    const ChildResult result = child.wait();
    CHECK(result.exit_code == 0);
    CHECK(result.last_output_line == "{\"ok\":1}");
    CHECK(result.error_tail.size() <= 4'096);
}

TEST_CASE("child: a program that does not exist is an error, not a run") {
    CHECK_THROWS_WITH_AS(ChildProcess({"/no/such/program"}), doctest::Contains("cannot start /no/such/program"), Error);
    CHECK_THROWS_AS(ChildProcess({}), Error);
}

TEST_CASE("child: one that ignores SIGTERM is killed after its grace, with what it started") {
    const TempDir folder;
    const auto file = folder / "pid";
    ChildProcess child(shell("trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > " + file.string() +
                             "; while :; do sleep 1; done' & while :; do sleep 1; done"));
    REQUIRE(eventually([&] { return pid_in(file) > 0; }));
    child.terminate();
    const ChildResult result = child.wait(milliseconds(100));
    CHECK(result.signal == SIGKILL);
    CHECK(result.exit_code == 128 + SIGKILL);
    CHECK(eventually([&] { return has_ended(pid_in(file)); }));
}

TEST_CASE("child: dies with its parent, however that ends") {
    const TempDir folder;
    const auto file = folder / "pid";
    const pid_t parent = fork();
    if (parent == 0) {
        const ChildProcess child(shell("echo $$ > " + file.string() + "; exec sleep 60"));
        while (pid_in(file) == 0) std::this_thread::sleep_for(milliseconds(5));
        kill(getpid(), SIGKILL);
    }
    REQUIRE(parent > 0);
    waitpid(parent, nullptr, 0);
    CHECK(eventually([&] { return has_ended(pid_in(file)); }));
}

TEST_CASE("reindex: a successful run leaves its summary") {
    ReindexScheduler scheduler(shell("echo progress; echo '{\"added\":3}'"), never);
    CHECK_FALSE(scheduler.trigger_now());
    scheduler.start();
    CHECK_FALSE(scheduler.last());
    CHECK_FALSE(scheduler.next_s());
    CHECK(scheduler.trigger_now());
    REQUIRE(eventually([&] { return scheduler.last().has_value(); }));
    const IndexerRun run = *scheduler.last();
    CHECK(run.id == 1);
    CHECK(run.exit_code == 0);
    CHECK_FALSE(run.crashed);
    CHECK(run.summary_json == "{\"added\":3}");
    CHECK(run.error.empty());
    CHECK(run.finished_s.value_or(0) >= run.started_s);
    CHECK(scheduler.find(1));
    CHECK_FALSE(scheduler.find(2));
}

TEST_CASE("reindex: a failed run says why and the next one runs") {
    const TempDir folder;
    ReindexScheduler scheduler(shell("if mkdir " + (folder / "second").string() +
                                     "; then echo 'archive is locked' >&2; exit 1; fi; echo '{}'"),
                               never);
    scheduler.start();
    REQUIRE(scheduler.trigger_now());
    REQUIRE(eventually([&] { return scheduler.last().has_value(); }));
    CHECK(scheduler.last()->exit_code == 1);
    CHECK_FALSE(scheduler.last()->crashed);
    CHECK(scheduler.last()->error.find("exit code 1: archive is locked") != std::string::npos);
    REQUIRE(scheduler.trigger_now());
    REQUIRE(eventually([&] { return scheduler.last()->id == 2; }));
    CHECK(scheduler.last()->exit_code == 0);
}

TEST_CASE("reindex: a killed indexer is reported as crashed and leaves us alone") {
    const TempDir folder;
    const auto file = folder / "pid";
    ReindexScheduler scheduler(shell("echo $$ > " + file.string() + "; exec sleep 60"), never);
    scheduler.start();
    REQUIRE(scheduler.trigger_now());
    REQUIRE(scheduler.running());
    CHECK(scheduler.running()->id == 1);
    CHECK_FALSE(scheduler.trigger_now());
    REQUIRE(eventually([&] { return pid_in(file) > 0; }));
    kill(pid_in(file), SIGKILL);
    REQUIRE(eventually([&] { return scheduler.last().has_value(); }));
    CHECK(scheduler.last()->crashed);
    CHECK(scheduler.last()->exit_code == 137);
    CHECK(scheduler.last()->error.find("signal 9") != std::string::npos);
    CHECK_FALSE(scheduler.running());
}

TEST_CASE("reindex: stop ends the running indexer, which is no crash") {
    const TempDir folder;
    const auto file = folder / "pid";
    ReindexScheduler scheduler(shell("echo $$ > " + file.string() + "; exec sleep 60"), never);
    scheduler.start();
    REQUIRE(scheduler.trigger_now());
    REQUIRE(eventually([&] { return pid_in(file) > 0; }));
    scheduler.stop();
    CHECK(has_ended(pid_in(file)));
    REQUIRE(scheduler.last());
    CHECK_FALSE(scheduler.last()->crashed);
    CHECK(scheduler.last()->error.find("server stops") != std::string::npos);
    CHECK_FALSE(scheduler.trigger_now());
    CHECK_FALSE(scheduler.next_s());
}

TEST_CASE("reindex: the schedule starts runs one after another, never two") {
    const TempDir folder;
    const auto lock = (folder / "lock").string();
    ReindexScheduler scheduler(shell("mkdir " + lock + " || exit 9; sleep 0.05; rmdir " + lock),
                               [](std::int64_t now) { return now; });
    scheduler.start();
    CHECK(scheduler.next_s());
    REQUIRE(eventually([&] { return scheduler.last() && scheduler.last()->id >= 4; }));
    scheduler.stop();
    for (std::int64_t id = 1; id <= 4; ++id) {
        REQUIRE(scheduler.find(id));
        CHECK(scheduler.find(id)->exit_code == 0);
    }
}

TEST_CASE("reindex: a program that cannot be started is reported") {
    ReindexScheduler scheduler({"/no/such/broadsheet", "index"}, never);
    scheduler.start();
    REQUIRE(scheduler.trigger_now());
    REQUIRE(eventually([&] { return scheduler.last().has_value(); }));
    CHECK(scheduler.last()->exit_code == 127);
    CHECK(scheduler.last()->error.find("/no/such/broadsheet") != std::string::npos);
}

TEST_CASE("reindex: what has changed during a run lets one more follow, however often it is told") {
    const TempDir folder;
    const auto started = folder / "started";
    ReindexScheduler scheduler(shell("echo x >> " + started.string() + "; while [ ! -e " + (folder / "go").string() +
                                     " ]; do sleep 0.01; done"),
                               never);
    scheduler.start();
    scheduler.trigger_soon();
    REQUIRE(eventually([&] { return read_file(started) == "x\n"; }));
    for (int i = 0; i < 3; ++i) scheduler.trigger_soon();
    folder.write("go", "");
    REQUIRE(eventually([&] { return scheduler.last() && scheduler.last()->id == 2; }));
    CHECK_FALSE(scheduler.running());
    scheduler.stop();
    CHECK(read_file(started) == "x\nx\n");
    scheduler.trigger_soon();
    CHECK_FALSE(scheduler.running());
}
