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

/// One text that an article has had. Numbers count the texts of an article in the order in which they became known.
struct ArticleVersion {
    std::uint32_t number = 1;
    bool current = false;  ///< the text that is shown
    std::int64_t taken_s =
        0;  ///< when it became the one shown, or became known at all; 0 if that was before we noted it
    StoredArticle article;
};

/// A file that holds an article.
struct HoldingFile {
    std::string path;
    std::string location;          ///< inside the file: "", "line 7", "row 12"
    std::string format;            ///< "html", "jsonl"
    std::int64_t size_bytes = -1;  ///< when it was last read; -1 while it is being read
    std::int64_t modified_s = 0;
    bool shown = false;  ///< its text is the one shown
};

/// What vouches for an article: the files that hold it, the one whose text is shown first, and hashes of what was read.
struct Holdings {
    std::uint64_t content_hash = 0;  ///< XXH3 of all its fields; 0 if unknown
    std::uint64_t text_hash = 0;     ///< XXH3 of title, subtitle and body; 0 if unknown
    std::vector<HoldingFile> files;  ///< at most holding_files_max
};
inline constexpr std::size_t holding_files_max = 20;

/// Articles that tell the same, by the smallest id among them; 0: none.
struct GroupingRow {
    ArticleId article;
    std::uint32_t story = 0;
    std::uint32_t duplicate = 0;
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
    struct State;

public:
    /// Throws Error{not_found} if there is no archive, Error{corrupt} if its schema isn't ours.
    explicit RecordReader(const std::filesystem::path& archive);
    ~RecordReader();
    RecordReader(RecordReader&&) noexcept;

    /// From the next question on all answers are of one moment, and each is quicker by some microseconds. Until the
    /// reader goes, what is written meanwhile stays in SQLite's log.
    void hold_snapshot();

    const std::string& archive_id() const;
    Sequence last_sequence();

    /// From here to the end of its life all answers of the reader are of one moment, and each is quicker by some
    /// microseconds: for the few questions of one page. Not within hold_snapshot().
    class Moment {
    public:
        explicit Moment(RecordReader& record);
        ~Moment();
        Moment(const Moment&) = delete;
        Moment& operator=(const Moment&) = delete;

    private:
        State& state_;
    };

    /// Articles by id, tombstones too, in the order asked; unknown ids are left out.
    std::vector<StoredArticle> articles(std::span<const ArticleId> ids);
    /// What else tells the same as an article. A story or group of near-duplicates is 0 if there is none; of its
    /// articles those are counted that were there when stories were last found, the article itself among them.
    struct KinFigures {
        std::uint32_t versions = 1;
        std::uint32_t story = 0, story_articles = 0;
        std::uint32_t duplicate = 0, duplicate_articles = 0;
    };
    struct ListedArticle {
        StoredArticle article;  ///< without provenance
        KinFigures kin;
    };
    /// The same for a list of articles, with their texts only if these are wanted.
    std::vector<ListedArticle> listed_articles(std::span<const ArticleId> ids, bool with_bodies);
    KinFigures kin_figures(ArticleId id);

    /// Articles (tombstones too, these without their bodies) whose last change is after `after` and not after `until`,
    /// in order of sequence: the first `limit`, fewer if their bodies come to more than 4 MB; none if there are none.
    std::vector<StoredArticle> changes(Sequence after, Sequence until, std::size_t limit);

    /// All texts that the article has had, the one shown too: by revision, date of change and number. Empty if the id
    /// is unknown.
    std::vector<ArticleVersion> versions(ArticleId id);
    /// How many texts the article has had; 1 for nearly all.
    std::uint32_t version_count(ArticleId id);

    /// Empty if the id is unknown.
    Holdings holdings(ArticleId id);

    /// The living articles of a story or of a group of near-duplicates, by id; empty if there is none of that number.
    std::vector<ArticleId> story_articles(std::uint32_t story);
    std::vector<ArticleId> duplicates(std::uint32_t group);
    /// The group of one article, all 0 if it is alone.
    GroupingRow grouping(ArticleId id);
    /// Calls `visit` for every living article that isn't alone.
    void groupings(const std::function<void(const GroupingRow&)>& visit);
    /// Counts changes of the groupings: while it stays, they stay.
    std::int64_t groupings_version();

    /// What is kept of an article to compare it with others; `bytes` are empty for uncompared ones.
    struct FingerprintRow {
        ArticleId article;
        bool removed = false;
        std::optional<DayNumber> day;  ///< of publication
        std::string_view bytes;        ///< until `visit` returns
        GroupingRow grouping;
    };
    /// Articles that had been compared when the record stood at `sequence`, whether they have changed since or not, by
    /// id.
    void compared(Sequence sequence, const std::function<void(const FingerprintRow&)>& visit);
    /// Articles that have changed since then, removed ones too, by id.
    void uncompared(Sequence sequence, const std::function<void(const FingerprintRow&)>& visit);
    /// Empty if the id is unknown.
    std::string fingerprint_bytes(ArticleId id);
    /// The sequence up to which stories have been found.
    Sequence stories_sequence();

    /// Calls `visit` with the id of every live article, ascending.
    void live_ids(const std::function<void(ArticleId)>& visit);

    /// By path, without the first `offset` ones.
    std::vector<Problem> problems(std::size_t limit, std::size_t offset = 0);
    std::uint64_t problem_count();
    std::optional<Run> last_run();
    /// Walks all articles: some tens of milliseconds for each hundred thousand.
    RecordFigures figures();

    std::optional<FileRow> file(const std::string& path);
    /// Calls `visit` for every file at or below `root`.
    void files_below(const std::string& root, const std::function<void(const FileRow&)>& visit);

    /// What SQLite's own check finds wrong; empty if nothing.
    std::vector<std::string> integrity_errors();

private:
    std::unique_ptr<State> state_;
};

std::filesystem::path record_file(const std::filesystem::path& archive);

}  // namespace broadsheet
