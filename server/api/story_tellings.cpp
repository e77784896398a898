// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/story_tellings.h"

#include "server/api/text_change.h"

#include <string>
#include <unordered_map>

namespace broadsheet {
namespace {

/// Text that is compared for one story: a fraction of a second.
constexpr std::size_t compared_bytes_max = 4'000'000;

/// What has been told so far in one language.
struct Told {
    /// Only what was new when it was told: what came again after it is alike, and the text grows no longer than needed.
    std::string text;
    const StoredArticle* last = nullptr;
};

void compare(Told& told, Telling& telling) {
    const StoredArticle& article = *telling.article;
    telling.added = new_sentences(told.text, article.body, article.language);
    if (told.last) telling.cut = new_sentences(article.body, told.last->body, article.language);
    for (const auto sentence : telling.added) told.text.append(sentence).append("\n\n");
}

}  // namespace

std::vector<Telling> tellings_of(const StoryArticles& story) {
    std::vector<Telling> tellings;
    std::unordered_map<std::uint32_t, ArticleId> first_of_group;
    std::unordered_map<std::string, Told> told_in;  // by language
    std::size_t compared_bytes = 0;
    for (std::size_t i = 0; i < story.articles.size(); ++i) {
        Telling telling;
        telling.article = &story.articles[i];
        if (const std::uint32_t group = story.duplicate_groups[i]; group != 0) {
            const auto [first, is_first] = first_of_group.emplace(group, telling.article->id);
            if (!is_first) telling.duplicate_of = first->second;
        }
        Told& told = told_in[telling.article->language];
        telling.before = told.last;
        compared_bytes +=
            told.text.size() + 2 * telling.article->body.size() + (told.last ? told.last->body.size() : 0);
        telling.compared = !told.last || compared_bytes <= compared_bytes_max;
        if (telling.compared) compare(told, telling);
        told.last = telling.article;
        tellings.push_back(std::move(telling));
    }
    return tellings;
}

}  // namespace broadsheet
