// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/search_notes.h"

#include "server/pages/facet_list.h"
#include "server/pages/messages.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string date_words(const std::string& typed) {
    const auto date = parse_iso_date(typed);
    return date ? moment_words(*date) : typed;
}

std::string search_in_words(const std::vector<FieldId>& chosen) {
    const auto in = [&chosen](FieldId field) { return std::ranges::find(chosen, field) != chosen.end(); };
    const bool title = in(FieldId::title), author = in(FieldId::author), body = in(FieldId::body);
    if (title && author) return message("Only in titles and authors");
    if (title && body) return message("Only in titles and texts");
    if (author && body) return message("Only in authors and texts");
    if (title) return message("Only in titles");
    return author ? message("Only in authors") : message("Only in texts");
}

bool several_words(const std::string& text) {
    return text.find(' ') != text.npos && text.find_first_of("\"()|:*~=") == text.npos;
}

void add_value_filters(const SearchParameters& search, const std::vector<Facet>& facets,
                       std::vector<ActiveFilter>& active) {
    for (const auto& filter : search.request.filters) {
        const std::string name = field_words(filter.field);
        for (const auto& value : filter.values) {
            const std::string words = value_words(filter.field, value, facets);
            const auto then = without_value(search, filter.field, value);
            active.push_back({name, words,
                              message("without the filter {name}: {value}", {{"name", name}, {"value", words}}),
                              search_url(then)});
        }
    }
}

}  // namespace

std::vector<ActiveFilter> active_filters(const SearchParameters& search, const std::vector<Facet>& facets) {
    std::vector<ActiveFilter> active;
    add_value_filters(search, facets, active);
    if (const auto period = period_words(search); !period.empty()) {
        active.push_back(
            {message("Published"), period, message("from any time"), search_url(with_period(search, "", ""))});
    }
    const auto& request = search.request;
    if (request.search_in.size() < SearchRequest{}.search_in.size()) {
        active.push_back({"", search_in_words(request.search_in), message("anywhere in the article"),
                          search_url(with_every_field(search))});
    }
    if (request.exact) {
        active.push_back({"", message("Words as written"), message("with other forms of the words"),
                          search_url(with_exact(search, false))});
    }
    if (request.freshness_days > 0) {
        const std::string words = message_of(request.freshness_days, "New articles weigh more (halved every day)",
                                             "New articles weigh more (halved every {n} days)");
        active.push_back({"", words, "", search_url(with_freshness(search, 0))});
    }
    if (request.any_word)
        active.push_back({"", message("Any of the words"), "", search_url(with_any_word(search, false))});
    return active;
}

std::string period_words(const SearchParameters& search) {
    if (search.from.empty() && search.to.empty()) return {};
    if (search.from == search.to) return date_words(search.from);
    if (search.to.empty()) return message("since {date}", {{"date", date_words(search.from)}});
    if (search.from.empty()) return message("until {date}", {{"date", date_words(search.to)}});
    return message("{from} to {to}", {{"from", date_words(search.from)}, {"to", date_words(search.to)}});
}

std::vector<Advice> advice_for(const SearchParameters& search, const std::vector<ActiveFilter>& filters) {
    std::vector<Advice> advice;
    for (const auto& filter : filters) {
        if (!filter.advice.empty()) advice.push_back({filter.advice, filter.url});
    }
    const auto& text = search.request.text;
    if (!search.request.any_word && several_words(text)) {
        advice.push_back({message("with any of the words instead of all"), search_url(with_any_word(search, true))});
    }
    if (!text.empty() && !filters.empty()) {
        SearchParameters plain;
        plain.request.text = text;
        if (filters.size() > 1) advice.push_back({message("without any filter"), search_url(plain)});
    }
    return advice;
}

}  // namespace broadsheet
