// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/log.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include <sys/stat.h>
#include <unistd.h>

namespace broadsheet {
namespace {

LogOptions current;

constexpr std::string_view level_names[] = {"error", "warning", "info", "debug"};
/// syslog's numbers.
constexpr int priorities[] = {3, 4, 6, 7};

/// In quotation marks; everything but plain ASCII as escapes.
std::string in_quotes(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

/// As it is if it is one plain word, else in quotation marks.
std::string word_or_quoted(std::string_view text) {
    const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
    });
    return plain ? std::string(text) : in_quotes(text);
}

std::string time_text() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
    const std::time_t seconds = milliseconds / 1000;
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    char text[40], fraction[16];
    std::strftime(text, sizeof text, "%FT%T", &utc);
    std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>(milliseconds % 1000));
    return std::string(text) + fraction;
}

}  // namespace

void set_log(const LogOptions& options) {
    current = options;
}

bool logs_to_journal() {
    const char* named = std::getenv("JOURNAL_STREAM");
    struct stat file {};
    if (!named || ::fstat(STDERR_FILENO, &file) != 0) return false;
    return std::to_string(file.st_dev) + ":" + std::to_string(file.st_ino) == named;
}

std::string log_record(const LogOptions& options, LogLevel level, std::string_view event,
                       const std::vector<LogField>& fields, std::string_view time) {
    const auto number = static_cast<std::size_t>(level);
    std::string line;
    if (options.journal) line += "<" + std::to_string(priorities[number]) + ">";
    if (options.format == LogFormat::json) {
        line += "{";
        if (!options.journal) line += "\"time\":" + in_quotes(time) + ",";
        line += "\"level\":" + in_quotes(level_names[number]) + ",\"event\":" + in_quotes(event);
        for (const LogField& field : fields)
            line += "," + in_quotes(field.name) + ":" + (field.is_number ? field.value : in_quotes(field.value));
        return line + "}";
    }
    if (!options.journal) line.append(time).append(" ").append(level_names[number]).append(" ");
    line += event;
    for (const LogField& field : fields)
        line.append(" ").append(field.name).append("=").append(word_or_quoted(field.value));
    return line;
}

void log(LogLevel level, std::string_view event, const std::vector<LogField>& fields) {
    if (level > current.level) return;
    const std::string line = log_record(current, level, event, fields, current.journal ? "" : time_text()) + "\n";
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

void log_lines(std::string& begun, std::string_view bytes, std::string_view event) {
    constexpr std::size_t line_bytes_max = 4096;
    for (const char c : bytes) {
        if (c != '\n') {
            if (begun.size() < line_bytes_max) begun += c;
            continue;
        }
        if (!begun.empty()) log(LogLevel::info, event, {{"line", begun}});
        begun.clear();
    }
}

}  // namespace broadsheet
