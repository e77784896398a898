// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search_report.h"

#include "cli/output.h"
#include "cli/styled_text.h"
#include "server/api/form_notes.h"
#include "server/pages/page_wording.h"

#include <algorithm>
#include <cstdio>

namespace broadsheet::cli {

namespace {

constexpr std::size_t indent = 4;
/// Longer clauses don't push the reasons of the others to the right.
constexpr std::size_t clause_width_max = 28;
constexpr std::size_t facet_values_max = 12;
constexpr std::size_t bar_columns_max = 32;

std::string decimal(double number, const char* format) {
    char text[32];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

/// Joins what isn't empty with " · ".
void add_part(StyledText& line, const std::string& part, Style style = Style::plain) {
    if (part.empty()) return;
    if (!line.empty()) line.add(" · ", Style::soft);
    line.add(part, style);
}

class Reporter {
public:
    Reporter(const SearchParameters& search, const SearchReply& reply, const Look& look)
        : search_(search), reply_(reply), look_(look) {}

    SearchReport report(double took_ms, const std::optional<Explanation>& explanation) {
        note_query();
        StyledText total;
        total.add(total_words(search_.request.group, reply_.total, reply_.articles), Style::strong);
        report_.results += total.add(" in " + decimal(took_ms, "%.1f ms")).lines(look_, 0, 0);
        if (!reply_.complete) show("The search took too long and was cut short: there may be more.", 0);
        if (search_.article && explanation) explain_article(*explanation);
        for (const Hit& hit : reply_.hits) show_hit(hit);
        if (search_.facets_given) show_counts();
        const std::uint64_t shown = search_.request.offset + reply_.hits.size();
        if (shown < reply_.total && !reply_.hits.empty())
            report_.results += "\nMore with --page " + std::to_string(search_.page() + 1) + '\n';
        return std::move(report_);
    }

private:
    void note(const StyledText& text) { report_.notes += text.lines(look_, 0, indent); }
    void note(const std::string& text) { note(StyledText().add(text)); }
    void show(const StyledText& text, std::size_t margin = indent) {
        if (!text.empty()) report_.results += text.lines(look_, margin, margin);
    }
    void show(const std::string& text, std::size_t margin = indent) { show(StyledText().add(text), margin); }

    void note_query() {
        for (const auto& warning : reply_.warnings) note("note: " + warning.message);
        if (!reply_.understood.empty() && reply_.understood != search_.request.text)
            note("understood as: " + reply_.understood);
        note_forms();
        note_meanings();
        if (reply_.did_you_mean) note_suggestion(*reply_.did_you_mean);
    }

    void note_forms() {
        if (!forms_tell_more(search_.request.text, reply_.forms)) return;
        std::string list;
        for (const WrittenForm& form : reply_.forms)
            list += (list.empty() ? "" : " · ") + form.form + " " + grouped(form.articles);
        note("matched: " + list);
    }

    /// One line an acronym.
    void note_meanings() {
        std::string line, acronym;
        for (const Meaning& meaning : reply_.meanings) {
            if (meaning.acronym != acronym) {
                if (!line.empty()) note(line);
                line = meaning.acronym + ": ";
            } else {
                line += " · ";
            }
            line += meaning.long_form + " (" + grouped(meaning.articles) + ')';
            acronym = meaning.acronym;
        }
        if (!line.empty()) note(line);
    }

    void note_suggestion(const Suggestion& suggestion) {
        StyledText line;
        line.add("Did you mean ").add(suggestion.query, Style::strong);
        note(line.add(" (" + counted(suggestion.articles, "article", "articles") + ")?"));
        if (!suggestion.reason.empty())
            report_.notes += StyledText().add(suggestion.reason).lines(look_, indent, indent);
    }

    void explain_article(const Explanation& explanation) {
        report_.results += "\nWhy article " + std::to_string(search_.article->value) +
                           (explanation.matches ? " is found:\n" : " isn't found:\n");
        show_explanation(explanation);
    }

    void show_explanation(const Explanation& explanation) {
        const std::string score = explanation.score > 0 ? " Score " + decimal(explanation.score, "%.2f") + '.' : "";
        show(explanation.summary + score);
        std::size_t width = 0;
        for (const auto& clause : explanation.clauses)
            width = std::max(width, std::min(width_of(clause.clause), clause_width_max));
        for (const auto& clause : explanation.clauses) show_clause(clause, width);
    }

    /// A table: its blanks are not those of a paragraph, so that only what is long in it is.
    template <typename Clause>
    void show_clause(const Clause& clause, std::size_t width) {
        const std::string name = harmless(clause.clause);
        const std::size_t own = width_of(name);
        std::string head = std::string(indent, ' ') + (clause.matches ? "✓ " : "✗ ") + name;
        head.append(own < width ? width - own : 0, ' ').append(" ");
        head += clause.weight > 0 ? decimal(clause.weight, "%6.2f") : std::string(6, ' ');
        const std::size_t column = indent + 2 + std::max(own, width) + 1 + 6 + 2;
        const std::string reason = StyledText().add(clause.reason).lines(look_, column, column);
        report_.results += head + (reason.empty() ? "\n" : "  " + reason.substr(column));
    }

    void show_hit(const Hit& hit) {
        StyledText title;
        title.add("[" + std::to_string(hit.article.id.value) + "] ", Style::soft);
        title.link(hit.article.url).add_marked(hit.article.title, hit.title_marks, Style::strong);
        report_.results += '\n' + title.lines(look_, 0, indent);
        show(source_line(hit));
        for (const Fragment& fragment : hit.fragments) {
            StyledText passage;
            passage.add(fragment.cut_before ? "… " : "").add_marked(fragment.text, fragment.marks);
            show(passage.add(fragment.cut_after ? " …" : ""));
        }
        if (const std::string more = more_words(search_.request.group, hit); !more.empty())
            show(more + (hit.kinship.story == 0 ? "" : " (story " + std::to_string(hit.kinship.story) + ")"));
        if (hit.explanation) show_explanation(*hit.explanation);
    }

    static StyledText source_line(const Hit& hit) {
        const StoredArticle& article = hit.article;
        StyledText line;
        if (article.withdrawn) add_part(line, "WITHDRAWN", Style::strong);
        if (article.partial) add_part(line, "SUMMARY", Style::strong);
        add_part(line, article.source);
        add_part(line, to_iso(article.published).substr(0, 10));
        add_part(line, article.place);
        for (std::size_t i = 0; i < article.authors.size(); ++i) {
            const bool marked = i < hit.author_marks.size();
            if (!line.empty()) line.add(" · ", Style::soft);
            line.add_marked(article.authors[i], marked ? hit.author_marks[i] : std::vector<TextRange>{});
        }
        return line;
    }

    void show_counts() {
        for (const Facet& facet : reply_.facets) show_facet(facet);
        if (reply_.timeline) show_timeline(*reply_.timeline);
    }

    void show_facet(const Facet& facet) {
        if (facet.values.empty()) return;
        StyledText line;
        line.add(facet.name, Style::strong).add(": ");
        const std::size_t count = std::min(facet.values.size(), facet_values_max);
        for (std::size_t i = 0; i < count; ++i) {
            line.add(i == 0 ? "" : " · ", Style::soft);
            line.add(facet.values[i].label).add(" " + grouped(facet.values[i].count), Style::soft);
        }
        if (count < facet.values.size())
            line.add(" · and " + counted(facet.values.size() - count, "other", "others"), Style::soft);
        report_.results += '\n' + line.lines(look_, 0, indent);
    }

    void show_timeline(const Timeline& timeline) {
        std::uint32_t most = 0;
        for (const auto& bucket : timeline.buckets) most = std::max(most, bucket.count);
        if (most > 0) report_.results += '\n';
        const std::size_t digits = timeline.interval == Interval::year    ? 4
                                   : timeline.interval == Interval::month ? 7
                                                                          : 10;
        const std::size_t figures = grouped(most).size();
        for (const auto& bucket : timeline.buckets) {
            const Date from{bucket.from * seconds_per_day, DatePrecision::day, DateSource::none, std::nullopt};
            const std::string count = grouped(bucket.count);
            std::string bar;
            const std::size_t length = (std::size_t{bucket.count} * bar_columns_max + most - 1) / std::max(most, 1U);
            for (std::size_t i = 0; i < length; ++i) bar += "▇";
            report_.results += to_iso(from).substr(0, digits) + std::string(2 + figures - count.size(), ' ') + count +
                               (bar.empty() ? "" : "  " + bar) + '\n';
        }
    }

    const SearchParameters& search_;
    const SearchReply& reply_;
    const Look& look_;
    SearchReport report_;
};

}  // namespace

SearchReport report_of(const SearchParameters& search, const SearchReply& reply, double took_ms,
                       const std::optional<Explanation>& explanation, const Look& look) {
    return Reporter(search, reply, look).report(took_ms, explanation);
}

}  // namespace broadsheet::cli
