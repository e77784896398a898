// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a running server tells its operator: one record a line on standard error, as text or JSON. No record holds text
// of an article or of a query, nor a key; whatever could steer a terminal is written as \u escapes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class LogLevel { error, warning, info, debug };
enum class LogFormat { text, json };

struct LogField {
    LogField(std::string_view field, std::string_view text) : name(field), value(text) {}
    LogField(std::string_view field, const char* text) : name(field), value(text) {}
    LogField(std::string_view field, std::int64_t number)
        : name(field), value(std::to_string(number)), is_number(true) {}

    std::string_view name;  ///< a literal
    std::string value;
    bool is_number = false;
};

struct LogOptions {
    LogFormat format = LogFormat::text;
    LogLevel level = LogLevel::info;  ///< and what is worse
    bool journal =
        false;  ///< systemd's journal reads: it knows the time, and takes the level from a <n> before the line
};

/// For all records after it. To be called before there are threads.
void set_log(const LogOptions& options);

/// True if standard error leads to systemd's journal.
bool logs_to_journal();

/// Writes a record with one system call, from any thread. `event` is a literal such as "server.started".
void log(LogLevel level, std::string_view event, const std::vector<LogField>& fields = {});

/// Each whole line of what another program writes as a record of its own; what isn't one yet stays in `begun`.
void log_lines(std::string& begun, std::string_view bytes, std::string_view event);

/// The record as it is written, without the end of the line; `time` is left out in the journal.
std::string log_record(const LogOptions& options, LogLevel level, std::string_view event,
                       const std::vector<LogField>& fields, std::string_view time);

}  // namespace broadsheet
