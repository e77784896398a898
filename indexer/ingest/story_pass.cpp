// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/story_pass.h"

#include "engine/compare/story_finder.h"

#include <set>

namespace broadsheet {

namespace {

/// Made anew if it is of another version than ours.
Fingerprint fingerprint_in(const RecordReader::FingerprintRow& row, RecordReader& articles) {
    if (auto fingerprint = decode_fingerprint(row.bytes)) return std::move(*fingerprint);
    const std::vector<StoredArticle> article = articles.articles(std::span(&row.article, 1));
    return article.empty() ? Fingerprint{} : fingerprint_of(article.front());
}

Grouping grouping_in(const GroupingRow& row) {
    return {.duplicates = {row.duplicate}, .story = {row.story}};
}

}  // namespace

void find_stories(const std::filesystem::path& archive, RecordWriter& writer) {
    RecordReader record(archive);
    const Sequence compared = record.stories_sequence();
    const Sequence last = record.last_sequence();
    if (compared == last) return;

    RecordReader articles(archive);
    StoryFinder finder;
    record.compared(compared, [&](const RecordReader::FingerprintRow& row) {
        finder.load(row.article, fingerprint_in(row, articles), row.day, grouping_in(row.grouping));
    });
    std::set<ArticleId> changed;
    record.uncompared(compared, [&](const RecordReader::FingerprintRow& row) {
        if (row.grouping.story != 0 || row.grouping.duplicate != 0) changed.insert(row.article);
        if (row.removed)
            finder.remove(row.article);
        else
            finder.add(row.article, fingerprint_in(row, articles), row.day);
    });
    for (const Regrouped& regrouped : finder.settle()) changed.insert(regrouped.article);
    std::vector<GroupingRow> rows;
    for (const ArticleId id : changed) {
        const Grouping grouping = finder.grouping_of(id);
        rows.push_back({id, grouping.story.value, grouping.duplicates.value});
    }
    writer.begin();
    writer.put_groupings(rows, last);
}

}  // namespace broadsheet
