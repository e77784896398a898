// SPDX-License-Identifier: GPL-3.0-or-later
// Files of NITF.
#include "indexer/extract/byline.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/record_text.h"
#include "indexer/formats/xml_pieces.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <utility>

namespace broadsheet {
namespace {

/// NITF's elements as those of HTML. What enriches words (person, money, chron) is inline, what describes media isn't
/// text of the article; captions are.
std::string_view html_name(std::string_view name) {
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"hl1", "h2"},     {"hl2", "h3"},           {"hedline", "div"},           {"bq", "blockquote"},
        {"block", "div"},  {"media", "div"},        {"media-caption", "p"},       {"media-reference", "-"},
        {"fn", "div"},     {"media-metadata", "-"}, {"media-producer", "-"},      {"media-object", "-"},
        {"credit", "div"}, {"nitf-table", "div"},   {"nitf-table-metadata", "-"}, {"nitf-col", "-"},
        {"note", "-"},     {"custom-table", "div"}, {"correction", "div"},        {"datasource", "p"}};
    static constexpr std::string_view as_html =
        " p div h1 h2 h3 h4 table caption thead tbody tfoot tr td th ul ol li dl dt dd pre hr br em strong b i sub sup "
        "q a "
        "blockquote span figure figcaption section ";
    for (const auto& [nitf, html] : names)
        if (nitf == name) return html;
    return as_html.find(" " + std::string(name) + " ") != std::string_view::npos ? name : std::string_view("span");
}

std::string line_in(const XmlElement* element) {
    return element ? clean_line(text_of_html(html_in(*element, html_name))) : std::string();
}

void fill(std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
}

void fill(Date& field, const XmlElement* element) {
    if (field.known() || !element) return;
    field = read_news_date(element->attribute("norm"));
    if (!field.known()) field = read_news_date(text_in(*element));
}

void add_tag(std::vector<std::string>& tags, std::string tag) {
    if (!tag.empty() && tag.size() <= 100 && std::find(tags.begin(), tags.end(), tag) == tags.end())
        tags.push_back(std::move(tag));
}

/// "By Mei Tan, <byttl>Staff Writer</byttl>": persons that are marked as such, else the line without job and agency.
std::vector<std::string> names_in(const XmlElement& byline, std::string_view source) {
    std::vector<std::string> names;
    for (const XmlElement* person : byline.children("person"))
        for (std::string& name : split_byline(line_in(person), source)) names.push_back(std::move(name));
    if (!names.empty()) return names;
    const std::string html = html_in(byline, [](std::string_view name) -> std::string_view {
        return name == "byttl" || name == "copyrite" || name == "location" || name == "virtloc" ||
                       name == "body.content"
                   ? "-"
                   : "";
    });
    return split_byline(clean_line_of_html(html), source);
}

void read_docdata(const XmlElement& docdata, Article& article) {
    if (const XmlElement* id = docdata.child("doc-id")) fill(article.key, clean_line(id->attribute("id-string")));
    const std::string status = ascii_lower(docdata.attribute("management-status"));
    if (status == "canceled" || status == "cancelled" || status == "withheld") article.withdrawn = true;
    if (const XmlElement* key = docdata.child("du-key")) {
        // A story keeps its key; the generation counts its versions.
        fill(article.key, clean_line(key->attribute("key")));
        for (const std::string_view name : {"version", "generation"}) {
            const std::string_view text = key->attribute(name);
            if (article.revision == 0) std::from_chars(text.data(), text.data() + text.size(), article.revision);
        }
    }
    fill(article.published, docdata.child("date.release"));
    fill(article.published, docdata.child("date.issue"));
    if (const XmlElement* list = docdata.child("key-list"))
        for (const XmlElement* keyword : list->children("keyword"))
            add_tag(article.tags, clean_line(keyword->attribute("key")));
    if (const XmlElement* content = docdata.child("identified-content"))
        for (const XmlNode& node : content->nodes) {
            if (!node.element) continue;
            std::string tag = line_in(node.element.get());
            if (tag.empty()) tag = clean_line(node.element->attribute("value"));
            add_tag(article.tags, std::move(tag));
        }
}

void read_head(const XmlElement& head, Article& article) {
    if (const XmlElement* docdata = head.child("docdata")) read_docdata(*docdata, article);
    if (const XmlElement* publication = head.child("pubdata")) {
        fill(article.source, clean_line(publication->attribute("name")));
        fill(article.section, clean_line(publication->attribute("position.section")));
        Date printed = read_news_date(publication->attribute("date.publication"));
        if (!article.published.known()) article.published = printed;
    }
    if (const XmlElement* object = head.child("tobject"))
        for (const XmlElement* subject : object->children("tobject.subject")) {
            fill(article.section, clean_line(subject->attribute("tobject.subject.type")));
            add_tag(article.tags, clean_line(subject->attribute("tobject.subject.matter")));
        }
    if (const XmlElement* scope = head.descend({"docdata", "doc-scope"}))
        add_tag(article.tags, clean_line(scope->attribute("scope")));
}

void read_body_head(const XmlElement& head, Article& article) {
    if (const XmlElement* headline = head.child("hedline")) {
        fill(article.title, line_in(headline->child("hl1")));
        fill(article.subtitle, line_in(headline->child("hl2")));
        if (!headline->has_elements()) fill(article.title, line_in(headline));
    }
    fill(article.agency, line_in(head.child("distributor")));
    if (const XmlElement* dateline = head.child("dateline")) {
        const XmlElement* location = dateline->child("location");
        fill(article.place, place_name(line_in(location ? location : dateline)));
        fill(article.published, dateline->child("story.date"));
    }
    if (article.authors.empty())
        for (const XmlElement* byline : head.children("byline"))
            for (std::string& name : names_in(*byline, article.source)) article.authors.push_back(std::move(name));
    fill(article.subtitle, line_in(head.child("abstract")));
}

}  // namespace

void read_nitf_element(const XmlElement& nitf, Article& article) {
    fill(article.language, clean_line(nitf.attribute("xml:lang")));
    if (const XmlElement* head = nitf.child("head")) read_head(*head, article);
    if (const XmlElement* body = nitf.child("body")) {
        if (const XmlElement* head = body->child("body.head")) read_body_head(*head, article);
        if (article.body.empty())
            for (const XmlElement* content : body->children("body.content")) {
                if (!article.body.empty()) article.body += "\n\n";
                article.body += text_of_html(html_in(*content, html_name));
            }
        if (article.authors.empty())
            if (const XmlElement* tagline = body->descend({"body.end", "tagline"}); tagline && tagline->child("person"))
                article.authors = names_in(*tagline, article.source);
    }
    if (const XmlElement* lost = article.body.empty() ? find_below(nitf, {"body.content"}) : nullptr)
        article.body = text_of_html(html_in(*lost, html_name));  // behind an end tag that is missing
    if (const XmlElement* title = nitf.descend({"head", "title"})) fill(article.title, line_in(title));
    article.subtitle = standfirst_of(std::move(article.subtitle), article.body);
}

Date read_news_date(std::string_view text) {
    std::string clean(trimmed(text));
    const std::size_t digits = std::min(clean.find_first_not_of("0123456789"), clean.size());
    if (digits == 14) clean.insert(8, "T");
    if ((digits == 8 || digits == 14) && clean.size() > 12 && clean[8] == 'T') {
        clean.insert(6, "-").insert(4, "-").insert(13, ":");
        if (clean.size() > 17 && clean[16] >= '0' && clean[16] <= '9') clean.insert(16, ":");
    }
    auto date = read_date(clean);
    if (!date) return {};
    date->source = DateSource::header;
    return *date;
}

void read_nitf(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const auto prepare = [&info](const std::string&) -> PieceReader {
        return [info](const std::string& piece, std::string location, ArticleSink& to) {
            const XmlElement document = parse_xml(piece, XmlNamespaces());
            Article article;
            if (const XmlElement* nitf = document.child("nitf")) read_nitf_element(*nitf, article);
            if (article.withdrawn && article.title.empty()) article.title = "Withdrawn: " + article.key;
            // Almost always it is the only one; the file is then its identity.
            if (location.ends_with(" 1")) location.clear();
            deliver(std::move(article), std::move(location), info, to);
        };
    };
    const auto is_nitf = [](std::string_view, std::string_view name) { return name == "nitf"; };
    read_pieces(stream, info, is_nitf, "NITF document", prepare, sink);
}

}  // namespace broadsheet
