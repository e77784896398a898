// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/date_text.h"

#include "indexer/extract/date_scanner.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace broadsheet {
namespace {

/// Words that stand before a date without changing it.
bool is_lead_word(std::string_view word) {
    static constexpr std::array<std::string_view, 44> words{"published",
                                                            "posted",
                                                            "date",
                                                            "dated",
                                                            "on",
                                                            "at",
                                                            "first",
                                                            "created",
                                                            "release",
                                                            "released",
                                                            "issued",
                                                            "by",
                                                            "publication",
                                                            "pubdate",
                                                            "the",
                                                            "of",
                                                            "article",
                                                            "am",
                                                            "vom",
                                                            "den",
                                                            "der",
                                                            "datum",
                                                            "veröffentlicht",
                                                            "erstellt",
                                                            "stand",
                                                            "publié",
                                                            "publie",
                                                            "le",
                                                            "mis",
                                                            "en",
                                                            "ligne",
                                                            "du",
                                                            "publicado",
                                                            "el",
                                                            "em",
                                                            "pubblicato",
                                                            "il",
                                                            "op",
                                                            "gepubliceerd",
                                                            "time",
                                                            "updated",
                                                            "modified",
                                                            "last",
                                                            "aktualisiert"};
    return std::find(words.begin(), words.end(), word) != words.end() || is_weekday(word);
}

bool is_tail_word(std::string_view word) {
    static constexpr std::array<std::string_view, 16> words{"uhr",     "h",   "hrs", "hours", "et",    "ct",
                                                            "mt",      "pt",  "ist", "ad",    "local", "time",
                                                            "eastern", "and", "sgt", "hkt"};
    return std::find(words.begin(), words.end(), word) != words.end() || is_weekday(word);
}

std::size_t skip_lead(const DateScanner& scanner) {
    std::size_t i = 0;
    while (i < scanner.size() &&
           (scanner.is_mark(i) || (scanner.is_word(i) && !scanner.month_at(i) && is_lead_word(scanner.text_of(i)))))
        ++i;
    return i;
}

bool is_tail(const DateScanner& scanner, std::size_t i) {
    for (; i < scanner.size(); ++i)
        if (!scanner.is_mark(i) && !(scanner.is_word(i) && is_tail_word(scanner.text_of(i)))) return false;
    return true;
}

}  // namespace

std::optional<Date> read_date(std::string_view text, DayOrder order) {
    if (text.size() > 200) return {};
    const DateScanner scanner(text);
    // A bare year or compact day is a date only when nothing else stands there.
    if (scanner.size() == 1) return parse_iso_date(scanner.text_of(0));
    const auto found = scanner.date_at(skip_lead(scanner), order);
    if (!found || !is_tail(scanner, found->end)) return {};
    return found->date;
}

std::optional<Date> find_date(std::string_view text, DayOrder order) {
    const DateScanner scanner(text.substr(0, 4000));
    for (std::size_t i = 0; i < scanner.size(); ++i) {
        const auto found = scanner.date_at(i, order);
        if (found && found->date.precision >= DatePrecision::day) return found->date;
    }
    return {};
}

std::optional<Date> read_epoch(double number) {
    constexpr double first = 31'536'000;      // 1971
    constexpr double last = 7'258'118'400.0;  // 2200
    if (!std::isfinite(number)) return {};
    for (const double scale : {1.0, 1e3, 1e6}) {
        const double seconds = std::floor(number / scale);
        if (seconds < first || seconds > last) continue;
        Date date;
        date.utc_s = static_cast<std::int64_t>(seconds);
        date.precision = DatePrecision::second;
        date.offset_minutes = std::int16_t{0};
        return date;
    }
    return {};
}

DayOrder day_order_of(std::string_view text) {
    const DateScanner scanner(text.substr(0, 200));
    const std::size_t i = skip_lead(scanner);
    const auto first = scanner.number_at(i);
    const auto second = scanner.number_at(i + 2);
    if (!first || !second || !scanner.number_at(i + 4)) return DayOrder::unknown;
    if (scanner.text_of(i + 1) != "/" && scanner.text_of(i + 1) != "-") return DayOrder::unknown;
    if (*first > 12 && *first <= 31 && *second <= 12) return DayOrder::day_first;
    if (*second > 12 && *second <= 31 && *first <= 12) return DayOrder::month_first;
    return DayOrder::unknown;
}

}  // namespace broadsheet
