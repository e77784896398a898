// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/kin_sample.h"

#include "tests/server/sample_reply.h"

namespace broadsheet::test {

namespace {

StoredArticle telling(std::uint32_t id, const std::string& source, const std::string& iso, const std::string& title,
                      const std::string& body) {
    StoredArticle article = sample_article();
    article.id = {id};
    article.source = source;
    article.source_id = slug_of(source);
    article.published = date_of(iso);
    article.title = title;
    article.body = body;
    return article;
}

}  // namespace

std::vector<ArticleVersion> sample_versions() {
    std::vector<ArticleVersion> versions(3);
    for (std::uint32_t i = 0; i < 3; ++i) {
        versions[i].number = versions[i].article.version = i + 1;
        versions[i].article = sample_article();
        versions[i].taken_s = i == 0 ? 0 : sample_now_s + i;
        versions[i].article.body = "The ferry to Port Ellery sails on Friday.\n\nTickets are free.";
    }
    versions[0].article.body = "The ferry to Port Ellery sails on Monday.";
    versions[2].article.title = "Open-source, loudly";
    versions[2].article.revision = 5;
    versions[2].current = true;
    return versions;
}

StoryArticles sample_story() {
    const std::string first =
        "A crane fell into the harbour basin of Port Ellery at dawn.\n\nDivers found nobody in the cabin. The quay "
        "stays closed until Thursday.";
    const std::string second =
        "A crane fell into the harbour basin of Port Ellery at dawn.\n\nInspectors had warned the owner about rusty "
        "bolts in March. Divers found nobody in the cabin.";
    StoryArticles story;
    story.id = 3;
    story.articles = {telling(3, "Harbour Wire", "2025-01-28", "Crane falls into harbour", first),
                      telling(7, "Tech Dispatch", "2025-01-29", "Owner was warned", second),
                      telling(9, "The Evening Ledger", "", "Crane in the water", first)};
    story.duplicate_groups = {3, 0, 3};
    return story;
}

ArchiveAccess kin_access() {
    ArchiveAccess access = sample_access();
    access.versions = [](ArticleId id) { return id.value == 7 ? sample_versions() : std::vector<ArticleVersion>(); };
    access.story = [](std::uint32_t id) { return id == 3 ? std::optional(sample_story()) : std::nullopt; };
    access.marked_article = [](ArticleId id, const SearchRequest&) -> std::optional<MarkedArticle> {
        if (id.value != 7) return std::nullopt;
        MarkedArticle marked;
        marked.article = sample_article();
        marked.kinship = {3, 3, 1, 3};
        return marked;
    };
    return access;
}

}  // namespace broadsheet::test
