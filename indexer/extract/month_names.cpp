// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/month_names.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

struct Month {
    std::string_view name;
    unsigned number;
};

// Sorted by byte values, for binary search.
constexpr auto months = [] {
    std::array table{
        // English, with the abbreviations of the Associated Press
        Month{"january", 1},
        Month{"february", 2},
        Month{"march", 3},
        Month{"april", 4},
        Month{"may", 5},
        Month{"june", 6},
        Month{"july", 7},
        Month{"august", 8},
        Month{"september", 9},
        Month{"october", 10},
        Month{"november", 11},
        Month{"december", 12},
        Month{"jan", 1},
        Month{"feb", 2},
        Month{"mar", 3},
        Month{"apr", 4},
        Month{"jun", 6},
        Month{"jul", 7},
        Month{"aug", 8},
        Month{"sep", 9},
        Month{"sept", 9},
        Month{"oct", 10},
        Month{"nov", 11},
        Month{"dec", 12},
        // German
        Month{"januar", 1},
        Month{"jänner", 1},
        Month{"februar", 2},
        Month{"märz", 3},
        Month{"mär", 3},
        Month{"maerz", 3},
        Month{"mai", 5},
        Month{"juni", 6},
        Month{"juli", 7},
        Month{"oktober", 10},
        Month{"okt", 10},
        Month{"dezember", 12},
        Month{"dez", 12},
        // French
        Month{"janvier", 1},
        Month{"janv", 1},
        Month{"février", 2},
        Month{"fevrier", 2},
        Month{"févr", 2},
        Month{"fév", 2},
        Month{"mars", 3},
        Month{"avril", 4},
        Month{"avr", 4},
        Month{"juin", 6},
        Month{"juillet", 7},
        Month{"juil", 7},
        Month{"août", 8},
        Month{"aout", 8},
        Month{"septembre", 9},
        Month{"octobre", 10},
        Month{"novembre", 11},
        Month{"décembre", 12},
        Month{"decembre", 12},
        Month{"déc", 12},
        // Spanish
        Month{"enero", 1},
        Month{"ene", 1},
        Month{"febrero", 2},
        Month{"marzo", 3},
        Month{"abril", 4},
        Month{"abr", 4},
        Month{"mayo", 5},
        Month{"junio", 6},
        Month{"julio", 7},
        Month{"agosto", 8},
        Month{"ago", 8},
        Month{"septiembre", 9},
        Month{"setiembre", 9},
        Month{"octubre", 10},
        Month{"noviembre", 11},
        Month{"diciembre", 12},
        Month{"dic", 12},
        // Italian
        Month{"gennaio", 1},
        Month{"gen", 1},
        Month{"febbraio", 2},
        Month{"aprile", 4},
        Month{"maggio", 5},
        Month{"mag", 5},
        Month{"giugno", 6},
        Month{"giu", 6},
        Month{"luglio", 7},
        Month{"lug", 7},
        Month{"settembre", 9},
        Month{"set", 9},
        Month{"ottobre", 10},
        Month{"ott", 10},
        Month{"dicembre", 12},
        // Portuguese
        Month{"janeiro", 1},
        Month{"fevereiro", 2},
        Month{"fev", 2},
        Month{"março", 3},
        Month{"marco", 3},
        Month{"maio", 5},
        Month{"junho", 6},
        Month{"julho", 7},
        Month{"setembro", 9},
        Month{"outubro", 10},
        Month{"out", 10},
        Month{"novembro", 11},
        Month{"dezembro", 12},
        // Dutch
        Month{"januari", 1},
        Month{"februari", 2},
        Month{"maart", 3},
        Month{"mrt", 3},
        Month{"mei", 5},
        Month{"augustus", 8},
    };
    std::sort(table.begin(), table.end(), [](const Month& a, const Month& b) { return a.name < b.name; });
    return table;
}();

constexpr auto weekdays = [] {
    std::array<std::string_view, 66> table{
        "monday",      "tuesday",      "wednesday",    "thursday",    "friday",   "saturday",
        "sunday",      "mon",          "tue",          "tues",        "wed",      "thu",
        "thur",        "thurs",        "fri",          "sat",         "sun",      "montag",
        "dienstag",    "mittwoch",     "donnerstag",   "freitag",     "samstag",  "sonnabend",
        "sonntag",     "mo",           "di",           "mi",          "do",       "fr",
        "sa",          "so",           "lundi",        "mardi",       "mercredi", "jeudi",
        "vendredi",    "samedi",       "dimanche",     "lunes",       "martes",   "miércoles",
        "jueves",      "viernes",      "sábado",       "domingo",     "lunedì",   "martedì",
        "mercoledì",   "giovedì",      "venerdì",      "sabato",      "domenica", "segunda-feira",
        "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "maandag",  "dinsdag",
        "woensdag",    "donderdag",    "vrijdag",      "zaterdag",    "zondag",   "segunda"};
    std::sort(table.begin(), table.end());
    return table;
}();

}  // namespace

unsigned month_of(std::string_view lower) {
    const auto found = std::lower_bound(months.begin(), months.end(), lower,
                                        [](const Month& m, std::string_view n) { return m.name < n; });
    return found != months.end() && found->name == lower ? found->number : 0;
}

bool is_weekday(std::string_view lower) {
    return std::binary_search(weekdays.begin(), weekdays.end(), lower);
}

}  // namespace broadsheet
