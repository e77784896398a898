// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/kinship.h"

#include "engine/search/searcher_state.h"

#include <algorithm>
#include <tuple>

namespace broadsheet {

Kinship kinship_of(ArticleId id, RecordReader& record) {
    return kinship_of(record.kin_figures(id));
}

Kinship kinship_of(const RecordReader::KinFigures& figures) {
    Kinship kinship;
    kinship.versions = figures.versions;
    kinship.duplicates = figures.duplicate_articles == 0 ? 0 : figures.duplicate_articles - 1;
    // The others may just have been removed.
    if (figures.story == 0 || figures.story_articles < 2) return kinship;
    kinship.story = figures.story;
    kinship.story_size = figures.story_articles;
    return kinship;
}

std::vector<ArticleVersion> Searcher::versions(ArticleId id) {
    Lease session(*state_);
    std::vector<ArticleVersion> versions = session->record.versions(id);
    const auto removed = [](const ArticleVersion& version) { return version.current && version.article.removed; };
    if (std::ranges::any_of(versions, removed)) return {};
    return versions;
}

Holdings Searcher::holdings(ArticleId id) {
    Lease session(*state_);
    return session->record.holdings(id);
}

std::optional<StoryArticles> Searcher::story(std::uint32_t id) {
    Lease session(*state_);
    StoryArticles story;
    story.id = id;
    story.articles = session->record.articles(session->record.story_articles(id));
    if (id == 0 || story.articles.empty()) return std::nullopt;
    std::ranges::sort(story.articles, {}, [](const StoredArticle& article) {
        return std::tuple(!article.published.known(), article.published.utc_s, article.id);
    });
    for (const StoredArticle& article : story.articles)
        story.duplicate_groups.push_back(session->record.grouping(article.id).duplicate);
    return story;
}

}  // namespace broadsheet
