// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words of bylines that are no names, in the languages of their newspapers.

#include <string>
#include <string_view>

namespace broadsheet {

/// "By Mei Tan", "Text: Mei Tan", "Eine Kolumne von Mei Tan" without what stands before the name.
std::string_view without_by(std::string_view text);

/// True for work, accounts and companies: "Staff", "Political Editor", "admin", "Redaktion", "Harbour AG".
bool is_role(std::string_view name);

/// The usual name of a news agency that stands in a byline: "AP" for "The Associated Press". Empty for anything else.
std::string agency_in(std::string_view name);

}  // namespace broadsheet
