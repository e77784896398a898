// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/query_lines.h"

#include "server/api/form_choice.h"
#include "server/api/form_notes.h"
#include "server/api/search_links.h"
#include "server/pages/page_links.h"

#include <algorithm>
#include <map>

namespace broadsheet {
namespace {

constexpr std::size_t shown_at_once = 10;

/// The link replaces the form's word in the query, or the query if the word can't be told apart in it.
Values form_row(const SearchParameters& search, const WrittenForm& form) {
    const bool replaceable = is_replaceable(search.request.text, form);
    const std::string only = replaceable ? narrowed_to_forms(search.request.text, {{form.position, {form.form}}})
                                         : query_for_form(form.form);
    Values row;
    row.text("form", form.form).number("articles", form.articles).text("url", search_url(with_text(search, only)));
    row.text("choice", replaceable ? std::to_string(form.position) + ":" + form.form : std::string());
    return row;
}

/// What the form of the tick boxes carries on: the search, and how many forms each word has.
std::vector<Values> kept_for_forms(const SearchParameters& search, const std::map<std::size_t, std::size_t>& numbers) {
    std::string of;
    for (const auto& [position, number] : numbers)
        of += (of.empty() ? "" : ",") + std::to_string(position) + ":" + std::to_string(number);
    auto parameters = write_search_parameters(with_page(search, 1));
    parameters.emplace_back("of", of);
    std::vector<Values> kept;
    for (const auto& [name, value] : parameters) kept.push_back(Values().text("name", name).text("value", value));
    return kept;
}

void add_forms(const SearchParameters& search, const std::vector<WrittenForm>& forms, Values& values) {
    std::vector<Values> rows;
    std::map<std::size_t, std::size_t> numbers;
    if (forms_tell_more(search.request.text, forms)) {
        for (const auto& form : forms) {
            rows.push_back(form_row(search, form));
            if (is_replaceable(search.request.text, form)) ++numbers[form.position];
        }
    }
    const auto shown = rows.begin() + static_cast<std::ptrdiff_t>(std::min(shown_at_once, rows.size()));
    values.flag("formsTold", !rows.empty()).list("forms", {rows.begin(), shown});
    values.flag("moreForms", shown != rows.end()).list("restOfForms", {shown, rows.end()});
    values.number("hiddenForms", static_cast<std::uint64_t>(rows.end() - shown));
    const bool tickable = std::ranges::any_of(numbers, [](const auto& word) { return word.second > 1; });
    values.flag("tickable", tickable).list("keptForForms", kept_for_forms(search, numbers));
}

/// A long form that the reader has brought into the query already is only told, not offered again.
Values meaning_row(const SearchParameters& search, const Meaning& meaning) {
    const bool chosen = search.request.text.find('"' + meaning.long_form + '"') != std::string::npos;
    Values row;
    row.text("longForm", meaning.long_form).number("articles", meaning.articles).flag("chosen", chosen);
    row.text("withUrl", search_url(with_text(search, meaning.with)));
    row.text("onlyUrl", search_url(with_text(search, meaning.only)));
    return row;
}

void add_meanings(const SearchParameters& search, const std::vector<Meaning>& meanings, Values& values) {
    std::vector<std::pair<std::string, std::vector<Values>>> acronyms;
    for (const auto& meaning : meanings) {
        auto known = std::find_if(acronyms.begin(), acronyms.end(),
                                  [&](const auto& acronym) { return acronym.first == meaning.acronym; });
        if (known == acronyms.end()) known = acronyms.insert(known, {meaning.acronym, {}});
        known->second.push_back(meaning_row(search, meaning));
    }
    std::vector<Values> lines;
    for (const auto& [acronym, rows] : acronyms)
        lines.push_back(Values().text("acronym", acronym).list("meanings", rows));
    values.list("acronyms", lines);
}

/// As a sentence of its own; a quoted word at the beginning stays as it is.
std::string sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text.empty() ? text : text + ".";
}

void add_suggestion(const SearchParameters& search, const SearchReply& reply, Values& values) {
    if (!reply.did_you_mean) return;
    const auto& [query, reason, articles] = *reply.did_you_mean;
    Values suggestion;
    suggestion.text("query", query).text("reason", sentence(reason)).text("url", search_url(with_text(search, query)));
    suggestion.number("articles", articles);
    values.part("suggestion", suggestion);
}

}  // namespace

void add_query_lines(const SearchParameters& search, const SearchReply& reply, Values& values) {
    if (reply.understood != search.request.text) values.text("understood", reply.understood);
    add_forms(search, reply.forms, values);
    add_meanings(search, reply.meanings, values);
    add_suggestion(search, reply, values);
    std::vector<Values> warnings;
    for (const auto& warning : reply.warnings) warnings.push_back(Values().text("message", warning.message));
    values.list("warnings", warnings).flag("warned", !warnings.empty());
}

}  // namespace broadsheet
