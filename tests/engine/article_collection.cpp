// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/article_collection.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>

namespace broadsheet::test {

namespace {

/// What stands between two tags, from `at` on, which moves behind it.
std::string between(const std::string& text, std::string_view begin, std::string_view end, std::size_t& at) {
    const std::size_t from = text.find(begin, at);
    if (from == std::string::npos) return {};
    const std::size_t to = text.find(end, from);
    if (to == std::string::npos) return {};
    at = to;
    return text.substr(from + begin.size(), to - from - begin.size());
}

}  // namespace

ArticleCollection::ArticleCollection(const std::vector<Story>& stories) {
    archive_.put_and_index("/in/collection", stories);
    std::vector<ArticleId> ids;
    archive_.record().live_ids([&ids](ArticleId id) { ids.push_back(id); });
    articles_ = archive_.record().articles(ids);
    searcher_.emplace(archive_.path());
}

bool ArticleCollection::finds(const std::string& query, ArticleId id) {
    SearchRequest request = request_for(query);
    request.snippets = 0;
    while (true) {
        const SearchReply reply = searcher_->search(request);
        const auto same = [id](const Hit& hit) { return hit.article.id.value == id.value; };
        if (std::ranges::any_of(reply.hits, same)) return true;
        request.offset += request.limit;
        if (request.offset >= reply.total) return false;
    }
}

std::optional<std::filesystem::path> shared_data(const std::string& name) {
    const auto path = std::filesystem::path(__FILE__).parent_path() / "../../../shared/data" / name;
    if (std::filesystem::exists(path)) return path;
    std::cout << "skipped: there is no " << path.lexically_normal().string() << '\n';
    return {};
}

std::vector<Story> json_lines_stories(const std::filesystem::path& path, std::size_t count) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    std::vector<Story> stories;
    const std::size_t step = std::max<std::size_t>(lines.size() / std::max<std::size_t>(count, 1), 1);
    for (std::size_t i = 0; i < lines.size() && stories.size() < count; i += step) {
        const auto fields = nlohmann::json::parse(lines[i]);
        Story story;
        story.key = fields.value("id", "");
        story.title = fields.value("title", "");
        story.body = fields.value("body", "");
        story.language = fields.value("lang", "");
        stories.push_back(std::move(story));
    }
    return stories;
}

std::vector<Story> reuters_stories(const std::filesystem::path& path, std::size_t count) {
    const std::string text = read_file(path);
    std::vector<Story> stories;
    for (std::size_t at = 0; stories.size() < count;) {
        Story story;
        story.title = between(text, "<TITLE>", "</TITLE>", at);
        story.body = between(text, "<BODY>", "&#3;", at);
        if (story.body.empty()) return stories;
        story.key = std::to_string(stories.size());
        stories.push_back(std::move(story));
    }
    return stories;
}

}  // namespace broadsheet::test
