// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/merge.h"

#include "engine/index/index_error.h"
#include "engine/index/segment_builder.h"
#include "engine/index/segment_files.h"

#include <xapian.h>

#include <unordered_set>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t read_articles_max = 200;

std::vector<ArticleId> living_ids(const Segment& segment) {
    std::vector<ArticleId> ids;
    const auto all = segment.files->columns.ids;
    for (std::uint32_t document = 0; document < all.size(); ++document)
        if (!segment.is_dead(document)) ids.push_back({all[document]});
    return ids;
}

}  // namespace

std::uint32_t merge_segments(const fs::path& index, const std::vector<Segment>& sources, std::uint32_t number) try {
    Xapian::Database all;
    ColumnsBuilder columns;
    std::vector<Tokens> tokens;
    for (const Segment& source : sources) {
        all.add_database(Xapian::Database(source.files->database.reopen()));
        columns.append(source.files->columns);
        tokens.push_back(source.files->tokens.tokens());
    }
    write_segment_files(index, number, all, tokens, columns);
    return columns.documents();
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

std::uint32_t rewrite_segments(const fs::path& index, const std::vector<Segment>& sources, RecordReader& record,
                               std::uint32_t number, unsigned jobs) {
    SegmentBuilder builder(index, number, jobs);
    for (const Segment& source : sources) {
        const std::vector<ArticleId> ids = living_ids(source);
        for (std::size_t i = 0; i < ids.size(); i += read_articles_max) {
            const std::size_t count = std::min(read_articles_max, ids.size() - i);
            // A row may be newer than the generation that we rewrite: catching up will replace it once more, with the
            // same.
            for (StoredArticle& article : record.articles(std::span(ids).subspan(i, count)))
                if (!article.removed) builder.add(std::move(article));
        }
    }
    return builder.finish();
}

DeadSet joined_dead(const std::vector<Segment>& sources, std::uint32_t documents) {
    DeadSet joined(documents);
    std::uint32_t base = 0;
    for (const Segment& source : sources) {
        if (source.entry.dead != 0)
            for (std::uint32_t document = 0; document < source.entry.documents; ++document)
                if (source.dead->contains(document)) joined.insert(base + document);
        base += source.entry.documents;
    }
    return joined;
}

DeadSet died_meanwhile(const Segment& rewritten, const std::vector<Segment>& before, const std::vector<Segment>& now) {
    std::unordered_set<std::uint32_t> died;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const auto ids = now[i].files->columns.ids;
        for (std::uint32_t document = 0; document < ids.size(); ++document)
            if (now[i].is_dead(document) && !before[i].is_dead(document)) died.insert(ids[document]);
    }
    DeadSet dead(rewritten.entry.documents);
    if (died.empty()) return dead;
    const auto ids = rewritten.files->columns.ids;
    for (std::uint32_t document = 0; document < ids.size(); ++document)
        if (died.contains(ids[document])) dead.insert(document);
    return dead;
}

}  // namespace broadsheet
