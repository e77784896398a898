// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_archive.h"

#include "engine/index/check.h"

namespace broadsheet::test {

TestArchive::TestArchive() {
    lock_.emplace(path());
    writer_.emplace(*lock_);
    record_.emplace(path());
}

IndexWriter& TestArchive::indexer() {
    if (!index_) index_.emplace(*lock_, *record_, 2);
    return *index_;
}

std::vector<PutOutcome> TestArchive::put_file(const std::string& path, const std::vector<Story>& stories) {
    std::vector<PutOutcome> outcomes = put_uncommitted(path, stories);
    writer_->commit();
    return outcomes;
}

std::vector<PutOutcome> TestArchive::put_uncommitted(const std::string& path, const std::vector<Story>& stories) {
    writer_->begin();
    run_ = writer_->start_run(1'700'000'000);
    FileRow row;
    row.id = writer_->start_file(path);
    row.path = path;
    row.size_bytes = 1;
    row.articles = static_cast<std::int64_t>(stories.size());
    row.format = "test";
    std::vector<PutOutcome> outcomes;
    for (std::size_t i = 0; i < stories.size(); ++i) {
        const std::string location = stories.size() == 1 ? "" : "line " + std::to_string(i + 1);
        outcomes.push_back(writer_->put(prepare(make(stories[i]), path, location), row.id, run_));
    }
    writer_->finish_file(row, run_);
    return outcomes;
}

std::int64_t TestArchive::remove_file(const std::string& path) {
    const std::optional<FileRow> file = record_->file(path);
    if (!file) return 0;
    writer_->begin();
    const std::int64_t removed = writer_->remove_file(file->id);
    writer_->commit();
    return removed;
}

std::size_t TestArchive::catch_up(std::size_t batch_articles) {
    return indexer().catch_up(*record_, batch_articles);
}

void TestArchive::put_and_index(const std::string& path, const std::vector<Story>& stories) {
    put_file(path, stories);
    catch_up();
}

void TestArchive::close_index() {
    if (index_) index_->wait_for_merges();
    index_.reset();
}

void TestArchive::close() {
    close_index();
    record_.reset();
    writer_.reset();
    lock_.reset();
}

std::map<std::string, std::uint32_t> TestArchive::ids_by_title() {
    std::vector<ArticleId> ids;
    record_->live_ids([&ids](ArticleId id) { ids.push_back(id); });
    std::map<std::string, std::uint32_t> by_title;
    for (const StoredArticle& article : record_->articles(ids)) by_title[article.title] = article.id.value;
    return by_title;
}

std::string TestArchive::faults() {
    const CheckResult result = check_archive(path());
    std::string lines;
    for (const std::string& fault : result.faults) lines += fault + "\n";
    if (result.lag != 0) lines += "lag " + std::to_string(result.lag) + "\n";
    return lines;
}

SearchRequest request_for(const std::string& text) {
    SearchRequest request;
    request.text = text;
    request.limit = page_size_max;
    return request;
}

std::vector<std::string> titles_of(const SearchReply& reply) {
    std::vector<std::string> titles;
    for (const Hit& hit : reply.hits) titles.push_back(hit.article.title);
    return titles;
}

}  // namespace broadsheet::test
