// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/address_date.h"

#include "indexer/extract/month_names.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

std::optional<int> number_of(std::string_view text, std::size_t digits_min, std::size_t digits_max) {
    if (text.size() < digits_min || text.size() > digits_max) return {};
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') return {};
    return value;
}

std::optional<int> year_of(std::string_view text) {
    const auto year = number_of(text, 4, 4);
    return year && *year >= 1800 && *year < 2200 ? year : std::nullopt;
}

std::optional<int> month_number(std::string_view text) {
    if (const unsigned named = month_of(ascii_lower(text))) return static_cast<int>(named);
    const auto month = number_of(text, 1, 2);
    return month && *month >= 1 && *month <= 12 ? month : std::nullopt;
}

std::optional<Date> make(int year, int month, std::optional<int> day, DateSource source) {
    const CivilDay civil{year, static_cast<unsigned>(month), static_cast<unsigned>(day.value_or(1))};
    if (!is_valid(civil)) return {};
    Date date;
    date.utc_s = std::int64_t{day_number(civil)} * seconds_per_day;
    date.precision = day ? DatePrecision::day : DatePrecision::month;
    date.source = source;
    return date;
}

/// Digits up to the first other character.
std::string_view leading_digits(std::string_view text) {
    return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

/// 2025-01-28-name, 2025_01_28, 20250128-name.
std::optional<Date> date_at_start(std::string_view segment, DateSource source) {
    const std::string_view digits = leading_digits(segment);
    if (digits.size() == 8) {
        const auto year = year_of(digits.substr(0, 4));
        const auto month = month_number(digits.substr(4, 2));
        return year && month ? make(*year, *month, number_of(digits.substr(6), 2, 2), source) : std::nullopt;
    }
    const auto year = year_of(digits);
    if (!year || segment.size() < 10 || (segment[4] != '-' && segment[4] != '_') || segment[7] != segment[4]) return {};
    const auto month = month_number(segment.substr(5, 2));
    const auto day = number_of(leading_digits(segment.substr(8)), 2, 2);
    return month && day ? make(*year, *month, day, source) : std::nullopt;
}

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (end > 0) segments.push_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return segments;
}

}  // namespace

std::optional<Date> date_in_url(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("?#"));
    std::vector<std::string_view> segments = segments_of(url);
    if (scheme != std::string_view::npos && !segments.empty()) segments.erase(segments.begin());  // the host
    std::optional<Date> month_only;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (auto date = date_at_start(segments[i], DateSource::url)) return date;
        const auto year = year_of(segments[i]);
        if (!year || i + 1 >= segments.size()) continue;
        const auto month = month_number(segments[i + 1]);
        if (!month) continue;
        const auto day = i + 2 < segments.size() ? number_of(leading_digits(segments[i + 2]), 1, 2) : std::nullopt;
        const bool ends =
            day && (segments[i + 2].size() <= 2 || segments[i + 2][leading_digits(segments[i + 2]).size()] == '-');
        if (auto date = ends ? make(*year, *month, day, DateSource::url) : std::nullopt) return date;
        if (!month_only) month_only = make(*year, *month, {}, DateSource::url);
    }
    return month_only;
}

std::optional<Date> date_in_file_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return date_at_start(slash == std::string_view::npos ? path : path.substr(slash + 1), DateSource::file);
}

}  // namespace broadsheet
