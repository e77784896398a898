// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/json_ld.h"

#include "indexer/extract/date_text.h"
#include "indexer/extract/json_repair.h"
#include "indexer/formats/json_value.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <map>

namespace broadsheet {
namespace {

constexpr int depth_max = 12;

/// How surely an object of this type is the article itself: 0 not at all.
int article_rank(std::string_view type) {
    if (const std::size_t slash = type.find_last_of("/#:"); slash != std::string_view::npos)
        type.remove_prefix(slash + 1);
    static constexpr std::array<std::string_view, 9> articles{"NewsArticle",
                                                              "ReportageNewsArticle",
                                                              "AnalysisNewsArticle",
                                                              "OpinionNewsArticle",
                                                              "BackgroundNewsArticle",
                                                              "ReviewNewsArticle",
                                                              "Article",
                                                              "BlogPosting",
                                                              "LiveBlogPosting"};
    if (std::find(articles.begin(), articles.end(), type) != articles.end()) return 3;
    if (type.ends_with("Article") || type.ends_with("Posting") || type == "Report") return 2;
    static constexpr std::array<std::string_view, 7> works{"WebPage", "ItemPage", "CreativeWork",  "Recipe",
                                                           "HowTo",   "Review",   "PodcastEpisode"};
    return std::find(works.begin(), works.end(), type) != works.end() ? 1 : 0;
}

int rank_of(const Json& object) {
    const auto type = object.find("@type");
    if (type == object.end()) return 0;
    if (type->is_string()) return article_rank(type->get<std::string>());
    int best = 0;
    if (type->is_array())
        for (const Json& one : *type)
            if (one.is_string()) best = std::max(best, article_rank(one.get<std::string>()));
    return best;
}

/// The path of an address without its host, its query and a slash at the end, to compare addresses of one page.
std::string_view path_of(std::string_view url) {
    if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
        url.remove_prefix(scheme + 3);
        url.remove_prefix(std::min(url.find('/'), url.size()));
    }
    url = url.substr(0, url.find_first_of("?#"));
    while (url.ends_with('/')) url.remove_suffix(1);
    return url;
}

class Graph {
public:
    Graph(std::string_view url, std::string_view title) : path_(path_of(url)), title_(ascii_lower(title)) {}

    void take(const Json& value, int depth) {
        if (depth > depth_max) return;
        if (value.is_array()) {
            for (const Json& item : value) take(item, depth + 1);
        } else if (value.is_object()) {
            take_object(value, depth);
        }
    }

    const Json* best() const { return best_; }
    const Json* trail() const { return trail_; }

    /// A member's value; {"@id": …} alone is looked up.
    const Json* member(const Json& object, const char* name) const {
        const auto found = object.find(name);
        return found == object.end() ? nullptr : &resolved(*found);
    }

    const Json& resolved(const Json& value) const {
        if (!value.is_object() || value.size() != 1 || !value.contains("@id") || !value["@id"].is_string())
            return value;
        const auto found = by_id_.find(value["@id"].get<std::string>());
        return found == by_id_.end() ? value : *found->second;
    }

private:
    void take_object(const Json& object, int depth) {
        if (const auto id = object.find("@id"); id != object.end() && id->is_string() && object.size() > 1)
            by_id_.emplace(id->get<std::string>(), &object);
        if (const auto type = object.find("@type"); type != object.end() && *type == "BreadcrumbList" && !trail_)
            trail_ = &object;
        if (const int rank = rank_of(object); rank > 0) {
            // A teaser inside a page's list of links must not win over the page's own article.
            const bool dated = object.contains("datePublished") || object.contains("headline");
            const auto body = object.find("articleBody");
            const int score = rank * 4 + (dated ? 2 : 0) + (body != object.end() && body->is_string() ? 1 : 0) -
                              (depth > 3 ? 3 : 0) + of_this_page(object);
            if (score > best_score_) {
                best_score_ = score;
                best_ = &object;
            }
        }
        for (const char* const inner :
             {"@graph", "breadcrumb", "mainEntity", "mainEntityOfPage", "itemListElement", "article", "isPartOf"})
            if (const auto found = object.find(inner); found != object.end()) take(*found, depth + 1);
    }

    /// Whether the object's address and headline are those of the page.
    int of_this_page(const Json& object) const {
        int score = 0;
        for (const char* const name : {"url", "mainEntityOfPage", "@id"}) {
            const auto found = object.find(name);
            if (found == object.end() || path_.empty()) continue;
            const Json& value = found->is_object() && found->contains("@id") ? (*found)["@id"] : *found;
            if (!value.is_string()) continue;
            const std::string address = value.get<std::string>();
            if (address.find("://") == std::string::npos) continue;
            if (path_of(address) == path_) {
                score += 6;
                break;
            }
            if (std::string_view(name) == "url") score -= 3;
        }
        const auto headline = object.find("headline");
        if (headline != object.end() && headline->is_string() && !title_.empty()) {
            const std::string text = ascii_lower(clean_line_of_html(headline->get<std::string>()));
            if (text.size() > 8 && (title_.find(text) != std::string::npos || text.find(title_) != std::string::npos))
                score += 5;
        }
        return score;
    }

    std::string_view path_;
    std::string title_;
    const Json* trail_ = nullptr;
    const Json* best_ = nullptr;
    int best_score_ = 0;
    std::map<std::string, const Json*> by_id_;
};

std::string line_of(const Graph& graph, const Json& object, const char* name) {
    const Json* value = graph.member(object, name);
    if (value && value->is_array() && !value->empty()) value = &graph.resolved(value->front());
    return value && !value->is_number() ? clean_line_of_html(text_of(*value)) : std::string();
}

std::vector<std::string> lines_of(const Graph& graph, const Json& object, const char* name) {
    std::vector<std::string> lines;
    const Json* value = graph.member(object, name);
    if (!value) return lines;
    const auto add = [&](const Json& item) {
        std::string line = clean_line_of_html(text_of(graph.resolved(item)));
        if (!line.empty()) lines.push_back(std::move(line));
    };
    if (value->is_array())
        std::for_each(value->begin(), value->end(), add);
    else
        add(*value);
    return lines;
}

Date date_of(const Graph& graph, const Json& object, const char* name) {
    auto date = read_date(line_of(graph, object, name));
    if (!date) return {};
    date->source = DateSource::json_ld;
    return *date;
}

std::string url_of(const Graph& graph, const Json& object) {
    std::string url = line_of(graph, object, "url");
    if (!url.empty()) return url;
    const Json* page = graph.member(object, "mainEntityOfPage");
    if (page && page->is_object() && page->contains("@id") && (*page)["@id"].is_string())
        return (*page)["@id"].get<std::string>();
    return page && page->is_string() ? page->get<std::string>() : std::string();
}

/// The name of the last step of a trail that is neither the front page nor the page itself.
std::string section_of_trail(const Graph& graph, std::string_view title) {
    if (!graph.trail()) return {};
    const auto steps = graph.trail()->find("itemListElement");
    if (steps == graph.trail()->end() || !steps->is_array()) return {};
    std::string section;
    for (std::size_t i = 1; i < steps->size() && i < 4; ++i) {
        const Json& step = (*steps)[i];
        if (!step.is_object()) continue;
        std::string name = line_of(graph, step, "name");
        if (name.empty()) name = line_of(graph, step, "item");
        const bool last = i + 1 == steps->size();
        if (name.empty() || name.size() > 40 || name.find("://") != std::string::npos) continue;
        if (last && (i > 1 || title.find(name) != std::string_view::npos)) continue;
        if (section.empty()) section = std::move(name);
    }
    return section;
}

/// What a script that can't be parsed says of an article.
void take_strings(std::string_view text, LinkedData& data) {
    if (text.find("Article\"") == std::string_view::npos && text.find("Posting\"") == std::string_view::npos) return;
    const auto date = [&](std::string_view name) {
        Date found = read_date(string_in_json(text, name)).value_or(Date{});
        found.source = found.known() ? DateSource::json_ld : DateSource::none;
        return found;
    };
    if (!data.published.known()) data.published = date("datePublished");
    if (!data.modified.known()) data.modified = date("dateModified");
}

}  // namespace

LinkedData read_linked_data(const std::vector<std::string>& scripts, std::string_view url, std::string_view title) {
    Json roots = Json::array();
    LinkedData data;
    for (const std::string& script : scripts) {
        const std::string text = json_of_script(script);
        std::string reason;
        auto value = parse_json(text, reason);
        if (!value) value = parse_json(repaired_json(text), reason);
        if (value)
            roots.push_back(std::move(*value));
        else
            take_strings(text, data);
    }
    Graph graph(url, title);
    graph.take(roots, 0);
    std::string trail = section_of_trail(graph, title);
    data.trail = trail;
    if (!graph.best()) return data;
    const Json& best = *graph.best();
    data = {};
    data.trail = std::move(trail);
    data.url = url_of(graph, best);
    data.headline = line_of(graph, best, "headline");
    if (data.headline.empty()) data.headline = line_of(graph, best, "name");
    data.subtitle = line_of(graph, best, "alternativeHeadline");
    data.description = line_of(graph, best, "description");
    data.publisher = line_of(graph, best, "publisher");
    data.section = line_of(graph, best, "articleSection");
    data.language = line_of(graph, best, "inLanguage");
    data.place = line_of(graph, best, "dateline");
    data.authors = lines_of(graph, best, "author");
    if (data.authors.empty()) data.authors = lines_of(graph, best, "creator");
    data.tags = lines_of(graph, best, "keywords");
    data.published = date_of(graph, best, "datePublished");
    if (!data.published.known()) data.published = date_of(graph, best, "dateCreated");
    data.modified = date_of(graph, best, "dateModified");
    if (const auto body = best.find("articleBody"); body != best.end() && body->is_string())
        data.body = body->get<std::string>();
    return data;
}

}  // namespace broadsheet
