// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Takes what lies in the inbox into the record and the index.

#include "engine/inbox/inbox.h"
#include "engine/record/record_writer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace broadsheet {

/// What became of one request. Counts are of articles.
struct IntakeOutcome {
    std::int64_t request = 0;
    std::int64_t added = 0, updated = 0, unchanged = 0, removed = 0, rejected = 0;
    std::vector<ArticleId> articles;  ///< in the order of the request: the first so many
    struct Fault {
        std::string location;  ///< "line 3", "article 2"; empty: the whole
        std::string reason;
    };
    std::vector<Fault> faults;  ///< why the first so many were rejected
};
inline constexpr std::size_t intake_articles_told_max = 1'000;
inline constexpr std::size_t intake_faults_told_max = 20;

struct IntakeOptions {
    std::vector<std::int64_t> requests;  ///< ids; those that aren't in the inbox are passed over
    unsigned jobs = 2;
    std::int64_t now_s = 0;
    /// Called for each request in turn when all are in the record and can be found, and gone from the inbox.
    std::function<void(const IntakeOutcome&)> done;
};

/// Returns the generation reached. Killed anywhere, what isn't done stays in the inbox, and doing it again changes
/// nothing more. Throws Error{busy} if another process writes the archive, Error{corrupt} for a request whose bytes
/// have changed.
std::uint64_t take_in(const std::filesystem::path& archive, const IntakeOptions& options);

}  // namespace broadsheet
