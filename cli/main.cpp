// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/harmless_errors.h"
#include "cli/output.h"
#include "engine/error.h"
#include "engine/index/segment_builder.h"
#include "indexer/ingest/confined_reader.h"

#include <clocale>
#include <csignal>
#include <exception>
#include <iostream>
#include <string_view>

#include <malloc.h>

namespace {

using namespace broadsheet;

/// Pages of articles are larger than what glibc takes for small: mapped and unmapped one by one, their memory would be
/// zeroed by the kernel each time, some per cent of the time of extraction and more on a busy machine.
void keep_freed_memory() {
    ::mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024);
    ::mallopt(M_TRIM_THRESHOLD, 8 * 1024 * 1024);
    ::mallopt(M_TOP_PAD, 256 * 1024);
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // `broadsheet search … | head` ends with a write error instead
    keep_freed_memory();
    // No command of anybody's: what we start ourselves to read files.
    if (argc == 2 && argv[1] == std::string_view(confined_reader_argument)) run_confined_reader();
    const cli::HarmlessErrors harmless_errors;
    raise_open_file_limit();
    try {
        return cli::run_command_line(argc, argv);
    } catch (const Error& error) {
        std::cerr << "broadsheet: " << cli::harmless_line(error.what()) << '\n';
        return error.kind() == ErrorKind::usage ? cli::exit_usage : cli::exit_failed;
    } catch (const std::exception& error) {
        std::cerr << "broadsheet: " << cli::harmless_line(error.what()) << '\n';
        return cli::exit_failed;
    }
}
