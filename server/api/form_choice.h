// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A query narrowed to some of the written forms of its words: what the tick boxes of the search page ask for.

#include "engine/search/search.h"
#include "server/http/http.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// The forms that one word of a query is narrowed to; `position` is the first byte of the word.
struct FormChoice {
    std::size_t position = 0;
    std::vector<std::string> forms;
};

/// True if the form's word stands in the query so that it can be replaced: as typed, and not within quotation marks.
bool is_replaceable(std::string_view query, const WrittenForm& form);

/// The query with each of these words replaced: open-source strike becomes (=opensource OR "open source") strike. A
/// position at which no word begins is passed over.
std::string narrowed_to_forms(std::string query, std::vector<FormChoice> choices);

/// GET /forms?q=…&of=0:3&form=0:opensource&form=…: leads to the search that is narrowed. `of` tells how many forms each
/// word has, "position:number" with commas between: a word with all its forms ticked, or none, stays as it is.
HttpResponse form_choice(const HttpRequest& request, std::int64_t now_s);

}  // namespace broadsheet
