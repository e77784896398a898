// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Running the built `broadsheet` as its users do: to its end, until it is killed, or as a server.

#include "tests/support/temp_dir.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace broadsheet::test {

/// The repository's root, for samples and shared data.
std::filesystem::path repository();

/// How a process ended.
struct Ended {
    int exit_code = 0;  ///< of one that ended by itself
    int signal = 0;     ///< that killed it, or 0
    std::string out;
    std::string err;
};

/// A `broadsheet` with these arguments. Killed with its owner if nobody has waited for it.
class Program {
public:
    /// With `open_files_max` it may have no more files open at a time; 0: as many as this process.
    explicit Program(const std::vector<std::string>& arguments, int open_files_max = 0);
    /// The same program, or another file of it, with more in its environment ("NAME=value").
    Program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
            const std::string& file);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    pid_t pid() const { return pid_; }
    void signal(int number) const;
    Ended wait();
    bool has_ended();
    /// What is on stdout until now.
    std::string out_so_far() const;
    /// The first line on stdout; waits for it. Empty if the program ended without one.
    std::string first_line();

private:
    void start(std::vector<std::string> words, std::vector<std::string> settings);

    TempDir folder_;
    pid_t pid_ = -1;
    std::optional<Ended> ended_;
};

/// The program of which the tests know how to kill it at every step (tests/faults/faults.cpp).
std::string program_with_faults();

/// Runs `broadsheet` to its end.
Ended run_program(const std::vector<std::string>& arguments);

/// Asks again and again until it holds; false if it doesn't within half a minute.
bool eventually(const std::function<bool()>& holds);

struct Reply {
    int status = 0;  ///< 0 if there was no answer
    std::string body;
    std::string location = {};  ///< header of that name
};

/// Asks a server over one connection that is kept. For one thread.
class HttpClient {
public:
    /// `url` as the server prints it: "http://127.0.0.1:41234/".
    explicit HttpClient(const std::string& url);
    ~HttpClient();

    Reply get(const std::string& path_and_query);
    /// With a body of that type; `prefer` is the header of that name, if not empty.
    Reply send(const std::string& method, const std::string& path, const std::string& body = {},
               const std::string& type = "application/json", const std::string& prefer = {});
    /// From now on every request shows this key.
    void use_key(const std::string& secret);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A new key of scope admin for an archive.
std::string admin_key(const std::string& archive);

/// Percent-encodes a value for a query string.
std::string encoded(const std::string& value);

}  // namespace broadsheet::test
