// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include "cli/output.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

#include <unistd.h>

namespace broadsheet::cli {

namespace {

constexpr double log_interval_s = 5;
constexpr int bar_cells = 24;
constexpr double megabyte = 1e6;

std::string clock_text(double seconds) {
    const auto whole = static_cast<long>(seconds + 0.5);
    char text[32];
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

std::string figures_text(const IngestProgress& progress) {
    const Run& figures = progress.figures;
    const auto articles = static_cast<std::uint64_t>(figures.added + figures.updated + figures.unchanged);
    std::string text = counted(articles, "article", "articles");
    if (figures.rejected != 0) text += ", " + grouped(static_cast<std::uint64_t>(figures.rejected)) + " rejected";
    if (progress.seconds <= 0) return text;
    const double rate = static_cast<double>(progress.bytes_done) / progress.seconds;
    char speed[64];
    std::snprintf(speed, sizeof speed, "  %.1f MB/s", rate / megabyte);
    text += speed;
    if (rate > 0 && progress.bytes_done < progress.bytes_total)
        text += "  " + clock_text(static_cast<double>(progress.bytes_total - progress.bytes_done) / rate) + " left";
    return text;
}

std::string bar_text(double done) {
    const int filled = static_cast<int>(done * bar_cells);
    std::string bar = "[";
    for (int cell = 0; cell < bar_cells; ++cell) bar += cell < filled ? '#' : '.';
    char percent[16];
    std::snprintf(percent, sizeof percent, "] %3d %%  ", static_cast<int>(done * 100));
    return bar + percent;
}

/// Past std::cerr, which lets nothing steer the terminal.
void send(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

ProgressPrinter::ProgressPrinter() : terminal_(::isatty(STDERR_FILENO) == 1), next_line_s_(log_interval_s) {}

void ProgressPrinter::show(const IngestProgress& progress) {
    const double total = static_cast<double>(progress.bytes_total);
    const double done = total > 0 ? std::min(1.0, static_cast<double>(progress.bytes_done) / total) : 1.0;
    if (terminal_) {
        send('\r' + bar_text(done) + figures_text(progress) + "\x1b[K");
        bar_shown_ = true;
    } else if (progress.seconds >= next_line_s_) {
        next_line_s_ = progress.seconds + log_interval_s;
        std::cerr << "index: " << static_cast<int>(done * 100) << " %, " << figures_text(progress) << std::endl;
    }
}

void ProgressPrinter::clear() {
    if (bar_shown_) send("\r\x1b[K");
    bar_shown_ = false;
}

}  // namespace broadsheet::cli
