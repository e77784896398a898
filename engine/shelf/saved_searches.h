// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The searches that readers keep (searches.db): a SQLite file of its own in the archive's folder, which neither the
// record nor the index knows. One table:
//
//   search   id, never given twice; name; query, the search's parameters as they stand behind the ? of its address;
//            created_s; seen_s, when somebody last said to have seen what it finds; seen_article, the newest article
//            that the archive had then. What it finds with a greater id is new since.
//
// `user_version` counts schema changes; a newer one than ours is refused.

#include "engine/article/article.h"
#include "engine/record/sqlite.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

struct SavedSearch {
    std::int64_t id = 0;
    std::string name;
    std::string query;
    std::int64_t created_s = 0;
    std::int64_t seen_s = 0;
    ArticleId seen_article;
};

inline constexpr std::size_t saved_searches_max = 1000;
inline constexpr std::size_t saved_name_bytes_max = 200;
inline constexpr std::size_t saved_query_bytes_max = 8 * 1024;

/// May be used by any thread at the same time, and by several processes. The file is opened anew for each call, and
/// made by the first add(). Each change is one transaction, on the disk when the call returns. Every function throws
/// Error{io, busy, corrupt} if the file can't be read or written.
class SavedSearches {
public:
    explicit SavedSearches(const std::filesystem::path& archive);

    /// Newest first.
    std::vector<SavedSearch> all() const;
    std::optional<SavedSearch> find(std::int64_t id) const;

    /// No value if there are saved_searches_max already. The caller sees to names and queries within their limits.
    std::optional<SavedSearch> add(const std::string& name, const std::string& query, std::int64_t now_s,
                                   ArticleId newest);

    /// What to change; what has no value stays.
    struct Change {
        std::optional<std::string> name = {};
        std::optional<std::string> query = {};
        std::optional<ArticleId> seen_article = {};
    };
    /// The search as it is then; no value if there is none of that number.
    std::optional<SavedSearch> change(std::int64_t id, const Change& change, std::int64_t now_s);

    /// False if there is none of that number.
    bool remove(std::int64_t id);

private:
    bool exists() const;

    const std::filesystem::path file_;
    std::mutex writing_;  ///< the threads of one process wait here instead of at the file
};

}  // namespace broadsheet
