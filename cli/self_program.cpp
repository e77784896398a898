// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/self_program.h"

#include "engine/error.h"
#include "indexer/ingest/confined_reader.h"

#include <filesystem>

namespace broadsheet::cli {

std::string self_program() {
    std::error_code code;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", code);
    if (code) throw Error(ErrorKind::io, "cannot find the program itself: " + code.message() + " (is /proc mounted?)");
    return program.string();
}

std::vector<std::string> confined_reader_command() {
    return {"/proc/self/exe", confined_reader_argument};
}

}  // namespace broadsheet::cli
