// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/date_range.h"

namespace broadsheet::query {

namespace {

std::optional<DateRange> read_span(std::string_view from, std::string_view to, std::int64_t now_s, bool& exchanged) {
    const auto first = parse_date_bound(from, now_s);
    const auto last = parse_date_bound(to, now_s);
    if ((!from.empty() && !first) || (!to.empty() && !last) || (!first && !last)) return std::nullopt;
    exchanged = first && last && first->utc_s >= end_of(*last);
    if (exchanged) return DateRange{last->utc_s, end_of(*first)};
    DateRange range;
    if (first) range.from_s = first->utc_s;
    if (last) range.before_s = end_of(*last);
    return range;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::optional<DateRange> read_date_range(std::string_view text, DateRole role, std::int64_t now_s, bool& exchanged) {
    exchanged = false;
    text = trimmed(text);
    const std::size_t dots = text.find("..");
    if (dots != std::string_view::npos && role == DateRole::within) {
        return read_span(trimmed(text.substr(0, dots)), trimmed(text.substr(dots + 2)), now_s, exchanged);
    }
    const auto date = parse_date_bound(text, now_s);
    if (!date) return std::nullopt;
    if (role == DateRole::before) return DateRange{std::nullopt, date->utc_s};
    // An age names a stretch up to now: -7d is the last seven days, with or without "after".
    if (text.front() == '-') return DateRange{date->utc_s, std::nullopt};
    if (role == DateRole::after) return DateRange{end_of(*date), std::nullopt};
    return DateRange{date->utc_s, end_of(*date)};
}

}  // namespace broadsheet::query
