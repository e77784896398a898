// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/form_choice.h"

#include "server/api/form_notes.h"
#include "server/api/replies.h"
#include "server/api/search_links.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace broadsheet {
namespace {

/// As many as the page shows, and no more: a query has its limits as well.
constexpr std::size_t forms_max = 100;

bool ends_word(char c) {
    return c == ' ' || c == '(' || c == ')' || c == '"' || c == '|' || c == ':' || c == ',';
}

bool within_quotes(std::string_view query, std::size_t position) {
    return std::ranges::count(query.substr(0, position), '"') % 2 != 0;
}

/// The word at `position` with the operators that belong to it: econom*, goverment~1.
std::size_t end_of_word(std::string_view query, std::size_t position) {
    while (position < query.size() && !ends_word(query[position])) ++position;
    return position;
}

std::string any_of(const std::vector<std::string>& forms) {
    std::string text;
    for (const auto& form : forms) text += (text.empty() ? "" : " OR ") + query_for_form(form);
    return forms.size() == 1 ? text : "(" + text + ")";
}

/// "12:rest" as 12 and rest.
std::optional<std::pair<std::size_t, std::string_view>> numbered(std::string_view text) {
    std::size_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr == text.data() + text.size() || *read.ptr != ':') return std::nullopt;
    return std::pair(number, text.substr(static_cast<std::size_t>(read.ptr + 1 - text.data())));
}

std::map<std::size_t, std::size_t> form_numbers(std::string_view of) {
    std::map<std::size_t, std::size_t> numbers;
    while (!of.empty()) {
        const auto end = std::min(of.find(','), of.size());
        if (const auto entry = numbered(of.substr(0, end))) {
            std::size_t number = 0;
            std::from_chars(entry->second.data(), entry->second.data() + entry->second.size(), number);
            numbers[entry->first] = number;
        }
        of.remove_prefix(std::min(end + 1, of.size()));
    }
    return numbers;
}

std::vector<FormChoice> chosen_forms(const HttpRequest& request) {
    std::map<std::size_t, FormChoice> choices;
    std::size_t count = 0;
    for (const auto& [name, value] : request.parameters) {
        const auto entry = name == "form" ? numbered(value) : std::nullopt;
        if (!entry || entry->second.empty() || ++count > forms_max) continue;
        FormChoice& choice = choices[entry->first];
        choice.position = entry->first;
        choice.forms.emplace_back(entry->second);
    }
    const auto numbers = form_numbers(request.parameter("of").value_or(""));
    std::vector<FormChoice> narrowing;
    for (auto& [position, choice] : choices) {
        const auto known = numbers.find(position);
        if (known == numbers.end() || choice.forms.size() < known->second) narrowing.push_back(std::move(choice));
    }
    return narrowing;
}

}  // namespace

bool is_replaceable(std::string_view query, const WrittenForm& form) {
    if (form.word.empty() || form.position >= query.size() || within_quotes(query, form.position)) return false;
    if (query.substr(form.position, form.word.size()) != form.word) return false;
    return form.position == 0 || ends_word(query[form.position - 1]);
}

std::string narrowed_to_forms(std::string query, std::vector<FormChoice> choices) {
    // From the last to the first, so that positions hold.
    std::ranges::sort(choices, std::greater<>(), &FormChoice::position);
    for (const auto& [position, forms] : choices) {
        if (forms.empty() || position >= query.size() || ends_word(query[position])) continue;
        if ((position > 0 && !ends_word(query[position - 1])) || within_quotes(query, position)) continue;
        query.replace(position, end_of_word(query, position) - position, any_of(forms));
    }
    return query;
}

HttpResponse form_choice(const HttpRequest& request, std::int64_t now_s) {
    ParameterList rest;
    for (const auto& parameter : request.parameters) {
        if (parameter.first != "form" && parameter.first != "of") rest.push_back(parameter);
    }
    auto read = read_search_parameters(rest, now_s);
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    auto& search = std::get<SearchParameters>(read);
    search.request.text = narrowed_to_forms(search.request.text, chosen_forms(request));
    HttpResponse response;
    response.status = 303;
    response.headers.emplace_back("Location", url_of("/", write_search_parameters(search)));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

}  // namespace broadsheet
