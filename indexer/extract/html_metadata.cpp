// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_metadata.h"

#include "engine/analysis/language.h"
#include "indexer/extract/byline.h"
#include "indexer/extract/html_dates.h"
#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/html_words.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/page_title.h"
#include "indexer/formats/record_fields.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t tags_max = 30;

bool is_address(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

std::string first_of(std::initializer_list<std::string> values) {
    for (const std::string& value : values)
        if (!value.empty()) return value;
    return {};
}

/// Host of an address without "www.", for want of a better name of the publication.
std::string host_of(std::string_view url) {
    if (!is_address(url)) return {};
    url.remove_prefix(url.find("://") + 3);
    url = url.substr(0, url.find_first_of("/?#:"));
    const std::string host = ascii_lower(url);
    return host.starts_with("www.") ? host.substr(4) : host;
}

std::string address_of(const MetaTable& meta, const LinkedData& data) {
    const std::string graph = meta.first({"og:url", "twitter:url", "parsely-link", "dc.identifier"});
    for (const std::string& url : {meta.canonical(), graph, clean_line(data.url)})
        if (is_address(url)) return url;
    return {};
}

void add_names(std::vector<std::string>& names, const std::string& byline, const std::string& source) {
    if (is_address(byline)) return;
    for (std::string& name : split_byline(byline, source))
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

/// A short element that is marked as the author.
std::string marked_author(xmlNode* root) {
    std::string found;
    find_element(root, [&](xmlNode* node) {
        if (has_tag(node, {"script", "style", "aside", "footer"})) return false;
        const bool marked = ascii_lower(attribute(node, "rel")) == "author" ||
                            attribute(node, "itemprop") == "author" ||
                            has_word(class_and_id(node), {"byline", "author", "authors", "autor", "auteur"});
        if (!marked) return false;
        std::string text = text_below(node);
        if (text.size() < 4 || text.size() > 80) return false;
        found = std::move(text);
        return true;
    });
    return found;
}

std::vector<std::string> authors_of(xmlNode* root, const MetaTable& meta, const LinkedData& data,
                                    const std::string& source) {
    std::vector<std::string> names;
    for (const std::string& name : data.authors) add_names(names, name, source);
    for (const std::string_view name : {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
                                        "dcterms.creator", "byl", "citation_author", "cxenseparse:author"}) {
        if (!names.empty()) return names;
        for (const std::string& value : meta.all(name)) add_names(names, value, source);
    }
    if (names.empty()) add_names(names, marked_author(root), source);
    return names;
}

std::vector<std::string> tags_of(const MetaTable& meta, const LinkedData& data) {
    std::vector<std::string> tags = split_tags(data.tags);
    for (const std::string_view name : {"article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords"})
        if (tags.empty()) tags = split_tags(meta.all(name));
    if (tags.size() > tags_max) tags.resize(tags_max);
    return tags;
}

/// Which of day and month comes first where a page of this language writes 03/04/2025.
DayOrder order_of(std::string_view language) {
    if (language.empty()) return DayOrder::unknown;
    const std::string lower = ascii_lower(language);
    if (lower == "en-us" || lower == "en_us") return DayOrder::month_first;
    return lower == "en" ? DayOrder::unknown : DayOrder::day_first;
}

}  // namespace

PageMetadata read_metadata(const HtmlDocument& document, std::int64_t now_s) {
    PageMetadata page;
    xmlNode* const root = document.root();
    if (!root) return page;
    const MetaTable meta(root);
    LinkedData data =
        read_linked_data(meta.linked_data(), address_of(meta, {}), first_of({meta.first({"og:title"}), meta.title()}));
    Article& article = page.article;
    article.url = address_of(meta, data);
    article.source = first_of(
        {meta.first({"og:site_name"}), data.publisher,
         meta.first({"application-name", "publisher", "dc.publisher", "citation_journal_title", "article:publisher"}),
         host_of(article.url)});
    if (is_address(article.source)) article.source = host_of(article.url);
    article.title = page_title(root, meta, data.headline, article.source);
    article.subtitle = first_of(
        {meta.first({"og:description", "description", "twitter:description", "dc.description"}), data.description});
    article.authors = authors_of(root, meta, data, article.source);
    article.section = first_of({data.section, meta.first({"article:section", "parsely-section", "section", "og:section",
                                                          "category", "cxenseparse:section", "dc.subject"})});
    article.tags = tags_of(meta, data);
    const std::string language = first_of(
        {meta.language(), meta.first({"og:locale", "content-language", "dc.language", "language"}), data.language});
    article.language = normalize_language(language);
    article.place = data.place;
    const std::int64_t latest_s = now_s + seconds_per_day;
    const PageDates dates = read_page_dates(
        {root, meta, {data.published, data.modified}, article.url, article.title, order_of(language), latest_s});
    article.published = dates.published;
    article.modified = dates.modified;
    page.linked_body = std::move(data.body);
    return page;
}

}  // namespace broadsheet
