// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Writes articles and their versions into the record, and decides whose text is shown when several files hold one
// article. A part of RecordWriter.

#include "engine/record/prepared.h"
#include "engine/record/record_writer.h"
#include "engine/record/source_rows.h"
#include "engine/record/sqlite.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace broadsheet {

class ArticleWriter {
public:
    explicit ArticleWriter(sqlite::Connection& connection);

    /// Time of the run, which new versions are given.
    void set_run_time(std::int64_t now_s) { now_s_ = now_s; }
    /// A file is being read that was written at `modified_ns`, until end_file().
    void begin_file(std::int64_t file, std::int64_t modified_ns) { being_read_[file] = modified_ns; }
    void end_file(std::int64_t file) { being_read_.erase(file); }
    /// Articles of a file that has gone from the disk may come back under another name: see RecordWriter::expect_moved.
    void expect_moved(std::int64_t file);

    PutOutcome put(const PreparedArticle& prepared, std::int64_t file, std::int64_t run);
    /// The file no longer holds the article (its holding has been dropped). True if that removed it.
    bool let_go(std::int64_t article, std::int64_t file);
    /// As RecordWriter has them.
    Standing take_down(ArticleId article);
    Standing bring_back(ArticleId article);
    /// The article that the last put() was about; 0 if it found none.
    std::int64_t last_put() const { return last_put_; }

    Sequence sequence() const { return sequence_; }

private:
    struct Known;
    struct Rank;

    std::optional<Known> find(const Identity& identity);
    Standing standing_of(ArticleId article);
    std::optional<Known> find_moved(const PreparedArticle& prepared);
    PutOutcome withdraw(const PreparedArticle& prepared);
    PutOutcome offer(const Known& known, const PreparedArticle& prepared, std::int64_t file, std::int64_t run);
    PutOutcome keep(const Known& known, const PreparedArticle& prepared, std::int64_t file, std::int64_t run);
    PutOutcome replace(const Known& known, const PreparedArticle& prepared, std::int64_t file, std::int64_t run);
    PutOutcome lose(const Known& known, const PreparedArticle& prepared);
    bool replaces(const Known& known, const PreparedArticle& prepared, std::int64_t file, std::int64_t run);

    std::int64_t insert(const PreparedArticle& prepared, const Identity& identity, std::int64_t file);
    void update(const Known& known, const PreparedArticle& prepared, std::int64_t file, bool filled);
    void update_fields(std::int64_t id, const Article& article, bool filled);
    void write_text(std::int64_t id, const PreparedArticle& prepared);
    void bind_source(sqlite::Statement& statement, int parameter, const std::string& name);
    std::int64_t version_for(const Known& known, const PreparedArticle& prepared);
    void hold(std::int64_t article, const PreparedArticle& prepared, std::int64_t file, std::int64_t run);
    bool holds(std::int64_t file, std::int64_t article);
    bool given_in_run(std::int64_t file, std::int64_t article, std::int64_t run);
    bool held_elsewhere(std::int64_t article, std::int64_t file);
    Article fields_of(std::int64_t article);
    /// While a file is being read, the record has the time that it had when it was last read.
    enum class FileTime { recorded, now };
    Rank rank_of(const Article& article, std::int64_t file, FileTime time = FileTime::now);
    Rank rank_shown(const Known& known, std::int64_t run);
    std::int64_t next_sequence() { return static_cast<std::int64_t>(++sequence_); }

    sqlite::Connection& connection_;
    SourceRows sources_;
    Sequence sequence_;
    std::int64_t now_s_ = 0;
    std::int64_t last_put_ = 0;
    std::unordered_map<std::int64_t, std::int64_t> being_read_;           ///< files and when they were written
    std::unordered_multimap<std::int64_t, std::int64_t> moved_articles_;  ///< content hash to article

    sqlite::Statement find_, find_by_key_, fields_, insert_, update_, update_fields_, write_body_, write_fingerprint_;
    sqlite::Statement restore_, remove_, take_down_, bring_back_, standing_, withdraw_, set_holder_, set_identity_;
    sqlite::Statement find_version_, last_version_, save_current_, save_version_;
    sqlite::Statement holding_, hold_, held_by_, shown_, reread_others_, forget_content_;
    sqlite::Statement file_, articles_of_file_;
};

}  // namespace broadsheet
