// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Numbers, dates and durations as the pages word them, in the language of this thread's reader.

#include "engine/article/date.h"
#include "engine/search/search.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

/// "21,578" in English, "21.578" in German
std::string grouped(std::uint64_t number);

/// "1 article", "220 articles"; its key among the messages is "{n} article".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// What a search found: "45 articles"; "12 stories in 45 articles", "41 articles, 4 duplicates left out" where only one
/// of each group is shown.
std::string total_words(GroupBy group, std::uint64_t shown, std::uint64_t articles);

/// "+3 more tellings" of its story, "+2 with the same text" where duplicates are left out; empty if it is alone.
std::string more_words(GroupBy group, const Hit& hit);

/// As precise as it is known, without the time of day: "28 January 2025", "January 2025", "2025"; empty if unknown.
/// A date with an offset counts where it was written.
std::string day_words(const Date& date);

/// With the time of day if known: "28 January 2025, 09:30 (UTC+01:00)".
std::string moment_words(const Date& date);

/// Where a date was found, in words: "from the page's structured data".
std::string_view date_source_words(DateSource source);

std::string_view month_name(unsigned month);  ///< 1 is January
/// "Jan", "Sept"; never cut a name by bytes: other languages have letters of several.
std::string_view month_abbreviation(unsigned month);

/// "0.4 ms", "12 ms", "1.3 s"
std::string duration_words(double ms);

/// "1987–2025", "2025", or empty if either is unknown.
std::string year_span(const Date& first, const Date& last);

}  // namespace broadsheet
