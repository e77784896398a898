// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/article_page.h"

#include "engine/analysis/language.h"
#include "engine/article/web_address.h"
#include "server/api/search_links.h"
#include "server/pages/facet_list.h"
#include "server/pages/hit_view.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// A value that leads to all articles that share it.
Values shared_value(FieldId field, const std::string& value, const std::string& words) {
    return Values().text("url", search_url(with_value(SearchParameters{}, field, value))).text("words", words);
}

/// Commas separate values in URLs, so that a value with one is named by its slug.
std::string value_for_url(const std::string& value) {
    return value.find(',') == value.npos ? value : slug_of(value);
}

class FactList {
public:
    void add(std::string_view name, std::vector<Values> values, std::string_view note = {}) {
        if (values.empty()) return;
        facts_.push_back(Values().text("name", name).list("values", values).text("note", note));
    }
    void add_text(std::string_view name, const std::string& text, std::string_view note = {}) {
        if (!text.empty()) add(name, {Values().text("words", text).flag("url", false)}, note);
    }
    void add_shared(std::string_view name, FieldId field, const std::vector<std::string>& names) {
        std::vector<Values> values;
        for (const auto& value : names) {
            if (value.empty()) continue;
            const std::string words = field == FieldId::language ? language_name(value) : value;
            values.push_back(shared_value(field, value_for_url(value), words));
        }
        add(name, std::move(values));
    }
    const std::vector<Values>& facts() const { return facts_; }

private:
    std::vector<Values> facts_;
};

std::vector<Values> facts_of(const Article& article) {
    FactList facts;
    facts.add_shared("Source", FieldId::source, {article.source});
    facts.add_text("Published", moment_words(article.published), date_source_words(article.published.source));
    if (!article.published.known()) facts.add_text("Published", "not known");
    facts.add_text("Modified", moment_words(article.modified));
    facts.add_text("First seen", moment_words(article.seen));
    facts.add_shared(article.authors.size() > 1 ? "Authors" : "Author", FieldId::author, article.authors);
    facts.add_shared("Agency", FieldId::agency, {article.agency});
    facts.add_shared("Place", FieldId::place, {article.place});
    facts.add_shared("Section", FieldId::section, {article.section});
    facts.add_shared("Language", FieldId::language, {article.language});
    facts.add_shared("Tags", FieldId::tag, article.tags);
    return facts.facts();
}

std::vector<Values> origin_of(const StoredArticle& article) {
    FactList facts;
    facts.add_text("File", article.provenance.path);
    facts.add_text("Place in it", article.provenance.location);
    facts.add_text("Format", article.provenance.format);
    facts.add_text("Key", article.key);
    if (!is_web_address(article.url)) facts.add_text("Address", article.url);
    facts.add_text("Number", std::to_string(article.id.value));
    return facts.facts();
}

Markup byline(const MarkedArticle& marked) {
    const auto names = marked_names(marked.article.authors, marked.author_marks);
    std::string html;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) html += i + 1 == names.size() ? " and " : ", ";
        html += names[i].html();
    }
    return Markup(std::move(html));
}

void add_head(const MarkedArticle& marked, Values& values) {
    const auto& article = marked.article;
    const std::string untitled = "Untitled";
    values.markup("title", Markup(article.title.empty() ? untitled : marked_html(article.title, marked.title_marks)));
    values.text("section", article.section).text("subtitle", article.subtitle).markup("byline", byline(marked));
    values.text("source", article.source).text("place", article.place);
    values.text("iso", to_iso(article.published)).text("date", day_words(article.published));
    values.flag("dateInferred", article.published.source == DateSource::file);
    set_language(values, article.language);
}

void add_body(const MarkedArticle& marked, Values& values) {
    std::vector<Values> paragraphs;
    for (const auto& paragraph : paragraphs_of(marked.article.body, marked.body_marks)) {
        paragraphs.push_back(Values().text("number", std::to_string(paragraphs.size() + 1)).markup("html", paragraph));
    }
    values.list("paragraphs", paragraphs).flag("bodiless", paragraphs.empty());
    std::size_t marks = marked.title_marks.size() + marked.body_marks.size();
    for (const auto& name : marked.author_marks) marks += name.size();
    if (marks > 0) values.text("marks", counted(marks, "passage marked", "passages marked"));
}

void add_way_back(const SearchParameters& search, const StoredArticle& article, Values& values) {
    const bool searched = !write_search_parameters(search).empty();
    values.text("back", search_url(search) + "#a" + std::to_string(article.id.value));
    values.text("backWords", search.request.text.empty() ? (searched ? "Back to the articles" : "All articles")
                                                         : "Results for " + search.request.text);
}

/// What a reader should know before reading. An old version says where the text of today is.
void add_notices(const StoredArticle& article, const ArticleVersion* version, Values& values) {
    values.flag("withdrawn", article.withdrawn).flag("partial", article.partial);
    const bool old = version && !version->current;
    values.flag("oldVersion", old).flag("noticed", old || article.withdrawn || article.partial);
    if (!version) return;
    const std::string path = "/articles/" + std::to_string(article.id.value);
    const std::string number = std::to_string(version->number);
    values.text("versionNumber", number).text("currentUrl", path);
    values.text("changeUrl", path + "/versions?from=" + number);
}

/// Duplicates are tellings of the same story.
std::string duplicates_url(const Kinship& kinship) {
    return kinship.story == 0 ? std::string() : "/stories/" + std::to_string(kinship.story);
}

void add_kin(const StoredArticle& article, const Kinship& kinship, Values& values) {
    std::vector<Values> links;
    const auto add = [&links](const std::string& words, const std::string& url) {
        links.push_back(Values().text("words", words).text("url", url));
    };
    if (kinship.versions > 1) {
        add(counted(kinship.versions, "version", "versions"),
            "/articles/" + std::to_string(article.id.value) + "/versions");
    }
    if (kinship.story != 0) {
        add("Story: " + counted(kinship.story_size, "telling", "tellings"),
            "/stories/" + std::to_string(kinship.story) + "#t" + std::to_string(article.id.value));
    }
    if (kinship.duplicates > 0)
        add("Same text in " + counted(kinship.duplicates, "other article", "other articles"), duplicates_url(kinship));
    values.list("kin", links).flag("hasKin", !links.empty());
}

std::string address_host(const std::string& url) {
    const auto begin = url.find("//") + 2;
    return url.substr(begin, std::min(url.find_first_of("/?#", begin), url.size()) - begin);
}

}  // namespace

std::vector<Markup> paragraphs_of(const std::string& body, const std::vector<TextRange>& marks) {
    std::vector<Markup> paragraphs;
    const std::string_view text = body;
    auto mark = marks.begin();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find("\n\n", begin), text.size());
        std::vector<TextRange> inside;
        while (mark != marks.end() && mark->end <= begin) ++mark;
        for (auto next = mark; next != marks.end() && next->begin < end; ++next) {
            const auto from = static_cast<std::uint32_t>(std::max<std::size_t>(next->begin, begin) - begin);
            const auto to = static_cast<std::uint32_t>(std::min<std::size_t>(next->end, end) - begin);
            if (from < to) inside.push_back({from, to});
        }
        if (end > begin) paragraphs.emplace_back(marked_html(text.substr(begin, end - begin), inside));
        begin = std::max(end, std::min(text.find_first_not_of('\n', end), text.size()));
    }
    return paragraphs;
}

std::string article_page(const SearchParameters& search, const MarkedArticle& marked, const ArchiveOverview& overview,
                         const ArticleVersion* version) {
    const auto& article = marked.article;
    Values values;
    add_way_back(search, article, values);
    add_head(marked, values);
    add_body(marked, values);
    add_notices(article, version, values);
    add_kin(article, marked.kinship, values);
    values.list("facts", facts_of(article)).list("origin", origin_of(article));
    if (is_web_address(article.url))
        values.text("original", article.url).text("originalHost", address_host(article.url));

    PageFrame frame;
    frame.title = article.title.empty() ? "Untitled" : article.title;
    frame.kind = "article";
    frame.query = search.request.text;
    frame.kept = kept_parameters(search, true);
    frame.overview = overview;
    frame.content = fill("article.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
