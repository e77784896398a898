// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/explain.h"

#include "engine/analysis/term.h"
#include "engine/highlight/pattern.h"
#include "engine/query/group.h"
#include "engine/query/parser.h"

#include <algorithm>
#include <map>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

/// Written forms told apart in one reason.
constexpr std::size_t told_forms_max = 4;

std::string times(std::size_t count) {
    if (count == 1) return "once";
    if (count == 2) return "twice";
    return std::to_string(count) + " times";
}

std::string_view place_name(FieldId field) {
    switch (field) {
        case FieldId::title:
            return "in the title";
        case FieldId::author:
            return "at the author";
        default:
            return "in the text";
    }
}

/// As written, on one line.
std::string written(std::string_view text, const Match& match) {
    std::string form(text.substr(match.begin, match.end - match.begin));
    for (char& c : form) {
        if (c == '\n' || c == '\t' || c == '\r') c = ' ';
    }
    return form;
}

std::string list_of(const std::map<std::string, std::size_t>& forms) {
    std::vector<std::pair<std::string, std::size_t>> sorted(forms.begin(), forms.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.second > b.second; });
    std::string list;
    for (std::size_t i = 0; i < std::min(sorted.size(), told_forms_max); ++i) {
        if (i > 0) list += ", ";
        list += sorted[i].first + ' ' + std::to_string(sorted[i].second);
    }
    return sorted.size() > told_forms_max ? list + ", …" : list;
}

std::string name_of_value(const StoredArticle& article, FieldId id) {
    switch (id) {
        case FieldId::source:
            return article.source;
        case FieldId::section:
            return article.section;
        case FieldId::language:
            return article.language;
        case FieldId::place:
            return article.place;
        case FieldId::agency:
            return article.agency;
        default:
            break;
    }
    std::string joined;
    const auto& values = id == FieldId::tag ? article.tags : article.authors;
    for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
    return joined;
}

class Explainer {
public:
    Explainer(const StoredArticle& article, const SearchRequest& request, const AskIndex& ask)
        : article_(article), request_(request), ask_(ask) {}

    Explanation run(const Node& root) {
        const bool several = root.kind == NodeKind::all_of || root.kind == NodeKind::any_of;
        if (!several && root.kind != NodeKind::nothing) add(root);
        if (several) {
            for (const Node& clause : root.children) add(clause);
        }
        const auto matches = [](const ClauseExplanation& clause) { return clause.matches; };
        const bool any = root.kind == NodeKind::any_of;
        auto& clauses = explanation_.clauses;
        explanation_.matches = any ? std::any_of(clauses.begin(), clauses.end(), matches)
                                   : std::all_of(clauses.begin(), clauses.end(), matches);
        const std::size_t words = clauses.size();
        add_filters();
        const bool filtered = std::all_of(clauses.begin() + static_cast<std::ptrdiff_t>(words), clauses.end(), matches);
        explanation_.matches = explanation_.matches && filtered;
        explanation_.summary = summary(any);
        return std::move(explanation_);
    }

private:
    void add(const Node& node) {
        if (node.kind == NodeKind::nothing) return;
        Node clause = node;
        clause.excluded = false;
        const ClauseFigures figures = ask_(clause);
        ClauseExplanation told;
        told.clause = query::to_text(node);
        told.matches = figures.matches != node.excluded;
        told.weight = node.excluded ? 0 : figures.weight;
        told.reason = reason_for(clause, figures);
        if (node.excluded) told.reason = (told.matches ? "not excluded: " : "excluded: ") + told.reason;
        explanation_.clauses.push_back(std::move(told));
    }

    std::string reason_for(const Node& clause, const ClauseFigures& figures) const {
        if (clause.kind == NodeKind::dates) return reason_for_date(figures.matches);
        if (clause.kind == NodeKind::keyword) return reason_for_value(clause.fields.front(), figures.matches);
        std::string reason = occurrences(clause);
        if (reason.empty()) reason = absence(clause, figures.matches);
        const std::string articles =
            figures.articles == 1 ? " article of the archive has" : " articles of the archive have";
        return reason + "; " + std::to_string(figures.articles) + articles + " it";
    }

    std::string reason_for_date(bool matches) const {
        const std::string date = article_.published.precision == DatePrecision::none ? "" : to_iso(article_.published);
        if (date.empty()) return "the article has no date";
        return "published " + date + (matches ? ", within the period" : ", outside the period");
    }

    std::string reason_for_value(FieldId id, bool matches) const {
        const std::string value = name_of_value(article_, id);
        const std::string name(field(id).name);
        if (value.empty()) return "the article has no " + name;
        return "the " + name + " of the article is " + value + (matches ? "" : ", another one");
    }

    /// "5 times in the text (open-source 3, opensource 2), once in the title"; empty if it is nowhere.
    std::string occurrences(const Node& clause) const {
        const PatternSet pattern(clause, request_.search_in);
        std::string told;
        add_places(pattern, article_.title, FieldId::title, told);
        std::string authors;
        for (const std::string& author : article_.authors) authors += author + "\n\n";
        add_places(pattern, authors, FieldId::author, told);
        add_places(pattern, article_.body, FieldId::body, told);
        return told;
    }

    void add_places(const PatternSet& pattern, std::string_view text, FieldId field, std::string& told) const {
        const auto matches = pattern.find(text, field, article_.language);
        if (matches.empty()) return;
        // A compound is found as a stem and as a run of its parts, at one place.
        std::vector<Match> places;
        for (const Match& match : matches) {
            if (places.empty() || match.begin >= places.back().end)
                places.push_back(match);
            else if (match.end > places.back().end)
                places.back() = match;
        }
        std::map<std::string, std::size_t> forms;
        for (const Match& place : places) ++forms[written(text, place)];
        if (!told.empty()) told += ", ";
        told += times(places.size()) + ' ' + std::string(place_name(field)) + " (" + list_of(forms) + ')';
    }

    /// Why a clause that isn't in the article isn't.
    std::string absence(const Node& clause, bool matches) const {
        if (matches) return "holds without a word of its own";
        if (!clause.children.empty()) return apart(clause);
        if (clause.kind == NodeKind::exact && all_words_of(clause))
            return "its words are in the article, but not side by side";
        return "no form of it is in the article";
    }

    std::string apart(const Node& group) const {
        std::string missing;
        for (const Node& child : group.children) {
            if (child.excluded || !occurrences(child).empty()) continue;
            if (!missing.empty()) missing += ", ";
            missing += query::to_text(child);
        }
        if (!missing.empty()) return "not in the article: " + missing;
        return group.kind == NodeKind::near ? "all of it is in the article, but never so close together"
                                            : "the article doesn't hold all of it";
    }

    bool all_words_of(const Node& phrase) const {
        if (phrase.runs.empty()) return false;
        return std::all_of(phrase.runs[0].begin(), phrase.runs[0].end(), [&](const query::Slot& slot) {
            Node word = phrase;
            word.runs = {{slot}};
            return slot.empty() || !occurrences(word).empty();
        });
    }

    /// The conditions of the request beside its text.
    void add_filters() {
        if (!request_.published.unbounded()) add(within(request_.published));
        if (request_.added_after.value != 0) {
            const bool added = article_.id > request_.added_after;
            explanation_.clauses.push_back(
                {"added after article " + std::to_string(request_.added_after.value), added,
                 std::string("its number is ") + (added ? "higher" : "not higher") + ": they count as articles come in",
                 0});
        }
        for (const FieldFilter& filter : request_.filters) {
            if (!filter.values.empty()) {
                const Node any = any_value(filter.field, filter.values);
                const bool matches = ask_(any).matches;
                explanation_.clauses.push_back(
                    {query::to_text(any), matches,
                     filter.field == FieldId::date ? reason_for_date(matches) : reason_for_value(filter.field, matches),
                     0});
            }
            for (const std::string& value : filter.excluded) add_excluded(any_value(filter.field, {value}));
        }
    }

    static Node within(const DateRange& range) {
        Node dates;
        dates.kind = NodeKind::dates;
        dates.range = range;
        return dates;
    }

    static Node any_value(FieldId field, const std::vector<std::string>& values) {
        Node any;
        any.kind = NodeKind::any_of;
        for (const std::string& value : values) {
            if (field == FieldId::date) {
                for (const DateRange& year : spans_of_years({value})) any.children.push_back(within(year));
                continue;
            }
            Node keyword;
            keyword.kind = NodeKind::keyword;
            keyword.fields = {field};
            keyword.text = value;
            any.children.push_back(std::move(keyword));
        }
        return any;
    }

    /// A value that a filter leaves out, as the query language writes it.
    void add_excluded(const Node& value) {
        const bool matches = !ask_(value).matches;
        explanation_.clauses.push_back(
            {"-" + query::to_text(value), matches,
             matches ? "not excluded: the article has another value" : "excluded by the filter", 0});
    }

    std::string summary(bool any) const {
        const auto& clauses = explanation_.clauses;
        if (clauses.empty()) return "Every article matches an empty query.";
        if (!explanation_.matches) {
            std::string failed;
            for (const ClauseExplanation& clause : clauses) {
                if (!clause.matches) failed += (failed.empty() ? "" : ", ") + clause.clause;
            }
            return (any ? "Doesn't match: it needs one of " : "Doesn't match because of ") + failed + '.';
        }
        const auto most =
            std::max_element(clauses.begin(), clauses.end(), [](auto& a, auto& b) { return a.weight < b.weight; });
        if (most->weight <= 0) return "Matches; nothing in the query weighs.";
        if (clauses.size() == 1) return "Matches " + most->clause + '.';
        return "Matches; " + most->clause + " weighs most.";
    }

    const StoredArticle& article_;
    const SearchRequest& request_;
    const AskIndex& ask_;
    Explanation explanation_;
};

}  // namespace

Explanation explain_article(const StoredArticle& article, const Node& root, const SearchRequest& request,
                            const AskIndex& ask) {
    return Explainer(article, request, ask).run(root);
}

}  // namespace broadsheet
