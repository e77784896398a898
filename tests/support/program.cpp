// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <httplib.h>

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace broadsheet::test {

namespace {

constexpr auto waiting_max = std::chrono::seconds(30);
constexpr auto waiting_step = std::chrono::milliseconds(10);

}  // namespace

std::filesystem::path repository() {
    return BROADSHEET_REPOSITORY;
}

std::string program_with_faults() {
    return BROADSHEET_PROGRAM "_with_faults";
}

Program::Program(const std::vector<std::string>& arguments, int open_files_max) {
    std::vector<std::string> words = {BROADSHEET_PROGRAM};
    if (open_files_max > 0)
        words = {"/bin/sh", "-c", "ulimit -n " + std::to_string(open_files_max) + "; exec \"$0\" \"$@\"",
                 BROADSHEET_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    start(std::move(words), {});
}

Program::Program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                 const std::string& file) {
    std::vector<std::string> words = {file};
    words.insert(words.end(), arguments.begin(), arguments.end());
    start(std::move(words), environment);
}

void Program::start(std::vector<std::string> words, std::vector<std::string> settings) {
    for (char** setting = environ; *setting; ++setting) settings.emplace_back(*setting);
    std::vector<char*> setting_pointers;
    for (std::string& setting : settings) setting_pointers.push_back(setting.data());
    setting_pointers.push_back(nullptr);
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    // Files instead of pipes: a program that writes much never waits for us.
    const std::string out = folder_ / "out", err = folder_ / "err";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int failure =
        ::posix_spawn(&pid_, pointers.front(), &actions, nullptr, pointers.data(), setting_pointers.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) throw std::runtime_error("cannot start " + words.front());
}

Program::~Program() {
    if (ended_) return;
    signal(SIGKILL);
    wait();
}

void Program::signal(int number) const {
    if (!ended_) ::kill(pid_, number);
}

Ended Program::wait() {
    if (ended_) return *ended_;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    Ended ended;
    if (WIFSIGNALED(status))
        ended.signal = WTERMSIG(status);
    else
        ended.exit_code = WEXITSTATUS(status);
    ended.out = read_file(folder_ / "out");
    ended.err = read_file(folder_ / "err");
    ended_ = ended;
    return ended;
}

bool Program::has_ended() {
    if (ended_) return true;
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_;
}

std::string Program::out_so_far() const {
    return ended_ ? ended_->out : read_file(folder_ / "out");
}

std::string Program::first_line() {
    std::string text;
    eventually([&] {
        const bool ended = has_ended();
        text = read_file(folder_ / "out");
        return ended || text.find('\n') != std::string::npos;
    });
    return text.substr(0, text.find('\n'));
}

Ended run_program(const std::vector<std::string>& arguments) {
    return Program(arguments).wait();
}

bool eventually(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + waiting_max;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(waiting_step);
    }
    return true;
}

struct HttpClient::State {
    explicit State(const std::string& url) : client(url.substr(0, url.find_last_not_of('/') + 1)) {
        client.set_keep_alive(true);
        client.set_read_timeout(waiting_max);
    }
    httplib::Client client;
};

HttpClient::HttpClient(const std::string& url) : state_(std::make_unique<State>(url)) {}
HttpClient::~HttpClient() = default;

Reply HttpClient::get(const std::string& path_and_query) {
    const httplib::Result result = state_->client.Get(path_and_query);
    if (!result) return {0, httplib::to_string(result.error())};
    return {result->status, result->body};
}

Reply HttpClient::send(const std::string& method, const std::string& path, const std::string& body,
                       const std::string& type, const std::string& prefer) {
    httplib::Request request;
    request.method = method;
    request.path = path;
    request.body = body;
    if (!body.empty()) request.set_header("Content-Type", type);
    if (!prefer.empty()) request.set_header("Prefer", prefer);
    const httplib::Result result = state_->client.send(request);
    if (!result) return {0, httplib::to_string(result.error())};
    return {result->status, result->body, result->get_header_value("Location")};
}

void HttpClient::use_key(const std::string& secret) {
    state_->client.set_bearer_token_auth(secret);
}

std::string admin_key(const std::string& archive) {
    static int made = 0;
    const std::string name = "test-" + std::to_string(++made);
    const Ended ended = run_program({"key", "add", name, "--scope", "admin", "--archive", archive});
    if (ended.exit_code != 0) throw std::runtime_error("no key could be made: " + ended.err);
    return ended.out.substr(0, ended.out.find('\n'));
}

std::string encoded(const std::string& value) {
    std::string text;
    for (const char character : value) {
        const auto byte = static_cast<unsigned char>(character);
        char escape[4];
        std::snprintf(escape, sizeof escape, "%%%02X", byte);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
        text += plain ? std::string(1, character) : std::string(escape);
    }
    return text;
}

}  // namespace broadsheet::test
