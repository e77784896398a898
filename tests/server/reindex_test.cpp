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
#include "server/schedule/job_queue.h"
#include "tests/support/temp_dir.h"

using namespace broadsheet;
using broadsheet::test::read_file;
using broadsheet::test::TempDir;
using std::chrono::milliseconds;

namespace {

std::vector<std::string> shell(std::string script) {
    return {"/bin/sh", "-c", std::move(script)};
}

/// The working folder of children, for one test.
class WorkingFolder {
public:
    explicit WorkingFolder(const std::filesystem::path& folder) { std::filesystem::current_path(folder); }
    ~WorkingFolder() { std::filesystem::current_path(before_); }
    WorkingFolder(const WorkingFolder&) = delete;
    WorkingFolder& operator=(const WorkingFolder&) = delete;

private:
    const std::filesystem::path before_ = std::filesystem::current_path();
};

/// A queue over a folder of its own whose children are scripts; $@ of the second are the ids of requests.
struct Queue {
    explicit Queue(const std::string& reindex, const std::string& take_in = "exit 9", JobSchedule schedule = {})
        : jobs(folder.path(), {shell(reindex), {"/bin/sh", "-c", take_in, "take-in"}}, std::move(schedule)) {}

    /// Waits for the end of a job.
    Job ended(std::int64_t id) const {
        const auto job = jobs.wait(id, std::chrono::seconds(10));
        REQUIRE(job);
        return *job;
    }
    Job run() { return ended(jobs.reindex("request").id); }

    TempDir folder;
    JobQueue jobs;
};

/// What a child says of each request that it was given, whose file it removes.
std::string take_in_script(const TempDir& folder) {
    return "for id in $@; do rm -f " + (folder / "inbox").string() +
           "/$id-*; echo \"{\\\"request\\\":{\\\"id\\\":$id,\\\"added\\\":1,\\\"articles\\\":[7]}}\"; done";
}

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

TEST_CASE("jobs: a reindexing tells its progress and leaves its counts") {
    Queue queue(R"(echo '{"progress":{"files":1,"filesTotal":2,"bytes":5,"bytesTotal":9,"articles":3,"seconds":0.5}}'
        while [ ! -e go ]; do sleep 0.01; done; echo '{"added":3,"scanned":2}')");
    const TempDir place;
    const WorkingFolder here(place.path());
    CHECK_FALSE(queue.jobs.last_reindex());
    const Job waiting = queue.jobs.reindex("request");
    CHECK(waiting.state == JobState::queued);
    CHECK(queue.jobs.reindex("schedule").id == waiting.id);  // it joins the one that waits
    queue.jobs.start();
    REQUIRE(eventually([&] { return queue.jobs.find(waiting.id)->progress.has_value(); }));
    const Job running = *queue.jobs.find(waiting.id);
    CHECK(running.state == JobState::running);
    CHECK(running.progress->files_total == 2);
    CHECK(running.progress->bytes == 5);
    CHECK(queue.jobs.wait(waiting.id, milliseconds(1))->state == JobState::running);
    CHECK(queue.jobs.running_reindex()->id == waiting.id);
    place.write("go", "");
    const Job done = queue.ended(waiting.id);
    CHECK(done.state == JobState::done);
    CHECK(done.counts->added == 3);
    CHECK(done.error.empty());
    CHECK(done.finished_s.value_or(0) >= done.started_s.value_or(1));
    CHECK(queue.jobs.last_reindex()->id == done.id);
    CHECK_FALSE(queue.jobs.find(done.id + 1));
    CHECK(queue.jobs.reindex("request").id > done.id);
}

TEST_CASE("jobs: a failed reindexing says why and the next one runs") {
    Queue queue("if mkdir second; then echo 'the disk is full' >&2; exit 1; fi; echo '{}'");
    const TempDir place;
    const WorkingFolder here(place.path());
    queue.jobs.start();
    const Job failed = queue.run();
    CHECK(failed.state == JobState::failed);
    CHECK(failed.exit_code == 1);
    CHECK_FALSE(failed.crashed);
    CHECK(failed.error.find("exit code 1: the disk is full") != std::string::npos);
    CHECK(queue.run().state == JobState::done);
}

TEST_CASE("jobs: a reindexing that is killed is reported as crashed and leaves us alone") {
    Queue queue("echo $$ > pid; exec sleep 60");
    const TempDir place;
    const WorkingFolder here(place.path());
    queue.jobs.start();
    const Job job = queue.jobs.reindex("request");
    REQUIRE(eventually([&] { return pid_in(place / "pid") > 0; }));
    kill(pid_in(place / "pid"), SIGKILL);
    const Job ended = queue.ended(job.id);
    CHECK(ended.state == JobState::failed);
    CHECK(ended.crashed);
    CHECK(ended.exit_code == 137);
    CHECK(ended.error.find("signal 9") != std::string::npos);
    CHECK_FALSE(queue.jobs.running_reindex());
}

TEST_CASE("jobs: stop and cancel end the running reindexing, which is no crash") {
    Queue queue("echo $$ > pid; exec sleep 60");
    const TempDir place;
    const WorkingFolder here(place.path());
    queue.jobs.start();
    const Job first = queue.jobs.reindex("request");
    REQUIRE(eventually([&] { return pid_in(place / "pid") > 0; }));
    const Job second = queue.jobs.reindex("request");
    CHECK(second.id != first.id);
    CHECK(queue.jobs.cancel(second.id) == JobQueue::Cancelled::yes);
    CHECK(queue.jobs.find(second.id)->state == JobState::cancelled);
    CHECK(queue.jobs.cancel(second.id) == JobQueue::Cancelled::finished);
    CHECK(queue.jobs.cancel(first.id) == JobQueue::Cancelled::yes);
    CHECK(queue.ended(first.id).state == JobState::cancelled);
    CHECK_FALSE(queue.ended(first.id).crashed);
    CHECK(queue.jobs.cancel(first.id + 1'000'000) == JobQueue::Cancelled::unknown);

    std::filesystem::remove(place / "pid");
    const Job third = queue.jobs.reindex("request");
    REQUIRE(eventually([&] { return pid_in(place / "pid") > 0; }));
    queue.jobs.stop();
    CHECK(has_ended(pid_in(place / "pid")));
    CHECK(queue.jobs.find(third.id)->state == JobState::cancelled);
    CHECK(queue.jobs.find(third.id)->error.find("server stops") != std::string::npos);
    CHECK_FALSE(queue.jobs.next_s());
}

TEST_CASE("jobs: the schedule starts runs one after another, never two, beside what is posted") {
    const TempDir place;
    const auto lock = (place / "lock").string();
    const std::string alone = "mkdir " + lock + " || exit 9; sleep 0.05; rmdir " + lock + "; ";
    JobSchedule schedule;
    schedule.next = [](std::int64_t now) { return now; };
    JobQueue jobs(place.path(),
                  {shell(alone + "echo x >> " + (place / "ran").string()),
                   {"/bin/sh", "-c", alone + take_in_script(place), "take-in"}},
                  schedule);
    jobs.start();
    CHECK(jobs.is_scheduled());
    for (int i = 0; i < 3; ++i) jobs.submit(RequestKind::add_json, "{}");
    REQUIRE(eventually([&] { return read_file(place / "ran").size() >= 8; }));
    jobs.stop();
    std::size_t done = 0;
    for (const Job& job : jobs.jobs()) {
        CHECK(job.state != JobState::failed);
        done += job.state == JobState::done ? 1 : 0;
    }
    CHECK(done >= 6);
}

TEST_CASE("jobs: a time of the clock that comes during a run is made up for once") {
    const TempDir place;
    std::int64_t asked = 0;
    JobSchedule schedule;
    schedule.by_clock = true;
    // Three times that have come and gone, then never again.
    schedule.next = [&asked](std::int64_t now) { return ++asked <= 3 ? std::optional(now - 10) : std::nullopt; };
    const std::string started = (place / "started").string();
    JobQueue jobs(place.path(), {shell("echo x >> " + started), {}}, schedule);
    jobs.start();
    REQUIRE(eventually([&] { return read_file(started).size() >= 4; }));
    const Job last = jobs.reindex("request");
    REQUIRE(jobs.wait(last.id, std::chrono::seconds(10)));
    jobs.stop();
    CHECK(read_file(started).size() <= 8);
    CHECK(asked == 4);
}

TEST_CASE("jobs: a program that cannot be started is reported") {
    const TempDir place;
    JobQueue jobs(place.path(), {{"/no/such/broadsheet", "index"}, {}});
    jobs.start();
    const auto job = jobs.wait(jobs.reindex("request").id, std::chrono::seconds(10));
    REQUIRE(job);
    CHECK(job->exit_code == 127);
    CHECK(job->error.find("/no/such/broadsheet") != std::string::npos);
}

TEST_CASE("jobs: what has changed during a run lets one more follow, however often it is told") {
    Queue queue("echo x >> started; while [ ! -e go ]; do sleep 0.01; done");
    const TempDir place;
    const WorkingFolder here(place.path());
    queue.jobs.start();
    queue.jobs.reindex_soon("change");
    REQUIRE(eventually([&] { return read_file(place / "started") == "x\n"; }));
    for (int i = 0; i < 3; ++i) queue.jobs.reindex_soon("change");
    place.write("go", "");
    REQUIRE(eventually([&] { return read_file(place / "started") == "x\nx\n"; }));
    REQUIRE(eventually([&] { return queue.jobs.jobs().size() == 2 && queue.jobs.jobs().front().finished(); }));
    queue.jobs.stop();
    queue.jobs.reindex_soon("change");
    CHECK(queue.jobs.jobs().size() == 2);
    CHECK(read_file(place / "started") == "x\nx\n");
}

TEST_CASE("jobs: a request is in the inbox when submit returns, and gone when it is done") {
    const TempDir place;
    JobQueue jobs(place.path(), {{}, {"/bin/sh", "-c", take_in_script(place), "take-in"}});
    const Job job = jobs.submit(RequestKind::add_lines, "{}\n");
    const Inbox inbox(place.path());
    REQUIRE(inbox.list().size() == 1);
    CHECK(inbox.list().front().id == job.id);
    CHECK(is_intact(inbox.list().front()));
    CHECK(jobs.find(job.id)->state == JobState::queued);
    jobs.start();
    const Job done = *jobs.wait(job.id, std::chrono::seconds(10));
    CHECK(done.state == JobState::done);
    CHECK(done.counts->added == 1);
    CHECK(done.articles == std::vector<std::uint32_t>{7});
    CHECK(inbox.list().empty());
}

TEST_CASE("jobs: what a former server has acknowledged is done by the next, under the same number") {
    const TempDir place;
    std::int64_t id = 0;
    {
        JobQueue killed(place.path(), {{}, shell("exit 1")});
        id = killed.submit(RequestKind::take_down, "7\n").id;
    }
    place.write("inbox/1-half.json.new", "{");  // what a kill during the writing of another has left
    JobQueue jobs(place.path(), {{}, {"/bin/sh", "-c", take_in_script(place), "take-in"}});
    jobs.start();
    const auto done = jobs.wait(id, std::chrono::seconds(10));
    REQUIRE(done);
    CHECK(done->kind == JobKind::remove);
    CHECK(done->state == JobState::done);
    CHECK(jobs.submit(RequestKind::add_json, "{}").id > id);
    CHECK_FALSE(std::filesystem::exists(place / "inbox/1-half.json.new"));
}

TEST_CASE("jobs: a request whose child crashes is tried again, alone, and kept if it crashes each time") {
    const TempDir place;
    const std::string said = (place / "said").string();
    // The first request crashes every child that has it.
    JobQueue jobs(place.path(), {{},
                                 {"/bin/sh", "-c",
                                  "echo $# >> " + said + "; case \"$*\" in *$(cat " + (place / "bad").string() +
                                      ")*) kill -9 $$;; esac; " + take_in_script(place),
                                  "take-in"}});
    const Job bad = jobs.submit(RequestKind::add_json, "{}"), good = jobs.submit(RequestKind::add_json, "[]");
    place.write("bad", std::to_string(bad.id));
    jobs.start();
    const auto failed = jobs.wait(bad.id, std::chrono::seconds(10)),
               done = jobs.wait(good.id, std::chrono::seconds(10));
    REQUIRE(failed);
    REQUIRE(done);
    CHECK(failed->state == JobState::failed);
    CHECK(failed->crashed);
    CHECK(failed->error.find("signal 9") != std::string::npos);
    CHECK(failed->error.find("is kept") != std::string::npos);
    CHECK(done->state == JobState::done);
    CHECK(read_file(said).starts_with("2\n1\n1\n"));
    const auto left = Inbox(place.path()).list();
    REQUIRE(left.size() == 1);
    CHECK(left.front().id == bad.id);
}

TEST_CASE("jobs: a request that waits can be cancelled, which forgets it") {
    const TempDir place;
    JobQueue jobs(place.path(), {{}, {"/bin/sh", "-c", take_in_script(place), "take-in"}});
    const Job job = jobs.submit(RequestKind::add_json, "{}");
    CHECK(jobs.cancel(job.id) == JobQueue::Cancelled::yes);
    CHECK(jobs.find(job.id)->state == JobState::cancelled);
    CHECK(Inbox(place.path()).list().empty());
}

TEST_CASE("inbox: more than it may hold is refused, and so is a request whose bytes have changed") {
    const TempDir place;
    const Inbox inbox(place.path());
    const InboxRequest request = inbox.put(5, RequestKind::add_json, "{\"title\":\"A\"}");
    CHECK(is_intact(request));
    std::ofstream(request.file) << "{\"title\":\"B\"}";
    CHECK_FALSE(is_intact(request));
    place.write("inbox/notes.txt", "none of ours");
    for (std::size_t i = 1; i < inbox_requests_max; ++i)
        place.write("inbox/" + std::to_string(i + 10) + "-0123456789abcdef.json", "{}");
    CHECK(inbox.list().size() == inbox_requests_max);
    CHECK_THROWS_WITH_AS(inbox.put(9'999, RequestKind::add_json, "{}"), doctest::Contains("too much is waiting"),
                         Error);
}
