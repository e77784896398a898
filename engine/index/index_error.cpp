// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/index_error.h"

#include <xapian.h>

#include <string_view>

namespace broadsheet {

Error index_error(const Xapian::Error& error, const std::string& file) {
    // Xapian's exceptions have no virtual functions: their type is known by its name only. A DatabaseError for which
    // the operating system gave no reason is a file that ends too early or says what can't be.
    const std::string_view type = error.get_type();
    const bool damaged = type == "DatabaseCorruptError" || type == "DatabaseOpeningError" ||
                         type == "DatabaseVersionError" || type == "DatabaseNotFoundError" ||
                         (type == "DatabaseError" && !error.get_error_string());
    const std::string message = "index: " + (file.empty() ? "" : file + ": ") + error.get_msg();
    if (damaged) return Error(ErrorKind::corrupt, message + " (run `broadsheet rebuild`)");
    return Error(ErrorKind::io,
                 message + (error.get_error_string() ? std::string(": ") + error.get_error_string() : ""));
}

}  // namespace broadsheet
