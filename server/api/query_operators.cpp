// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/query_operators.h"

namespace broadsheet {
namespace {

constexpr std::string_view words = "Words";
constexpr std::string_view exactly = "Exactly so";
constexpr std::string_view close = "Close together";
constexpr std::string_view logic = "All, either, without";
constexpr std::string_view dates = "Time and several values";

constexpr QueryOperator table[] = {
    {words, "harbour strike", "Both words, in any form: strike, strikes, striking. They may stand anywhere."},
    {words, "open-source",
     "A compound, however it is written: open-source, open source, opensource. Never “open” here and “source” there."},
    {words, "open source", "Two words; where the archive also writes them as one, opensource is found too."},
    {words, "AGI",
     "An acronym, as AGI, A.G.I., AGIs or AGI’s. The page tells what it stands for in this archive, and can include or "
     "narrow to one meaning."},
    {words, "US",
     "In capitals or with dots (U.S.) the country. In small letters, us is the pronoun; likewise WHO, IT."},
    {words, "econom*", "All words that begin so: economy, economist, economic."},
    {words, "goverment~",
     "Words spelt nearly so, such as government: one letter may differ in words up to five letters, two in longer "
     "ones. goverment~1 allows one only."},
    {words, "#metoo", "A hashtag or an @name. metoo without its sign finds both."},

    {exactly, "\"freedom of information\"", "These words, as written, next to each other. Small words count as well."},
    {exactly, "\"open sourc*\"",
     "A star ends a word inside quotation marks: open source, open sources, open sourcing."},
    {exactly, "\"minister of * affairs\"", "A star alone stands for any one word."},
    {exactly, "=elections", "This way of writing alone: neither election nor electing."},
    {exactly, "=\"open source\"", "These words side by side alone: neither open-source nor opensource."},
    {exactly, "=US", "The acronym alone, with dots or without; never the word us."},

    {close, "mayor NEAR/5 resigned", "At most five words apart, in any order. NEAR alone means ten."},
    {close, "\"climate change\" NEAR/8 insur*", "Phrases, compounds and beginnings of words can be near, too."},
    {close, "\"harbour strike\"~5", "All words between the quotation marks, at most five words apart, in any form."},
    {close, "minister NEAR/s resigned", "In the same sentence."},
    {close, "minister NEAR/p resigned", "In the same paragraph."},

    {logic, "ferry OR tram", "Either word; ferry | tram is the same. AND, OR and NOT are operators only in capitals."},
    {logic, "election -poll",
     "The first word without the second; so is election NOT poll. The - counts only after a "
     "blank or an opening bracket."},
    {logic, "(ferry OR tram) strike", "Brackets say what belongs together."},
    {logic, "title:(strike OR walkout)", "A field may hold for a whole bracket."},

    {dates, "strike date:2025-01", "Published in January 2025; a year or a day works too."},
    {dates, "strike date:2024-11..2025-02", "From the first to the last of these months. Either end may be left open."},
    {dates, "strike after:-30d", "Published within the last thirty days; w, m and y are weeks, months and years."},
    {dates, "strike before:2025", "Published before that year began."},
    {dates, "ferry source:the-evening-ledger,harbour-wire", "Any of several values, with commas between them."},
    {dates, "ferry place:\"port ellery\",hamburg", "A value of several words stands in quotation marks."},
};

}  // namespace

std::span<const QueryOperator> query_operators() {
    return table;
}

}  // namespace broadsheet
