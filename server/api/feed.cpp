// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/feed.h"

#include "engine/article/web_address.h"
#include "server/api/json_writer.h"
#include "server/api/search_links.h"
#include "server/api/xml_writer.h"
#include "server/http/response_policy.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::string_view opensearch_names = "http://a9.com/-/spec/opensearch/1.1/";

/// A feed as its articles need it, whatever its kind.
class Feed {
public:
    Feed(const FeedFrame& frame, const SearchParameters& search, const SearchReply& reply)
        : frame_(frame), search_(search), reply_(reply) {}

    std::string atom() const {
        XmlWriter xml;
        xml.begin("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xmlns:opensearch", opensearch_names}});
        xml.element("id", tag("search" + subject()));
        xml.element("title", title());
        xml.element("updated", to_iso_utc(updated_s()));
        xml.element("generator", "Broadsheet", {{"version", BROADSHEET_VERSION}});
        xml.empty("link", {{"rel", "self"}, {"type", "application/atom+xml"}, {"href", frame_.base + frame_.self}});
        xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", page_address()}});
        if (!frame_.next.empty()) xml.empty("link", {{"rel", "next"}, {"href", frame_.base + frame_.next}});
        add_totals(xml);
        for (const Hit& hit : reply_.hits) add_entry(xml, hit);
        xml.end();
        return xml.take();
    }

    std::string rss() const {
        XmlWriter xml;
        xml.begin("rss", {{"version", "2.0"},
                          {"xmlns:atom", "http://www.w3.org/2005/Atom"},
                          {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
                          {"xmlns:opensearch", opensearch_names}});
        xml.begin("channel");
        xml.element("title", title());
        xml.element("link", page_address());
        xml.element("description", "Articles of this archive, found by Broadsheet");
        xml.element("lastBuildDate", http_date(updated_s()));
        xml.empty("atom:link", {{"rel", "self"}, {"type", "application/rss+xml"}, {"href", frame_.base + frame_.self}});
        if (!frame_.next.empty()) xml.empty("atom:link", {{"rel", "next"}, {"href", frame_.base + frame_.next}});
        add_totals(xml);
        for (const Hit& hit : reply_.hits) add_item(xml, hit);
        xml.end();
        xml.end();
        return xml.take();
    }

    std::string json() const {
        JsonWriter json;
        json.begin_object();
        json.string_member("version", "https://jsonfeed.org/version/1.1");
        json.string_member("title", title());
        json.string_member("home_page_url", page_address());
        json.string_member("feed_url", frame_.base + frame_.self);
        if (!frame_.next.empty()) json.string_member("next_url", frame_.base + frame_.next);
        json.key("items");
        json.begin_array();
        for (const Hit& hit : reply_.hits) add_item(json, hit);
        json.end_array();
        json.end_object();
        return json.take();
    }

private:
    /// The authority is a name that nobody can own, because an archive has none of its own.
    std::string tag(const std::string& what) const {
        return "tag:broadsheet.invalid,2026:" + frame_.archive_id + "/" + what;
    }
    std::string id_of(const StoredArticle& article) const {
        return tag("articles/" + std::to_string(article.id.value));
    }
    std::string address_of(const StoredArticle& article) const {
        return frame_.base + "/articles/" + std::to_string(article.id.value);
    }
    std::string subject() const {
        ParameterList parameters = write_search_parameters(search_);
        std::erase_if(parameters, [](const auto& parameter) {
            return parameter.first == "page" || parameter.first == "pageSize" || parameter.first == "cursor";
        });
        return url_of("", parameters);
    }
    std::string page_address() const { return frame_.base + url_of("/", write_search_parameters(search_)); }
    std::string title() const {
        return search_.request.text.empty() ? "Broadsheet: articles" : "Broadsheet: " + search_.request.text;
    }

    /// When the article's own text last changed, as far as anybody said.
    std::int64_t updated_s(const StoredArticle& article) const {
        for (const Date* date : {&article.modified, &article.published, &article.seen}) {
            if (date->known()) return date->utc_s;
        }
        return reply_.index.updated_s;
    }
    std::int64_t updated_s() const {
        std::int64_t newest = 0;
        for (const Hit& hit : reply_.hits) newest = std::max(newest, updated_s(hit.article));
        return newest == 0 ? reply_.index.updated_s : newest;
    }

    static std::string summary_of(const Hit& hit) {
        std::string summary;
        for (const Fragment& fragment : hit.fragments) summary += (summary.empty() ? "" : " … ") + fragment.text;
        return summary.empty() ? hit.article.subtitle : summary;
    }
    static std::string title_of(const StoredArticle& article) {
        return article.title.empty() ? "Untitled" : article.title;
    }

    void add_totals(XmlWriter& xml) const {
        xml.element("opensearch:totalResults", std::to_string(reply_.total));
        xml.element("opensearch:startIndex", std::to_string(search_.request.offset + 1));
        xml.element("opensearch:itemsPerPage", std::to_string(search_.request.limit));
    }

    void add_entry(XmlWriter& xml, const Hit& hit) const {
        const StoredArticle& article = hit.article;
        xml.begin("entry");
        xml.element("id", id_of(article));
        xml.element("title", title_of(article));
        xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", address_of(article)}});
        if (is_web_address(article.url)) xml.empty("link", {{"rel", "via"}, {"href", article.url}});
        if (article.published.known()) xml.element("published", to_iso_utc(article.published.utc_s));
        xml.element("updated", to_iso_utc(updated_s(article)));
        add_authors(xml, article);
        if (!article.section.empty()) xml.empty("category", {{"term", article.section}});
        for (const std::string& word : article.tags) xml.empty("category", {{"term", word}});
        xml.element("summary", summary_of(hit), {{"type", "text"}});
        xml.end();
    }

    /// Atom wants an author for each entry.
    static void add_authors(XmlWriter& xml, const StoredArticle& article) {
        std::vector<std::string> names = article.authors;
        if (names.empty()) names.push_back(article.source.empty() ? "unknown" : article.source);
        for (const std::string& name : names) {
            xml.begin("author");
            xml.element("name", name);
            xml.end();
        }
        if (article.source.empty()) return;
        xml.begin("source");
        xml.element("title", article.source);
        xml.end();
    }

    void add_item(XmlWriter& xml, const Hit& hit) const {
        const StoredArticle& article = hit.article;
        xml.begin("item");
        xml.element("guid", id_of(article), {{"isPermaLink", "false"}});
        xml.element("title", title_of(article));
        xml.element("link", address_of(article));
        if (article.published.known()) xml.element("pubDate", http_date(article.published.utc_s));
        for (const std::string& name : article.authors) xml.element("dc:creator", name);
        xml.element("dc:publisher", article.source);
        xml.element("category", article.section);
        for (const std::string& word : article.tags) xml.element("category", word);
        xml.element("description", summary_of(hit));
        xml.end();
    }

    void add_item(JsonWriter& json, const Hit& hit) const {
        const StoredArticle& article = hit.article;
        json.begin_object();
        json.string_member("id", id_of(article));
        json.string_member("url", address_of(article));
        if (is_web_address(article.url)) json.string_member("external_url", article.url);
        json.string_member("title", title_of(article));
        json.string_member("content_text", summary_of(hit));
        if (article.published.known()) json.string_member("date_published", to_iso_utc(article.published.utc_s));
        if (article.modified.known()) json.string_member("date_modified", to_iso_utc(article.modified.utc_s));
        if (!article.authors.empty()) add_authors(json, article);
        if (!article.tags.empty()) {
            json.key("tags");
            json.begin_array();
            for (const std::string& word : article.tags) json.string(word);
            json.end_array();
        }
        if (!article.language.empty()) json.string_member("language", article.language);
        json.end_object();
    }

    static void add_authors(JsonWriter& json, const StoredArticle& article) {
        json.key("authors");
        json.begin_array();
        for (const std::string& name : article.authors) {
            json.begin_object();
            json.string_member("name", name);
            json.end_object();
        }
        json.end_array();
    }

    const FeedFrame& frame_;
    const SearchParameters& search_;
    const SearchReply& reply_;
};

}  // namespace

std::string_view feed_content_type(FeedKind kind) {
    switch (kind) {
        case FeedKind::atom:
            return "application/atom+xml; charset=utf-8";
        case FeedKind::rss:
            return "application/rss+xml; charset=utf-8";
        case FeedKind::json:
            break;
    }
    return "application/feed+json";
}

std::string feed_text(FeedKind kind, const FeedFrame& frame, const SearchParameters& search, const SearchReply& reply) {
    const Feed feed(frame, search, reply);
    return kind == FeedKind::atom ? feed.atom() : kind == FeedKind::rss ? feed.rss() : feed.json();
}

}  // namespace broadsheet
