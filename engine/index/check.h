// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Compares the two stores of an archive and says what is wrong.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet {

struct CheckResult {
    std::vector<std::string> faults;  ///< plain sentences, the next step in brackets; empty if the archive is clean
    std::uint32_t articles = 0;       ///< live in the record
    std::uint32_t indexed = 0;        ///< live in the index
    std::size_t segments = 0;
    std::uint64_t generation = 0;
    std::uint64_t lag = 0;  ///< changes that the index has still to take in: no fault, `index` does it
};

/// Reads everything: SQLite's own check, each segment with Xapian's, and every article's presence in both stores.
/// Throws Error{not_found} if there is no archive.
CheckResult check_archive(const std::filesystem::path& archive);

}  // namespace broadsheet
