// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search_report.h"

#include "cli/output.h"
#include "server/api/form_notes.h"
#include "server/pages/page_wording.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

#include <unistd.h>

namespace broadsheet::cli {

namespace {

/// Longer clauses don't push the reasons of the others to the right.
constexpr std::size_t clause_width_max = 28;

std::string decimal(double number, const char* format) {
    char text[32];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

void note_forms(const SearchParameters& search, const std::vector<WrittenForm>& forms) {
    if (!forms_tell_more(search.request.text, forms)) return;
    std::string list;
    for (const WrittenForm& form : forms)
        list += (list.empty() ? "" : " · ") + form.form + " " + grouped(form.articles);
    std::cerr << "matched: " << harmless(list) << '\n';
}

/// One line an acronym.
void note_meanings(const std::vector<Meaning>& meanings) {
    std::string acronym;
    for (const Meaning& meaning : meanings) {
        if (meaning.acronym == acronym) {
            std::cerr << " · ";
        } else {
            std::cerr << (acronym.empty() ? "" : "\n") << harmless(meaning.acronym) << ": ";
        }
        std::cerr << harmless(meaning.long_form) << " (" << grouped(meaning.articles) << ')';
        acronym = meaning.acronym;
    }
    if (!meanings.empty()) std::cerr << '\n';
}

void print_notes(const SearchParameters& search, const SearchReply& reply) {
    for (const auto& warning : reply.warnings) std::cerr << "note: " << harmless(warning.message) << '\n';
    if (!reply.understood.empty() && reply.understood != search.request.text)
        std::cerr << "understood as: " << harmless(reply.understood) << '\n';
    note_forms(search, reply.forms);
    note_meanings(reply.meanings);
    if (!reply.did_you_mean) return;
    const auto& [query, reason, articles] = *reply.did_you_mean;
    std::cerr << "Did you mean  " << bold(harmless(query), is_terminal(STDERR_FILENO)) << "  ("
              << counted(articles, "article", "articles") << ")?\n";
    if (!reason.empty()) std::cerr << "    " << harmless(reason) << '\n';
}

void print_explanation(const Explanation& explanation, const std::string& indent) {
    std::cout << indent << harmless(explanation.summary);
    if (explanation.score > 0) std::cout << " Score " << decimal(explanation.score, "%.2f") << '.';
    std::cout << '\n';
    std::size_t width = 0;
    for (const auto& clause : explanation.clauses)
        width = std::max(width, std::min(width_of(clause.clause), clause_width_max));
    for (const auto& clause : explanation.clauses) {
        const std::size_t own = width_of(clause.clause);
        const std::string weight = clause.weight > 0 ? decimal(clause.weight, "%6.2f") : std::string(6, ' ');
        std::cout << indent << (clause.matches ? "✓ " : "✗ ") << harmless(clause.clause)
                  << std::string(own < width ? width - own : 0, ' ') << ' ' << weight << "  " << harmless(clause.reason)
                  << '\n';
    }
}

std::string source_line(const Hit& hit, bool colours) {
    const StoredArticle& article = hit.article;
    std::string line = harmless(article.source);
    const auto add = [&line](const std::string& text) {
        if (!text.empty()) line += (line.empty() ? "" : " · ") + text;
    };
    add(to_iso(article.published).substr(0, 10));
    add(harmless(article.place));
    for (std::size_t i = 0; i < article.authors.size(); ++i) {
        const bool marked = i < hit.author_marks.size();
        add(marked_text(article.authors[i], marked ? hit.author_marks[i] : std::vector<TextRange>{}, colours));
    }
    return line;
}

/// "WITHDRAWN · SUMMARY", before the source.
std::string badges(const StoredArticle& article) {
    std::string text = article.withdrawn ? "WITHDRAWN" : "";
    if (article.partial) text += text.empty() ? "SUMMARY" : " · SUMMARY";
    return text;
}

void print_hit(const Hit& hit, GroupBy group, bool colours) {
    std::cout << '\n'
              << bold("[" + std::to_string(hit.article.id.value) + "] ", colours)
              << marked_text(hit.article.title, hit.title_marks, colours) << '\n';
    const std::string badge = badges(hit.article), line = source_line(hit, colours);
    if (!badge.empty() || !line.empty())
        std::cout << "    " << bold(badge, colours && !badge.empty()) << (badge.empty() || line.empty() ? "" : " · ")
                  << line << '\n';
    for (const Fragment& fragment : hit.fragments)
        std::cout << "    " << (fragment.cut_before ? "… " : "") << marked_text(fragment.text, fragment.marks, colours)
                  << (fragment.cut_after ? " …" : "") << '\n';
    if (const std::string more = more_words(group, hit); !more.empty()) {
        const std::string story = hit.kinship.story == 0 ? "" : " (story " + std::to_string(hit.kinship.story) + ")";
        std::cout << "    " << more << story << '\n';
    }
    if (hit.explanation) print_explanation(*hit.explanation, "    ");
}

}  // namespace

void print_reply(const SearchParameters& search, const SearchReply& reply, double took_ms,
                 const std::optional<Explanation>& explanation) {
    print_notes(search, reply);
    std::cout << total_words(search.request.group, reply.total, reply.articles) << " in " << decimal(took_ms, "%.1f ms")
              << '\n';
    if (search.article && explanation) {
        std::cout << "\nWhy article " << search.article->value
                  << (explanation->matches ? " is found:\n" : " isn't found:\n");
        print_explanation(*explanation, "    ");
    }
    const bool colours = is_terminal(STDOUT_FILENO);
    for (const Hit& hit : reply.hits) print_hit(hit, search.request.group, colours);
    const std::uint64_t shown = search.request.offset + reply.hits.size();
    if (shown < reply.total) std::cout << "\nMore with --page " << search.page() + 1 << '\n';
}

}  // namespace broadsheet::cli
