// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A program of others run on a file that nobody has vouched for: it may read, compute and answer, nothing else.
// Owns its limits; see sandboxed_process.cpp for what it is denied.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct SandboxLimits {
    unsigned processor_time_s = 20;
    std::size_t memory_bytes = std::size_t{512} * 1024 * 1024;
    std::size_t output_bytes = std::size_t{16} * 1024 * 1024;
    std::chrono::milliseconds time{60'000};
};

struct SandboxResult {
    enum class End { exited, killed, too_slow, too_much_output, not_started };
    End end = End::not_started;
    int exit_code = 0;
    std::string output;
    std::string errors;  ///< the first 2 kB of stderr
};

/// The full path of a program in PATH, or in the usual folders if there is no PATH; no value if it isn't installed.
std::optional<std::string> find_program(std::string_view name);

/// Runs `program` (a full path) with the file `input` as its stdin and waits for its end.
SandboxResult run_sandboxed(const std::string& program, const std::vector<std::string>& arguments, int input,
                            const SandboxLimits& limits);

}  // namespace broadsheet
