// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace broadsheet::cli {

namespace {

constexpr std::size_t usual_columns = 80, usual_rows = 24;
/// Of a shell that doesn't find the command.
constexpr int command_not_found = 127;

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool wanted(std::string_view when, bool automatic) {
    return when == "always" || (when == "auto" && automatic);
}

/// False if there is no such program; then nothing was shown.
bool shown_by(const std::string& pager, const std::string& text) {
    // less passes colours through and leaves its text on the screen; whatever people have set for it stays.
    ::setenv("LESS", "FRX", 0);
    ::setenv("LESSCHARSET", "utf-8", 0);
    std::cout.flush();
    std::FILE* pipe = ::popen(pager.c_str(), "w");
    if (!pipe) return false;
    // Ctrl-C is for the pager, which outlives us otherwise and has the terminal to itself.
    auto* const interrupted = std::signal(SIGINT, SIG_IGN);
    std::fwrite(text.data(), 1, text.size(), pipe);
    const int status = ::pclose(pipe);
    std::signal(SIGINT, interrupted);
    return !(WIFEXITED(status) && WEXITSTATUS(status) == command_not_found);
}

}  // namespace

Look look_of_stdout(std::string_view colours, std::string_view links) {
    Look look;
    look.terminal = ::isatty(STDOUT_FILENO) == 1;
    const bool capable = look.terminal && environment("TERM") != "dumb";
    look.colours = wanted(colours, capable && environment("NO_COLOR").empty());
    look.links = wanted(links, capable);
    if (!look.terminal) return look;
    winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    look.columns = known && size.ws_col > 0 ? size.ws_col : usual_columns;
    look.rows = known && size.ws_row > 0 ? size.ws_row : usual_rows;
    return look;
}

void print_paged(const std::string& text, const Look& look, bool may_page) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    const char* chosen = std::getenv("PAGER");
    const std::string pager = chosen ? chosen : "less -FRX";
    const bool pages = may_page && look.terminal && environment("TERM") != "dumb" && lines >= look.rows;
    if (pages && !pager.empty() && pager != "cat" && shown_by(pager, text)) return;
    std::cout << text;
}

}  // namespace broadsheet::cli
