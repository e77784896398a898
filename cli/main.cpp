// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "engine/error.h"
#include "engine/index/segment_builder.h"

#include <clocale>
#include <csignal>
#include <exception>
#include <iostream>

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

int run(int argc, char** argv) {
    CLI::App app("Broadsheet: search your news archive.");
    app.set_version_flag("--version", std::string("broadsheet ") + BROADSHEET_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.get_formatter()->column_width(34);
    cli::Settings settings;
    cli::Action action;
    app.add_option("--archive", settings.archive, "Folder of the archive")
        ->envname("BROADSHEET_ARCHIVE")
        ->capture_default_str();
    app.add_flag("--json", settings.json, "Results as JSON");
    cli::add_index_command(app, settings, action);
    cli::add_serve_command(app, settings, action);
    cli::add_search_command(app, settings, action);
    cli::add_show_command(app, settings, action);
    cli::add_extract_command(app, settings, action);
    cli::add_export_command(app, settings, action);
    cli::add_maintenance_commands(app, settings, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? cli::exit_done : cli::exit_usage;
    }
    return action();
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // `broadsheet search … | head` ends with a write error instead
    keep_freed_memory();
    raise_open_file_limit();
    try {
        return run(argc, argv);
    } catch (const Error& error) {
        std::cerr << "broadsheet: " << error.what() << '\n';
        return error.kind() == ErrorKind::usage ? cli::exit_usage : cli::exit_failed;
    } catch (const std::exception& error) {
        std::cerr << "broadsheet: " << error.what() << '\n';
        return cli::exit_failed;
    }
}
