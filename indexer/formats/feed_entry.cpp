// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/feed_entry.h"

#include "engine/analysis/utf8.h"
#include "engine/article/web_address.h"
#include "indexer/extract/byline.h"
#include "indexer/extract/date_text.h"
#include "indexer/formats/feed_text.h"
#include "indexer/formats/record_fields.h"
#include "indexer/formats/record_text.h"
#include "indexer/formats/relative_address.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace broadsheet {
namespace {

using Names = std::initializer_list<std::string_view>;

/// The first child with any text of the first name that has one.
const XmlElement* first_filled(const XmlElement& element, Names names) {
    for (const std::string_view name : names)
        for (const XmlElement* child : element.children(name))
            if (!trimmed(text_in(*child)).empty()) return child;
    return nullptr;
}

std::string line_of(const XmlElement& element, Names names) {
    for (const std::string_view name : names)
        for (const XmlElement* child : element.children(name))
            if (std::string line = feed_line(*child); !line.empty()) return line;
    return {};
}

Date date_of(const XmlElement& element, Names names) {
    for (const std::string_view name : names)
        for (const XmlElement* child : element.children(name))
            if (const Date date = read_feed_date(text_in(*child)); date.known()) return date;
    return {};
}

std::string base_of(const XmlElement& element, std::string_view outer) {
    const std::string_view own = trimmed(element.attribute("xml:base"));
    return own.empty() ? std::string(outer) : resolve_address(outer, own);
}

/// href of the link of that relation; pages come before other types.
std::string_view linked(const XmlElement& entry, std::string_view name, std::string_view relation) {
    std::string_view found;
    for (const XmlElement* link : entry.children(name)) {
        const std::string rel = ascii_lower(trimmed(link->attribute("rel")));
        const std::string_view href = trimmed(link->attribute("href"));
        if (href.empty() || (rel.empty() ? "alternate" : rel) != relation) continue;
        const std::string_view type = link->attribute("type");
        if (type.empty() || type.find("html") != std::string_view::npos) return href;
        if (found.empty()) found = href;
    }
    return found;
}

/// The address that a reader would open: the original one before that of a service that counts clicks.
std::string address_of(const XmlElement& entry, std::string_view base) {
    for (const std::string_view name : {"feedburner:origlink", "pheedo:origlink"})
        if (std::string text = child_text(entry, name); is_web_address(text)) return text;
    std::string_view href;
    for (const std::string_view name : {"link", "atom:link"})
        if (href.empty()) href = linked(entry, name, "alternate");
    if (const XmlElement* link = first_filled(entry, {"link"}); href.empty() && link)
        return resolve_address(base_of(*link, base), text_in(*link));
    if (href.empty()) href = trimmed(entry.attribute("href"));  // CDF
    if (!href.empty()) return resolve_address(base, href);
    const XmlElement* guid = entry.child("guid");
    const std::string text = guid ? std::string(trimmed(text_in(*guid))) : child_text(entry, "id");
    const bool permalink = !guid || !equals_blind(trimmed(guid->attribute("ispermalink")), "false");
    if (permalink && is_web_address(text)) return text;
    const std::string_view about = trimmed(entry.attribute("rdf:about"));
    return is_web_address(about) ? std::string(about) : std::string();
}

std::string key_of(const XmlElement& entry) {
    for (const std::string_view name : {"guid", "id", "atom:id", "dc:identifier", "dcterms:identifier"})
        if (std::string key = clean_line(child_text(entry, name)); !key.empty()) return key;
    return clean_line(entry.attribute("rdf:about"));
}

void add_names(std::vector<std::string>& names, std::vector<std::string> more) {
    for (std::string& name : more)
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

std::vector<std::string> authors_of(const XmlElement& element, std::string_view source) {
    std::vector<std::string> names;
    for (const std::string_view name : {"author", "atom:author", "dc:creator", "dc:author", "itunes:author"}) {
        for (const XmlElement* author : element.children(name)) {
            const XmlElement* person = author->child("name");
            if (!person) person = author->child("atom:name");
            // Several names in one <name> are as usual as several authors.
            if (person || !author->has_elements())
                add_names(names, feed_names(feed_line(person ? *person : *author), source));
        }
        if (!names.empty()) break;
    }
    return names;
}

std::vector<std::string> tags_of(const XmlElement& entry) {
    std::vector<std::string> tags;
    for (const std::string_view name : {"category", "atom:category", "dc:subject"}) {
        for (const XmlElement* category : entry.children(name)) {
            std::string tag = clean_line_of_html(category->attribute("label"));
            if (tag.empty()) tag = feed_line(*category);
            if (tag.empty()) tag = clean_line_of_html(category->attribute("term"));
            if (!tag.empty() && tag.size() <= 100) add_names(tags, {std::move(tag)});
        }
    }
    if (tags.empty()) tags = split_tags({line_of(entry, {"itunes:keywords"})});
    return tags;
}

std::string full_text_of(const XmlElement& entry) {
    for (const std::string_view name : {"content:encoded", "encoded", "content", "atom:content", "xhtml:body", "body",
                                        "xhtml:div", "fullitem", "content:content"}) {
        std::string body;  // several contents of one entry are its parts
        for (const XmlElement* content : entry.children(name)) {
            const std::string part(trimmed(feed_body(*content)));
            if (!part.empty()) body.append(body.empty() ? "" : "\n\n").append(part);
        }
        if (!body.empty()) return body;
    }
    return {};
}

std::string summary_of(const XmlElement& entry) {
    for (const std::string_view name : {"description", "summary", "atom:summary", "dc:description", "abstract",
                                        "dcterms:abstract", "itunes:summary", "itunes:subtitle", "media:description"})
        for (const XmlElement* summary : entry.children(name))
            if (std::string text(trimmed(feed_body(*summary))); !text.empty()) return text;
    return {};
}

/// Aggregators write "Title - Publication"; the feed's own name isn't looked for.
std::string without_source(std::string title, std::string_view source, std::string_view feed_title) {
    const std::string ending = " - " + std::string(source);
    if (source != feed_title && !source.empty() && title.size() > ending.size() && title.ends_with(ending))
        title.resize(title.size() - ending.size());
    return title;
}

void read_texts(const XmlElement& entry, Article& article) {
    std::string full = full_text_of(entry);
    std::string summary = summary_of(entry);
    const bool has_full = full.size() >= summary.size() && !full.empty();
    article.body = has_full ? std::move(full) : summary;
    remove_repeated_title(article.body, article.title);
    const std::string line = clean_line(utf8_prefix(article.body, 1000));
    if (line == article.title || line == article.title + " " + article.source) article.body.clear();
    const bool goes_on = remove_remains(article.body);
    article.partial = article.body.empty() || (has_full ? goes_on && is_short(article.body) : true);
    if (!has_full && !goes_on && !is_short(article.body)) article.partial = false;
    if (has_full) article.subtitle = standfirst_of(std::move(summary), article.body);
}

Article withdrawn_entry(const XmlElement& entry, const FeedContext& feed) {
    Article article;
    article.withdrawn = true;
    article.key = clean_line(entry.attribute("ref"));
    article.url = address_of(entry, feed.base);
    // Many ids are the addresses of their entries.
    if (article.url.empty() && is_web_address(article.key)) article.url = article.key;
    const XmlElement* origin = entry.child("source");
    article.source = origin ? line_of(*origin, {"title"}) : "";
    if (article.source.empty()) article.source = feed.title;
    article.title = "Withdrawn: " + article.key;
    article.modified = read_feed_date(entry.attribute("when"));
    if (const XmlElement* comment = first_filled(entry, {"at:comment", "comment"})) article.body = feed_body(*comment);
    return article;
}

}  // namespace

Article read_feed_entry(const XmlElement& entry, const FeedContext& feed) {
    if (entry.local_name() == "deleted-entry") return withdrawn_entry(entry, feed);
    Article article;
    const std::string own_base = base_of(entry, feed.base);
    article.key = key_of(entry);
    article.url = clean_line(address_of(entry, own_base));
    article.title = line_of(entry, {"title", "atom:title", "dc:title", "itunes:title", "media:title"});
    const XmlElement* origin = entry.child("source");
    if (origin) article.source = origin->has_elements() ? line_of(*origin, {"title"}) : feed_line(*origin);
    if (article.source.empty()) article.source = line_of(entry, {"dc:publisher", "dc:source"});
    if (article.source.empty() || is_web_address(article.source)) article.source = feed.title;
    article.title = without_source(std::move(article.title), article.source, feed.title);
    article.authors = authors_of(entry, article.source);
    if (article.authors.empty()) article.authors = feed.authors;
    article.section = line_of(entry, {"prism:section"});
    article.tags = tags_of(entry);
    article.language = clean_line(entry.attribute("xml:lang"));
    if (article.language.empty()) article.language = line_of(entry, {"dc:language", "language"});
    if (article.language.empty()) article.language = feed.language;
    article.published = date_of(entry, {"pubdate", "published", "atom:published", "issued", "dcterms:issued", "dc:date",
                                        "prism:publicationdate", "dcterms:created", "created", "date"});
    article.modified = date_of(entry, {"updated", "atom:updated", "modified", "dcterms:modified"});
    if (!article.modified.known()) article.modified = read_feed_date(entry.attribute("lastmod"));
    // A feed that tells only when an entry was changed tells when it was published, as far as it knows.
    if (!article.published.known()) article.published = article.modified;
    if (article.modified == article.published) article.modified = {};
    read_texts(entry, article);
    return article;
}

FeedContext read_feed_context(std::string_view outside, std::string_view address) {
    static const std::vector<XmlNamespaces::Known> rss{
        {"http://purl.org/rss/1.0/modules/content", "content"},
        {"http://purl.org/rss/1.0/modules/", "module"},
        {"http://purl.org/rss/1.0/", ""},
        {"http://purl.org/net/rss", ""},
        {"http://my.netscape.com/", ""},
        {"http://channel.netscape.com/", ""},
        {"http://backend.userland.com/", ""},
        {"http://blogs.law.harvard.edu/tech/rss", ""},
        {"http://purl.org/dc/elements/", "dc"},
        {"http://purl.org/dc/terms", "dcterms"},
        {"http://www.itunes.com/dtds/podcast", "itunes"},
        {"http://search.yahoo.com/mrss", "media"},
        {"http://www.w3.org/1999/xhtml", "xhtml"},
        {"http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
        {"http://purl.org/atompub/tombstones/", "at"},
        {"http://rssnamespace.org/feedburner/", "feedburner"},
        {"http://prismstandard.org/namespaces", "prism"},
        {"http://www.w3.org/2005/atom", "atom"},
        {"http://purl.org/atom/", "atom"},
    };
    static const std::vector<XmlNamespaces::Known> atom = [] {
        auto table = rss;
        for (auto& known : table)
            if (known.prefix == "atom") known.prefix = "";
        return table;
    }();
    const auto first_element = [](const XmlElement& document) -> const XmlElement* {
        for (const XmlNode& node : document.nodes)
            if (node.element) return node.element.get();
        return nullptr;
    };
    FeedContext feed{XmlNamespaces(rss), {}, {}, {}, {}};
    XmlElement document = parse_xml(outside, feed.namespaces);
    const XmlElement* root = first_element(document);
    if (root && root->local_name() == "feed") {
        feed.namespaces = XmlNamespaces(atom);
        document = parse_xml(outside, feed.namespaces);
        root = first_element(document);
    }
    if (!root) return feed;
    const XmlElement* channel = root->child("channel") ? root->child("channel") : root;
    std::string base(address);
    for (const XmlElement* element : {root, channel}) {
        for (const auto& [name, value] : element->attributes)
            if (name.starts_with("xmlns")) feed.namespaces.declare(name.size() > 6 ? name.substr(6) : "", value);
        base = base_of(*element, base);
        if (!element->attribute("xml:lang").empty()) feed.language = element->attribute("xml:lang");
    }
    feed.title = line_of(*channel, {"title", "dc:title", "itunes:title"});
    feed.base = base;
    if (base.empty() || base == address)
        if (std::string link = address_of(*channel, base); is_web_address(link)) feed.base = std::move(link);
    if (feed.language.empty()) feed.language = line_of(*channel, {"language", "dc:language"});
    // Atom says that its entries inherit it; in RSS it is who answers for the channel.
    if (root->local_name() == "feed") feed.authors = authors_of(*channel, feed.title);
    return feed;
}

Date read_feed_date(std::string_view text) {
    const std::string clean = clean_line(text);
    if (clean.empty() || clean.size() > 100) return {};
    auto date = read_date(clean);
    // A zone that nobody knows: the day and the time still count.
    for (std::string_view rest = clean; !date && rest.find(' ') != std::string_view::npos;) {
        rest = rest.substr(0, rest.rfind(' '));
        date = read_date(rest);
    }
    if (!date) return {};
    date->source = DateSource::feed;
    return *date;
}

std::vector<std::string> feed_names(std::string_view text, std::string_view source) {
    std::string line = clean_line(text);
    const std::size_t at = line.find('@');
    if (at != std::string::npos) {
        const std::size_t open = line.find('(');
        const std::size_t close = line.rfind(')');
        const std::size_t angle = line.find('<');
        if (open != std::string::npos && close > open && close != std::string::npos && open > at)
            line = line.substr(open + 1, close - open - 1);
        else if (angle != std::string::npos && angle < at)
            line.resize(angle);
        else if (open != std::string::npos && open < at)
            line.resize(open);
    }
    return split_byline(line, source);
}

}  // namespace broadsheet
