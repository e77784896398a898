// SPDX-License-Identifier: GPL-3.0-or-later
// News items from before NewsML-G2: NewsML 1.x and Reuters' corpus RCV1.
#include "indexer/extract/byline.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/newsml_item.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace broadsheet {
namespace {

std::string line_in(const XmlElement* element) {
    return element ? clean_line(text_in(*element)) : std::string();
}

Date date_in(const XmlElement* element) {
    return element ? read_news_date(text_in(*element)) : Date{};
}

void read_management(const XmlElement& item, Article& article) {
    if (const XmlElement* id = item.descend({"identification", "newsidentifier"})) {
        article.source = line_in(id->child("providerid"));
        // The public identifier ends with the revision and thus names a version, not the article.
        const std::string number = line_in(id->child("newsitemid"));
        article.key = number.empty()
                          ? line_in(id->child("publicidentifier"))
                          : "urn:newsml:" + article.source + ":" + line_in(id->child("dateid")) + ":" + number;
        const std::string revision = line_in(id->child("revisionid"));
        std::from_chars(revision.data(), revision.data() + revision.size(), article.revision);
    }
    if (const XmlElement* management = item.child("newsmanagement")) {
        article.published = date_in(management->child("firstcreated"));
        article.modified = date_in(management->child("thisrevisioncreated"));
        if (article.modified == article.published) article.modified = {};
        const XmlElement* status = management->child("status");
        const std::string name = status ? ascii_lower(status->attribute("formalname")) : "";
        article.withdrawn = name == "canceled" || name == "cancelled" || name == "withheld";
    }
}

void read_lines(const XmlElement& lines, Article& article) {
    article.title = line_in(lines.child("headline"));
    article.subtitle = line_in(lines.child("subheadline"));
    article.authors = split_byline(line_in(lines.child("byline")), article.source);
    article.place = place_name(line_in(lines.child("dateline")));
    article.agency = line_in(lines.child("creditline"));
}

/// <newsitem itemid date xml:lang><headline/><byline/><dateline/><text><p/>…</text><metadata/></newsitem>
void read_corpus_item(const XmlElement& item, const XmlElement& text, Article& article) {
    article.key = clean_line(item.attribute("itemid"));
    article.published = read_news_date(item.attribute("date"));
    read_lines(item, article);
    if (article.title.empty()) article.title = line_in(item.child("title"));
    article.body = text_of_html(html_in(text));
    const XmlElement* metadata = item.child("metadata");
    if (!metadata) return;
    for (const XmlElement* dc : metadata->children("dc")) {
        if (dc->attribute("element") == "dc.source") article.source = clean_line(dc->attribute("value"));
        if (dc->attribute("element") == "dc.publisher" && article.source.empty())
            article.source = clean_line(dc->attribute("value"));
    }
}

}  // namespace

Article read_newsml_1_item(const XmlElement& item, std::string& reason) {
    Article article;
    article.language = clean_line(item.attribute("xml:lang"));
    if (const XmlElement* text = item.child("text")) {
        read_corpus_item(item, *text, article);
    } else {
        read_management(item, article);
        if (const XmlElement* lines = find_below(item, {"newslines"})) read_lines(*lines, article);
        if (const XmlElement* language = find_below(item, {"language"}); language && article.language.empty())
            article.language = clean_line(language->attribute("formalname"));
        if (const XmlElement* content = find_below(item, {"datacontent"})) {
            read_inline_text(*content, article);
            if (article.body.empty() && !content->has_elements()) article.body = text_in(*content);
        }
    }
    if (article.body.empty() && !article.withdrawn) {
        reason = "a news item without running text";
        article.title.clear();
    }
    return article;
}

}  // namespace broadsheet
