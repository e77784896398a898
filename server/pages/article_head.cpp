// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/article_head.h"

#include "engine/article/web_address.h"
#include "engine/highlight/highlight.h"
#include "server/api/json_writer.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t description_bytes = 200;

std::string path_of(const StoredArticle& article) {
    return "/articles/" + std::to_string(article.id.value);
}

/// ISO 8601; empty for a date that nobody stated.
std::string stated(const Date& date) {
    return date.source == DateSource::file ? std::string() : to_iso(date);
}

void write_named(JsonWriter& json, std::string_view type, const std::string& name) {
    json.begin_object();
    json.string_member("@type", type);
    json.string_member("name", name);
    json.end_object();
}

/// Inside a script element only "<" could end it; the others, and quotation marks inside of texts, are for readers that
/// know less.
std::string safe_in_script(const std::string& json) {
    std::string safe;
    safe.reserve(json.size() + json.size() / 16);
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '\\' && i + 1 < json.size()) {
            safe += json[++i] == '"' ? std::string("\\u0022") : std::string({c, json[i]});
        } else if (c == '<')
            safe += "\\u003c";
        else if (c == '>')
            safe += "\\u003e";
        else if (c == '&')
            safe += "\\u0026";
        else
            safe += c;
    }
    return safe;
}

class MetaList {
public:
    void add(std::string_view name, std::string_view content) { add_to(names_, name, content); }
    void add_property(std::string_view name, std::string_view content) { add_to(properties_, name, content); }
    void put_into(Values& values) const { values.list("names", names_).list("properties", properties_); }

private:
    static void add_to(std::vector<Values>& list, std::string_view name, std::string_view content) {
        if (!content.empty()) list.push_back(Values().text("name", name).text("content", content));
    }

    std::vector<Values> names_, properties_;
};

/// "2025/01/28", as citation managers read it.
std::string slashed(std::string iso) {
    iso.resize(std::min<std::size_t>(iso.size(), 10));
    std::ranges::replace(iso, '-', '/');
    return iso;
}

MetaList metas_of(const StoredArticle& article) {
    MetaList metas;
    const std::string published = stated(article.published);
    const std::string url = is_web_address(article.url) ? article.url : std::string();
    const std::string description =
        article.subtitle.empty() ? lead_of(article.body, description_bytes).text : article.subtitle;
    metas.add("description", description);
    metas.add("citation_title", article.title);
    for (const auto& author : article.authors) metas.add("citation_author", author);
    metas.add("citation_publication_date", slashed(published));
    metas.add("citation_journal_title", article.source);
    metas.add("citation_language", article.language);
    for (const auto& tag : article.tags) metas.add("citation_keywords", tag);
    metas.add("citation_public_url", url);
    metas.add_property("og:type", "article");
    metas.add_property("og:title", article.title);
    metas.add_property("og:description", description);
    metas.add_property("og:site_name", article.source);
    metas.add_property("og:url", url);
    metas.add_property("article:published_time", published);
    metas.add_property("article:modified_time", stated(article.modified));
    metas.add_property("article:section", article.section);
    return metas;
}

std::vector<Values> alternates_of(const StoredArticle& article) {
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {
        {"application/json", ""},
        {"application/x-research-info-systems", "?format=ris"},
        {"application/x-bibtex", "?format=bibtex"},
        {"application/vnd.citationstyles.csl+json", "?format=csljson"},
        {"text/plain", "?format=text"}};
    std::vector<Values> links;
    for (const auto& [type, format] : kinds)
        links.push_back(Values().text("type", type).text("url", "/api/v1" + path_of(article) + std::string(format)));
    return links;
}

}  // namespace

std::string news_article_json(const StoredArticle& article) {
    JsonWriter json;
    const auto add = [&json](std::string_view name, const std::string& value) {
        if (!value.empty()) json.string_member(name, value);
    };
    const auto add_named = [&json](std::string_view member, std::string_view type, const std::string& name) {
        if (name.empty()) return;
        json.key(member);
        write_named(json, type, name);
    };
    json.begin_object();
    json.string_member("@context", "https://schema.org");
    json.string_member("@type", "NewsArticle");
    add("headline", article.title);
    add("alternativeHeadline", article.subtitle);
    add("datePublished", stated(article.published));
    add("dateModified", stated(article.modified));
    if (!article.authors.empty()) {
        json.key("author");
        json.begin_array();
        for (const auto& author : article.authors) write_named(json, "Person", author);
        json.end_array();
    }
    add_named("publisher", "Organization", article.source);
    add_named("sourceOrganization", "Organization", article.agency);
    add_named("contentLocation", "Place", article.place);
    add("inLanguage", article.language);
    add("articleSection", article.section);
    if (!article.tags.empty()) {
        json.key("keywords");
        json.begin_array();
        for (const auto& tag : article.tags) json.string(tag);
        json.end_array();
    }
    if (is_web_address(article.url)) {
        add("url", article.url);
        add("isBasedOn", article.url);
    }
    add("archivedAt", path_of(article));
    json.end_object();
    return safe_in_script(json.take());
}

Markup article_head(const StoredArticle& article) {
    Values values;
    if (is_web_address(article.url)) values.text("canonical", article.url);
    metas_of(article).put_into(values);
    values.list("alternates", alternates_of(article)).markup("data", Markup(news_article_json(article)));
    return fill("article_head.html", values);
}

}  // namespace broadsheet
