// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reading the record (articles.db): articles, sources, problems, runs. One reader belongs to one thread at a time.

#include "engine/article/article.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace broadsheet {

/// An input that was rejected, whole or in part.
struct Problem {
    std::string path;
    std::string location;
    std::string stage;
    std::string reason;
    std::int64_t seen_s = 0;
};

/// One indexing run and what it did, in articles (`scanned`: files).
struct Run {
    std::int64_t id = 0;
    std::int64_t started_s = 0;
    std::optional<std::int64_t> finished_s;
    std::int64_t scanned = 0, added = 0, updated = 0, unchanged = 0, removed = 0, rejected = 0;
};

/// Figures of the record.
struct RecordFigures {
    std::uint32_t articles = 0;
    std::uint32_t removed = 0;
    std::uint64_t body_bytes = 0;
    std::uint32_t problems = 0;
    std::uint32_t sources = 0;
    std::uint32_t files = 0;
    Sequence last_sequence = 0;
};

/// An input file as the record knows it.
struct FileRow {
    std::int64_t id = 0;
    std::string path;
    std::int64_t size_bytes = -1, modified_ns = 0, inode = 0;
    std::int64_t articles = 0, rejected = 0;
    std::string format;  ///< not filled when read
};

class RecordReader {
public:
    /// Throws Error{not_found} if there is no archive, Error{corrupt} if its schema isn't ours.
    explicit RecordReader(const std::filesystem::path& archive);
    ~RecordReader();
    RecordReader(RecordReader&&) noexcept;

    const std::string& archive_id() const;
    Sequence last_sequence();

    /// Articles by id, tombstones too, in the order asked; unknown ids are left out.
    std::vector<StoredArticle> articles(std::span<const ArticleId> ids);

    /// Calls `visit` for each article (tombstones too, these without their bodies) changed after `after`, up to
    /// `limit`, in order of sequence. Returns how many.
    std::size_t changes(Sequence after, std::size_t limit, const std::function<void(StoredArticle&&)>& visit);

    /// Calls `visit` with the id of every live article, ascending.
    void live_ids(const std::function<void(ArticleId)>& visit);

    std::vector<Problem> problems(std::size_t limit);
    std::optional<Run> last_run();
    /// Walks all articles: some tens of milliseconds for each hundred thousand.
    RecordFigures figures();

    std::optional<FileRow> file(const std::string& path);
    /// Calls `visit` for every file at or below `root`.
    void files_below(const std::string& root, const std::function<void(const FileRow&)>& visit);

    /// What SQLite's own check finds wrong; empty if nothing.
    std::vector<std::string> integrity_errors();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::filesystem::path record_file(const std::filesystem::path& archive);

}  // namespace broadsheet
