// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The process that reads files nobody has vouched for. It gets them open, on a connection, and sends what is in them;
// see indexer/ingest/confined_reading.h for the other side.

namespace broadsheet {

/// The argument of the command line that makes a program one of these.
inline constexpr const char* confined_reader_argument = "read-confined";

/// Confines this process, which must have one thread and a connection as its stdin, and reads what it is told to until
/// the connection ends. Doesn't return.
[[noreturn]] void run_confined_reader();

}  // namespace broadsheet
