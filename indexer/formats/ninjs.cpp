// SPDX-License-Identifier: GPL-3.0-or-later
// ninjs (IPTC), the JSON of news agencies: 1.x has one headline and body_text or body_xhtml, 2.x and 3.x have lists of
// both; names are in small letters before 3.0.
#include "engine/article/date.h"
#include "indexer/extract/byline.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/json_shapes.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/record_text.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace broadsheet {
namespace {

std::string line_of(const Json& object, std::string_view name) {
    return clean_line_of_html(member_text(object, name));
}

Date date_of(const Json& object, std::string_view name) {
    return read_news_date(member_text(object, name));
}

/// Calls `visit` with each object of a list member.
template <class Visit>
void for_each_in(const Json& object, std::string_view name, const Visit& visit) {
    const Json* list = find_member(object, name);
    if (!list || !list->is_array()) return;
    for (const Json& item : *list)
        if (item.is_object()) visit(item);
}

void read_headlines(const Json& object, Article& article) {
    article.title = line_of(object, "headline");
    for_each_in(object, "headlines", [&](const Json& headline) {
        const std::string role = ascii_lower(member_text(headline, "role"));
        std::string line = line_of(headline, "value");
        if (role.starts_with("sub") && article.subtitle.empty())
            article.subtitle = std::move(line);
        else if (article.title.empty() || role == "main")
            article.title = std::move(line);
    });
}

/// HTML before plain text, which often has lost its paragraphs.
std::string body_in(const Json& object) {
    for (const std::string_view name : {"bodyxhtml", "bodyhtml", "bodyhtml5"})
        if (const std::string text = member_text(object, name); !text.empty()) return body_of(text);
    std::string html;
    std::string plain = member_text(object, "bodytext");
    for_each_in(object, "bodies", [&](const Json& body) {
        std::string text = member_text(body, "value");
        const std::string kind = ascii_lower(member_text(body, "contenttype") + " " + member_text(body, "role"));
        std::string& kept = kind.find("html") != std::string::npos ? html : plain;
        if (kept.empty()) kept = std::move(text);
    });
    return body_of(html.empty() ? plain : html);
}

void read_people(const Json& object, Article& article) {
    article.source = line_of(object, "copyrightholder");
    if (article.source.empty()) article.source = line_of(object, "provider");
    for (const std::string_view name : {"infosource", "infosources"})
        for_each_in(object, name, [&](const Json& origin) {
            if (article.agency.empty()) article.agency = line_of(origin, "name");
        });
    if (article.agency.empty()) article.agency = line_of(object, "creditline");
    if (article.source.empty()) article.source = article.agency;
    if (article.agency == article.source) article.agency.clear();
    std::string byline = line_of(object, "byline");
    if (byline.empty()) byline = line_of(object, "by");
    article.authors = split_byline(byline, article.source);
}

void read_subjects(const Json& object, Article& article) {
    for (const std::string_view name : {"subject", "subjects"})
        for_each_in(object, name, [&](const Json& subject) {
            std::string tag = line_of(subject, "name");
            std::string code = member_text(subject, "code");
            if (code.empty()) code = member_text(subject, "literal");
            if (code.empty()) code = member_text(subject, "uri");
            // The top of IPTC's media topics, 04000000, is what newspapers call a section.
            const bool top =
                code.size() >= 8 && code.ends_with("000000") && code.find_last_of("0123456789") + 1 == code.size();
            if (top && article.section.empty()) article.section = tag;
            if (!tag.empty() && std::find(article.tags.begin(), article.tags.end(), tag) == article.tags.end())
                article.tags.push_back(std::move(tag));
        });
    if (const Json* keywords = find_member(object, "keywords"); keywords && keywords->is_array())
        for (const Json& keyword : *keywords)
            if (std::string tag = clean_line_of_html(text_of(keyword)); !tag.empty()) article.tags.push_back(tag);
}

std::string description_of(const Json& object) {
    std::string text = member_text(object, "descriptiontext");
    for_each_in(object, "descriptions", [&](const Json& description) {
        const std::string role = ascii_lower(member_text(description, "role"));
        if (text.empty() && role != "caption") text = member_text(description, "value");
    });
    return body_of(text);
}

bool is_other_medium(const Json& object) {
    static constexpr std::array<std::string_view, 7> media{"picture", "video",    "audio",    "graphic",
                                                           "event",   "planning", "component"};
    const std::string type = ascii_lower(member_text(object, "type"));
    return std::find(media.begin(), media.end(), type) != media.end();
}

void read_dates(const Json& object, Article& article) {
    const Date version = date_of(object, "versioncreated");
    article.published = date_of(object, "firstcreated");
    if (!article.published.known()) article.published = date_of(object, "contentcreated");
    if (!article.published.known())
        article.published = version;
    else if (version.utc_s > article.published.utc_s)
        article.modified = version;
}

}  // namespace

bool is_ninjs(const Json& object) {
    if (!object.is_object() || !find_member(object, "uri")) return false;
    for (const std::string_view name : {"versioncreated", "pubstatus", "headlines", "bodies", "bodyxhtml"})
        if (find_member(object, name)) return true;
    return false;
}

Article ninjs_article(const Json& object) {
    Article article;
    article.key = line_of(object, "uri");
    article.url = line_of(object, "url");
    article.language = line_of(object, "language");
    article.place = place_name(line_of(object, "located"));
    const std::string version = member_text(object, "version");
    std::from_chars(version.data(), version.data() + version.size(), article.revision);
    const std::string status = ascii_lower(member_text(object, "pubstatus"));
    article.withdrawn = status == "canceled" || status == "cancelled" || status == "withheld";
    read_people(object, article);
    read_subjects(object, article);
    read_dates(object, article);
    article.body = body_in(object);
    if (article.body.empty() && !article.withdrawn && is_other_medium(object)) return article;
    read_headlines(object, article);
    std::string description = description_of(object);
    if (article.body.empty() && !article.withdrawn) {
        article.body = std::move(description);
        article.partial = true;
    } else if (article.subtitle.empty()) {
        article.subtitle = standfirst_of(std::move(description), article.body);
    }
    if (article.title.empty()) article.title = line_of(object, "title");
    remove_repeated_title(article.body, article.title);
    if (article.title.empty() && article.withdrawn) article.title = "Withdrawn: " + article.key;
    if (article.title.empty() && article.body.empty()) article.title = line_of(object, "slugline");
    return article;
}

}  // namespace broadsheet
