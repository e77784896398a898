// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/newsml_item.h"

#include "engine/article/web_address.h"
#include "indexer/extract/byline.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/feed_text.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/record_text.h"
#include "indexer/formats/relative_address.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"
#include "indexer/input/mime_decode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>

namespace broadsheet {
namespace {

std::string line_in(const XmlElement* element) {
    return element ? clean_line(text_in(*element)) : std::string();
}

std::uint32_t number_in(std::string_view text) {
    std::uint32_t number = 0;
    text = trimmed(text);
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void add(std::vector<std::string>& list, std::string value) {
    if (!value.empty() && value.size() <= 100 && std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(std::move(value));
}

/// "stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/canceled" to "canceled".
std::string code_of(const XmlElement* element) {
    if (!element) return {};
    for (const std::string_view name : {"qcode", "uri", "literal"}) {
        const std::string_view code = trimmed(element->attribute(name));
        if (!code.empty()) return std::string(code.substr(code.find_last_of(":/") + 1));
    }
    return {};
}

/// The name of a concept in the language of its item, else in any.
std::string name_in(const XmlElement* concept_element, std::string_view language) {
    if (!concept_element) return {};
    std::string any;
    for (const XmlElement* name : concept_element->children("name")) {
        const std::string_view tag = name->attribute("xml:lang");
        if (!tag.empty() && tag.substr(0, 2) == language.substr(0, 2)) return line_in(name);
        if (any.empty()) any = line_in(name);
    }
    return any;
}

/// The publication: a name, a code ("nprov:AFP"), a host.
std::string provider_of(const XmlElement* provider, std::string_view language) {
    if (!provider) return {};
    if (std::string name = name_in(provider, language); !name.empty()) return name;
    if (const std::string_view literal = provider->attribute("literal"); !literal.empty()) return clean_line(literal);
    if (const std::string_view code = provider->attribute("qcode"); !code.empty())
        return clean_line(code.substr(std::min(code.find(':'), code.size() - 1) + 1));
    const std::string_view uri = provider->attribute("uri");
    if (!is_web_address(uri)) return {};
    const std::string_view host = uri.substr(uri.find("//") + 2);
    return clean_line(host.substr(0, host.find('/')));
}

/// The headline that is meant for readers; of several, the main one or the first.
void read_headlines(const XmlElement& content, Article& article) {
    for (const XmlElement* headline : content.children("headline")) {
        std::string line = line_in(headline);
        const std::string_view named = headline->attribute("role");
        if (named.ends_with("subtitle") || named.ends_with("sub") || named.ends_with("deck"))
            article.subtitle = std::move(line);
        else if (article.title.empty() || named.ends_with("main"))
            article.title = std::move(line);
    }
}

void read_subjects(const XmlElement& content, std::string_view language, Article& article) {
    for (const XmlElement* subject : content.children("subject")) {
        std::string name = name_in(subject, language);
        const std::string_view code = subject->attribute("qcode");
        // The top of IPTC's media topics: "medtop:04000000" is what newspapers call a section.
        const bool top = code.size() > 9 && code.ends_with("000000") && code[code.size() - 9] == ':';
        if (top && article.section.empty()) article.section = name;
        add(article.tags, std::move(name));
    }
    for (const XmlElement* keyword : content.children("keyword")) add(article.tags, line_in(keyword));
}

bool is_company(std::string_view name) {
    static constexpr std::array<std::string_view, 7> endings{" Inc.", " Inc", " Ltd", " Ltd.", " LLC", " GmbH", " AG"};
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

void read_authors(const XmlElement& content, std::string_view language, Article& article) {
    for (const XmlElement* by : content.children("by"))
        for (std::string& name : split_byline(line_in(by), article.source)) add(article.authors, std::move(name));
    if (!article.authors.empty()) return;
    for (const XmlElement* creator : content.children("creator")) {
        const std::string_view type = creator->attribute("type");
        if (!type.empty() && !type.ends_with("person")) continue;
        std::string name = name_in(creator, language);
        if (name != article.source && !is_company(name)) add(article.authors, std::move(name));
    }
}

void read_dates(const XmlElement& item, Article& article) {
    const auto date_at = [&](std::string_view part, std::string_view name) {
        const XmlElement* element = item.descend({part, name});
        return element ? read_news_date(text_in(*element)) : Date{};
    };
    const Date version = date_at("itemmeta", "versioncreated");
    article.published = date_at("itemmeta", "firstcreated");
    if (!article.published.known()) article.published = date_at("contentmeta", "contentcreated");
    article.modified = date_at("contentmeta", "contentmodified");
    if (!article.published.known())
        article.published = version;
    else if (!article.modified.known() || article.modified.utc_s < version.utc_s)
        article.modified = version;
    if (article.modified == article.published) article.modified = {};
}

void read_item_meta(const XmlElement& meta, Article& article) {
    article.source = provider_of(meta.child("provider"), article.language);
    const std::string status = ascii_lower(code_of(meta.child("pubstatus")));
    article.withdrawn = status == "canceled" || status == "cancelled" || status == "withheld";
    for (const XmlElement* link : meta.children("link")) {
        const std::string_view type = link->attribute("contenttype");
        const std::string_view href = link->attribute("href");
        if (article.url.empty() && type.find("html") != std::string_view::npos && is_web_address(href))
            article.url = clean_line(href);
    }
}

void read_content_meta(const XmlElement& meta, Article& article) {
    const XmlElement* language = meta.child("language");
    if (language && !language->attribute("tag").empty()) article.language = clean_line(language->attribute("tag"));
    read_headlines(meta, article);
    read_authors(meta, article.language, article);
    read_subjects(meta, article.language, article);
    const XmlElement* origin = meta.child("infosource");
    if (origin && (origin->child("name") || origin->attribute("uri").empty()))
        article.agency = provider_of(origin, article.language);
    if (article.agency.empty()) article.agency = line_in(meta.child("creditline"));
    if (article.agency == article.source) article.agency.clear();
    article.place = place_name(line_in(meta.child("dateline")));
    if (article.place.empty()) article.place = name_in(meta.child("located"), article.language);
}

/// Text that is stated to be plain or HTML, perhaps in base64.
void read_inline_data(const XmlElement& data, Article& article) {
    const std::string type = ascii_lower(data.attribute("contenttype"));
    std::string text = text_in(data);
    if (data.attribute("encoding").find("base64") != std::string_view::npos) text = decode_base64(text);
    if (is_binary(text) || (!type.empty() && !type.starts_with("text/"))) return;
    text = decode_text(text);
    std::string body = type.find("plain") != std::string::npos ? text : body_of(text);
    if (article.body.empty()) article.body = std::move(body);
}

/// Why an item without text has none, by its class: "ninat:picture".
std::string reason_of(const XmlElement& item) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> classes{{
        {"picture", "a picture: only its description is here"},
        {"photo", "a picture: only its description is here"},
        {"video", "a video: only its description is here"},
        {"audio", "a recording: only its description is here"},
        {"graphic", "a graphic: only its description is here"},
        {"animation", "an animation: only its description is here"},
        {"composite", "an item of several media without running text"},
    }};
    const std::string kind = ascii_lower(code_of(item.descend({"itemmeta", "itemclass"})));
    for (const auto& [name, reason] : classes)
        if (kind == name) return std::string(reason);
    const XmlElement* content = item.child("contentset");
    if (!content) return "a news item without content";
    if (content->child("remotecontent")) return "a news item whose content is in another file";
    if (const XmlElement* data = content->child("inlinexml"))
        for (const XmlNode& node : data->nodes)
            if (node.element)
                return "its content is <" + node.element->name.substr(0, 60) + ">, which holds no running text";
    return "a news item without running text";
}

/// An alert is a headline alone, and some texts come by another way; a table of results is no text at all.
bool may_lack_body(const XmlElement& item, std::string_view summary) {
    if (summary.empty() && item.descend({"contentset", "inlinexml"})) return false;
    const std::string kind = ascii_lower(code_of(item.descend({"itemmeta", "itemclass"})));
    return kind.empty() || kind == "text";
}

/// The name of a concept that the item explains further down.
void name_asserted(const XmlElement& item, Article& article) {
    for (const XmlElement* subject : item.child("contentmeta") ? item.child("contentmeta")->children("subject")
                                                               : std::vector<const XmlElement*>()) {
        if (subject->child("name")) continue;
        for (const XmlElement* assert : item.children("assert"))
            if (!assert->attribute("qcode").empty() && assert->attribute("qcode") == subject->attribute("qcode"))
                add(article.tags, name_in(assert, article.language));
    }
}

}  // namespace

void read_inline_text(const XmlElement& content, Article& article) {
    if (const XmlElement* nitf = find_below(content, {"nitf"})) return read_nitf_element(*nitf, article);
    const XmlElement* html = find_below(content, {"body"});
    if (!html && find_below(content, {"p"})) html = &content;
    if (!html) return;
    if (const XmlElement* title = find_below(content, {"head"}); title && article.title.empty())
        article.title = line_in(title->child("title"));
    if (article.body.empty()) article.body = text_of_html(html_in(*html));
}

Article read_g2_item(const XmlElement& item, std::string& reason) {
    Article article;
    article.key = clean_line(item.attribute("guid"));
    article.revision = number_in(item.attribute("version"));
    article.language = clean_line(item.attribute("xml:lang"));
    if (const XmlElement* meta = item.child("itemmeta")) read_item_meta(*meta, article);
    if (const XmlElement* meta = item.child("contentmeta")) read_content_meta(*meta, article);
    name_asserted(item, article);
    read_dates(item, article);
    if (article.source.empty()) article.source = name_in(item.descend({"rightsinfo", "copyrightholder"}), "");
    if (const XmlElement* content = item.child("contentset")) {
        for (const XmlElement* xml : content->children("inlinexml")) read_inline_text(*xml, article);
        for (const XmlElement* data : content->children("inlinedata")) read_inline_data(*data, article);
    }
    const XmlElement* meta = item.child("contentmeta");
    std::string summary = meta ? line_in(meta->child("description")) : "";
    if (article.body.empty() && !article.title.empty() && may_lack_body(item, summary)) {
        article.body = summary;  // the text came by another way, or will
        article.partial = !article.withdrawn;
    } else if (article.subtitle.empty()) {
        article.subtitle = standfirst_of(std::move(summary), article.body);
    }
    remove_repeated_title(article.body, article.title);
    if (article.title.empty() && !article.body.empty() && item.child("itemmeta"))
        article.title = line_in(item.descend({"itemmeta", "title"}));
    if (article.body.empty() && !article.withdrawn && !article.partial) {
        reason = reason_of(item);
        article.title.clear();
    }
    return article;
}

}  // namespace broadsheet
