// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/json_shapes.h"

#include "engine/article/web_address.h"
#include "indexer/extract/byline.h"
#include "indexer/formats/record_text.h"
#include "indexer/formats/relative_address.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

/// "bodyText", "body_text" and "body-text" are one.
bool same_name(std::string_view written, std::string_view name) {
    std::size_t at = 0;
    for (const char c : written) {
        if (c == '_' || c == '-') continue;
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        if (at == name.size() || name[at] != lower) return false;
        ++at;
    }
    return at == name.size();
}

bool is_true(const Json& object, std::string_view name) {
    const Json* value = find_member(object, name);
    return value && value->is_boolean() && value->get<bool>();
}

/// The Guardian's tags are of many types; only keywords are what others call tags, and contributors are authors.
void complete_guardian(const Json& object, Article& article) {
    const Json* tags = find_member(object, "tags");
    if (!tags || !tags->is_array()) return;
    article.tags.clear();
    const bool has_byline = !article.authors.empty();
    for (const Json& tag : *tags) {
        if (!tag.is_object()) continue;
        const std::string type = member_text(tag, "type");
        std::string name = clean_line_of_html(member_text(tag, "webtitle"));
        if (name.empty()) continue;
        if (type == "keyword")
            article.tags.push_back(std::move(name));
        else if (type == "contributor" && !has_byline)
            article.authors.push_back(std::move(name));
    }
}

/// The New York Times gives the first paragraph of a text and an abstract of it.
void complete_new_york_times(const Json& object, Article& article) {
    const std::string lead = body_of(member_text(object, "leadparagraph"));
    if (!article.body.empty() || lead.empty()) return;
    article.body = lead;
    article.partial = true;
    if (clean_line(lead) == article.subtitle) article.subtitle.clear();
}

std::uint32_t count_of(const Json* value) {
    if (!value || !value->is_number_integer()) return 0;
    const auto number = value->get<std::int64_t>();
    return number > 0 && number < 1'000'000'000 ? static_cast<std::uint32_t>(number) : 0;
}

}  // namespace

const Json* find_member(const Json& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    for (const auto& [written, value] : object.items())
        if (same_name(written, name)) return value.is_null() ? nullptr : &value;
    return nullptr;
}

std::string member_text(const Json& object, std::string_view name) {
    const Json* value = find_member(object, name);
    return value ? text_of(*value) : std::string();
}

const Json& content_of(const Json& object) {
    for (const char* const wrapper : {"row", "_source", "article", "attributes", "document"})
        if (const auto found = object.find(wrapper); found != object.end() && found->is_object()) return *found;
    return object;
}

void complete_shape(const Json& object, Article& article) {
    if (find_member(object, "webtitle") && find_member(object, "webpublicationdate"))
        complete_guardian(object, article);
    if (find_member(object, "leadparagraph")) complete_new_york_times(object, article);
    if (article.body.empty() && !article.subtitle.empty()) {  // what there is of the text is its summary
        article.body = std::exchange(article.subtitle, {});
        article.partial = true;
    }
    if (remove_remains(article.body) && is_short(article.body)) article.partial = true;
    remove_repeated_title(article.body, article.title);
    article.subtitle = standfirst_of(std::move(article.subtitle), article.body);
    if (is_true(object, "partial")) article.partial = true;
    article.withdrawn = is_true(object, "withdrawn") || is_true(object, "retracted");
    article.revision = count_of(find_member(object, "revision"));
    if (article.url.empty() && is_web_address(article.key)) article.url = article.key;
}

void complete_from_feed(const Json& top, Article& article) {
    if (member_text(top, "version").find("jsonfeed.org/version/") == std::string::npos) return;
    if (article.source.empty()) article.source = clean_line_of_html(member_text(top, "title"));
    if (article.language.empty()) article.language = clean_line(member_text(top, "language"));
    if (!article.url.empty()) article.url = resolve_address(member_text(top, "homepageurl"), article.url);
    if (!article.authors.empty()) return;
    const Json* authors = find_member(top, "authors");
    if (authors && authors->is_array())
        for (const Json& author : *authors)
            for (std::string& name : split_byline(text_of(author), article.source))
                article.authors.push_back(std::move(name));
    if (!article.authors.empty()) return;
    article.authors = split_byline(member_text(top, "author"), article.source);
}

bool is_whole_article(const Json& value) {
    if (!value.is_object()) return false;
    if (is_ninjs(content_of(value))) return true;
    const Article article = article_of(value);
    return !article.body.empty() && !article.partial;
}

std::string why_no_article(const Json& object) {
    if (object.is_object() && is_ninjs(content_of(object))) {
        const std::string type = clean_line(ascii_lower(member_text(content_of(object), "type")));
        if (!type.empty() && type != "text" && type.size() < 40)
            return "a ninjs item of type '" + type + "': it holds no text but a description";
    }
    return "it has neither a title nor a body under a known name";
}

}  // namespace broadsheet
