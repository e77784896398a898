// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/story_pass.h"

#include "engine/compare/story_sweep.h"

namespace broadsheet {

namespace {

/// Made anew if it is of another version than ours.
Fingerprint fingerprint_in(std::string_view bytes, ArticleId id, RecordReader& record) {
    if (auto fingerprint = decode_fingerprint(bytes)) return std::move(*fingerprint);
    const std::vector<StoredArticle> article = record.articles(std::span(&id, 1));
    return article.empty() ? Fingerprint{} : fingerprint_of(article.front());
}

Grouping grouping_in(const GroupingRow& row) {
    return {.duplicates = {row.duplicate}, .story = {row.story}};
}

}  // namespace

void find_stories(const std::filesystem::path& archive, RecordWriter& writer) {
    RecordReader record(archive);
    record.hold_snapshot();
    const Sequence compared = record.stories_sequence();
    const Sequence last = record.last_sequence();
    if (compared == last) return;

    StorySweep sweep([&](ArticleId id) { return fingerprint_in(record.fingerprint_bytes(id), id, record); });
    record.compared(compared, [&](const RecordReader::FingerprintRow& row) {
        sweep.load(row.article, fingerprint_in(row.bytes, row.article, record), row.day, grouping_in(row.grouping));
    });
    record.uncompared(compared, [&](const RecordReader::FingerprintRow& row) {
        if (row.removed)
            sweep.remove(row.article);
        else
            sweep.add(row.article, row.day);
    });
    std::vector<GroupingRow> rows;
    for (const Regrouped& regrouped : sweep.settle()) {
        rows.push_back({regrouped.article, regrouped.grouping.story.value, regrouped.grouping.duplicates.value});
    }
    writer.begin();
    writer.put_groupings(rows, last);
}

}  // namespace broadsheet
