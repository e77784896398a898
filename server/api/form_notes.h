// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The written forms of a query's words, as page and terminal tell them.

#include "engine/search/search.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// True if the forms say more than the query itself: one of them doesn't stand in it as typed, whatever its capitals.
bool forms_tell_more(std::string_view query, const std::vector<WrittenForm>& forms);

/// The query for this form alone: =opensource, ="open source".
std::string query_for_form(std::string_view form);

}  // namespace broadsheet
