// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/explanation_view.h"

#include "server/api/search_links.h"

#include <cstdio>

namespace broadsheet {
namespace {

/// A weight to two digits behind the point; nothing for what only filters.
std::string weight_words(double weight) {
    if (weight <= 0) return {};
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", weight);
    return text;
}

}  // namespace

Markup explanation_view(const std::optional<Explanation>& explanation) {
    if (!explanation) return {};
    std::vector<Values> clauses;
    for (const auto& clause : explanation->clauses) {
        clauses.push_back(Values()
                              .text("clause", clause.clause)
                              .text("reason", clause.reason)
                              .text("weight", weight_words(clause.weight))
                              .flag("matches", clause.matches));
    }
    Values values;
    values.text("summary", explanation->summary).text("score", weight_words(explanation->score));
    values.list("clauses", clauses).flag("several", !clauses.empty());
    return fill("explanation.html", values);
}

void add_explained_article(const SearchParameters& search, const std::optional<Explanation>& explanation,
                           Values& values) {
    if (!search.article || !explanation) return;
    const std::string id = std::to_string(search.article->value);
    Values box;
    box.text("id", id).text("url", url_of("/articles/" + id, write_search_parameters(search)));
    box.flag("matches", explanation->matches).markup("explanation", explanation_view(explanation));
    values.part("explained", box);
}

}  // namespace broadsheet
