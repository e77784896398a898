// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An archive of its own for one test, filled without reading files: the record and the index, written as a run writes
// them.

#include "engine/index/index_writer.h"
#include "engine/record/record_writer.h"
#include "engine/search/searcher.h"
#include "tests/support/sample_articles.h"
#include "tests/support/temp_dir.h"

#include <map>
#include <memory>
#include <optional>

namespace broadsheet::test {

class TestArchive {
public:
    TestArchive();

    std::filesystem::path path() const { return folder_ / "archive"; }
    std::filesystem::path index() const { return path() / "index"; }

    RecordWriter& writer() { return *writer_; }
    RecordReader& record() { return *record_; }
    IndexWriter& indexer();

    /// Reads a file as a run does that finds these articles in it, and commits. What became of each.
    std::vector<PutOutcome> put_file(const std::string& path, const std::vector<Story>& stories);
    /// The same without the commit, which `writer().commit()` makes up for: a commit waits for the disk.
    std::vector<PutOutcome> put_uncommitted(const std::string& path, const std::vector<Story>& stories);
    /// Returns how many articles went.
    std::int64_t remove_file(const std::string& path);

    /// Lets the index take in what has been committed. Doesn't wait for merges.
    std::size_t catch_up(std::size_t batch_articles = batch_articles_default);
    void put_and_index(const std::string& path, const std::vector<Story>& stories);
    /// Waits for merges and closes the index writer, as the end of a run does.
    void close_index();
    /// Lets the lock, the record and the index go, as the end of a process does.
    void close();

    /// Ids of all living articles by their title.
    std::map<std::string, std::uint32_t> ids_by_title();
    /// What check_archive says, a line each; empty if the archive is clean and its index covers the record.
    std::string faults();

private:
    TempDir folder_;
    std::optional<ArchiveLock> lock_;
    std::optional<RecordWriter> writer_;
    std::optional<RecordReader> record_;
    std::optional<IndexWriter> index_;
    std::int64_t run_ = 0;
};

/// A request for text, with all else as it is by default, and as many hits as a page may have.
SearchRequest request_for(const std::string& text);
std::vector<std::string> titles_of(const SearchReply& reply);

}  // namespace broadsheet::test
