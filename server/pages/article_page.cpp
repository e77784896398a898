// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/article_page.h"

#include "engine/analysis/language.h"
#include "engine/article/web_address.h"
#include "engine/highlight/highlight.h"
#include "server/api/search_links.h"
#include "server/pages/article_head.h"
#include "server/pages/article_parts.h"
#include "server/pages/cite_view.h"
#include "server/pages/facet_list.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"

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

/// Adds a fact whose values lead to all articles that share them.
void add_shared(FactList& facts, std::string_view name, FieldId field, const std::vector<std::string>& names) {
    std::vector<Values> values;
    for (const auto& value : names) {
        if (value.empty()) continue;
        const std::string words = field == FieldId::language ? language_name(value, reader_language_code()) : value;
        values.push_back(shared_value(field, value_for_url(value), words));
    }
    facts.add(name, std::move(values));
}

std::vector<Values> facts_of(const Article& article) {
    FactList facts;
    add_shared(facts, message("Source"), FieldId::source, {article.source});
    const std::string_view found_in = date_source_words(article.published.source);
    facts.add_text(message("Published"), moment_words(article.published), found_in);
    if (!article.published.known()) facts.add_text(message("Published"), message("not known"));
    facts.add_text(message("Modified"), moment_words(article.modified), date_source_words(article.modified.source));
    add_shared(facts, message(article.authors.size() > 1 ? english("Authors") : english("Author")), FieldId::author,
               article.authors);
    add_shared(facts, message("Agency"), FieldId::agency, {article.agency});
    add_shared(facts, message("Place"), FieldId::place, {article.place});
    add_shared(facts, message("Section"), FieldId::section, {article.section});
    add_shared(facts, message("Language"), FieldId::language, {article.language});
    add_shared(facts, message("Tags"), FieldId::tag, article.tags);
    return facts.facts();
}

/// Marks of the page in its order, each with an anchor of its own and, behind it, links to those before and after it.
/// These are shown where a reader has come by such a link and no script steps from mark to mark.
class MarkSteps {
public:
    /// `total` is an upper bound: marks that two paragraphs share are two.
    explicit MarkSteps(std::size_t total) : total_(total) {}

    Markup number(const Markup& marked) {
        constexpr std::string_view begin = "<mark>", end = "</mark>";
        const std::string& html = marked.html();
        std::string numbered;
        std::size_t at = 0;
        for (std::size_t next = html.find(begin); next != html.npos; next = html.find(begin, at)) {
            const std::size_t close = html.find(end, next) + end.size();
            numbered.append(html, at, next - at);
            ++last_;
            numbered += "<mark id=\"m" + std::to_string(last_) + "\"";
            numbered.append(html, next + begin.size() - 1, close - next - begin.size() + 1);
            if (last_ <= steps_max) numbered += steps();
            at = close;
        }
        numbered.append(html, at);
        return Markup(std::move(numbered));
    }

private:
    /// So that a page of thousands of marks doesn't grow twice as long.
    static constexpr std::size_t steps_max = 400;

    std::string steps() const {
        const std::size_t before = last_ == 1 ? total_ : last_ - 1, after = last_ == total_ ? 1 : last_ + 1;
        const std::string place =
            message("{number} of {total}", {{"number", grouped(last_)}, {"total", grouped(total_)}});
        return "<span class=\"steps\"><a href=\"#m" + std::to_string(before) + "\" aria-label=\"" +
               marked_html(message("Previous passage"), {}) + "\">‹</a> " + marked_html(place, {}) + " <a href=\"#m" +
               std::to_string(after) + "\" aria-label=\"" + marked_html(message("Next passage"), {}) +
               "\">›</a></span>";
    }

    const std::size_t total_;
    std::size_t last_ = 0;
};

std::size_t count_marks(const Markup& marked) {
    std::size_t marks = 0;
    for (std::size_t at = marked.html().find("<mark>"); at != std::string::npos;
         at = marked.html().find("<mark>", at + 1))
        ++marks;
    return marks;
}

Markup byline(const MarkedArticle& marked) {
    const auto names = marked_names(marked.article.authors, marked.author_marks);
    std::string html;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) html += i + 1 == names.size() ? marked_html(" " + message("and") + " ", {}) : ", ";
        html += names[i].html();
    }
    return Markup(std::move(html));
}

void add_head(const StoredArticle& article, Values& values) {
    values.text("section", article.section).text("subtitle", article.subtitle);
    values.text("source", article.source).text("place", article.place);
    values.text("iso", to_iso(article.published)).text("date", day_words(article.published));
    values.flag("dateInferred", article.published.source == DateSource::file);
    const std::size_t minutes = reading_minutes(article.body);
    values.text("minutes",
                minutes == 0 ? std::string() : message_of(minutes, "{n} minute to read", "{n} minutes to read"));
    set_language(values, article.language);
}

/// Title, byline and text, with the marks numbered through.
void add_texts(const MarkedArticle& marked, Values& values) {
    const auto& article = marked.article;
    const Markup title(article.title.empty() ? marked_html(message("Untitled"), {})
                                             : marked_html(article.title, marked.title_marks));
    const Markup names = byline(marked);
    const std::vector<Markup> texts = paragraphs_of(article.body, marked.body_marks);
    std::size_t marks = count_marks(title) + count_marks(names);
    for (const auto& text : texts) marks += count_marks(text);
    MarkSteps steps(marks);
    values.markup("title", steps.number(title)).markup("byline", steps.number(names));
    std::vector<Values> paragraphs;
    for (const auto& text : texts) {
        const std::string number = std::to_string(paragraphs.size() + 1);
        paragraphs.push_back(Values().text("number", number).markup("html", steps.number(text)));
    }
    values.list("paragraphs", paragraphs).flag("bodiless", paragraphs.empty());
    if (marks > 0) values.text("marks", message_of(marks, "{n} passage marked", "{n} passages marked"));
    if (!marked.body_marks.empty())
        values.text("passage", passage_address(article, marked.body_marks.front()).value_or(""));
}

void add_way_back(const SearchParameters& search, const StoredArticle& article, Values& values) {
    values.text("back", search_url(search) + "#a" + std::to_string(article.id.value));
    values.text("backWords", back_words(search));
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
std::string story_url(const SearchParameters& search, const Kinship& kinship) {
    if (kinship.story == 0) return {};
    return url_of("/stories/" + std::to_string(kinship.story), write_search_parameters(search));
}

void add_kin(const SearchParameters& search, const StoredArticle& article, const Kinship& kinship, Values& values) {
    std::vector<Values> links;
    const auto add = [&links](const std::string& words, const std::string& url) {
        links.push_back(Values().text("words", words).text("url", url));
    };
    if (kinship.versions > 1) {
        add(message_of(kinship.versions, "{n} version", "{n} versions"),
            "/articles/" + std::to_string(article.id.value) + "/versions");
    }
    if (kinship.story != 0) {
        add(message_of(kinship.story_size, "Story: {n} telling", "Story: {n} tellings"),
            story_url(search, kinship) + "#t" + std::to_string(article.id.value));
    }
    if (kinship.duplicates > 0)
        add(message_of(kinship.duplicates, "Same text in {n} other article", "Same text in {n} other articles"),
            story_url(search, kinship));
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
                         const ArticleSurroundings& around) {
    const auto& article = marked.article;
    Values values;
    add_way_back(search, article, values);
    add_head(article, values);
    add_texts(marked, values);
    add_notices(article, around.version, values);
    add_kin(search, article, marked.kinship, values);
    values.list("facts", facts_of(article)).list("origin", origin_of(article, around.holdings).facts());
    if (is_web_address(article.url))
        values.text("original", article.url).text("originalHost", address_host(article.url));
    values.text("citation", text_citation(article)).list("citations", citation_links(article.id));
    add_tellings(search, around.story, article.id, values);
    add_similar(search, around.similar, values);

    PageFrame frame;
    frame.title = article.title.empty() ? message("Untitled") : article.title;
    frame.kind = "article";
    frame.query = search.request.text;
    frame.kept = kept_parameters(search, true);
    frame.overview = overview;
    frame.head = article_head(article);
    frame.content = fill("article.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
