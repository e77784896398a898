// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/script_dates.h"

#include "indexer/extract/date_text.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::size_t values_max = 200;
constexpr std::size_t name_bytes_max = 30;

bool is_name_byte(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

/// "publishedAt", "datePublished", "cmsPublishingDate", "publication_date", "pubDate".
bool names_publication(std::string_view name) {
    const std::string lower = ascii_lower(name);
    if (lower.size() > name_bytes_max) return false;
    if (lower == "pubdate" || lower == "publishedat" || lower == "published_at" || lower == "published") return true;
    const bool publication = lower.find("publish") != std::string::npos || lower.find("publica") != std::string::npos;
    return publication && (lower.find("date") != std::string::npos || lower.find("time") != std::string::npos) &&
           lower.find("un") != 0 && lower.find("expir") == std::string::npos;
}

/// The value after `name": "` or `name = '`; empty if something else stands there.
std::string_view value_after(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && i < 12 && std::string_view("\"\\' :=").find(text[i]) != std::string_view::npos) ++i;
    if (i == 0 || i == text.size() || !std::isdigit(static_cast<unsigned char>(text[i]))) return {};
    const bool assigned = text.substr(0, i).find_first_of(":=") != std::string_view::npos;
    const std::size_t end = text.find_first_of("\"'\\,;}<>&\n", i);
    return assigned && end != std::string_view::npos && end - i < 40 ? text.substr(i, end - i) : std::string_view();
}

void take_script(std::string_view text, std::int64_t latest_s, std::vector<Date>& dates) {
    for (std::size_t at = text.find("ub"); at != std::string_view::npos && dates.size() < values_max;
         at = text.find("ub", at + 1)) {
        if (text.substr(at, 4) != "ubli" && text.substr(at, 3) != "ubD" && text.substr(at, 3) != "ubd") continue;
        std::size_t begin = at;
        while (begin > 0 && at - begin <= name_bytes_max && is_name_byte(text[begin - 1])) --begin;
        std::size_t end = at;
        while (end < text.size() && end - at <= name_bytes_max && is_name_byte(text[end])) ++end;
        if (!names_publication(text.substr(begin, end - begin))) continue;
        const auto date = read_date(value_after(text.substr(end, 80)));
        if (date && date->precision >= DatePrecision::day && date->utc_s <= latest_s) dates.push_back(*date);
        at = end - 1;
    }
}

}  // namespace

Date date_in_scripts(xmlNode* root, std::int64_t latest_s) {
    std::vector<Date> dates;
    for_each_element(root, [&](xmlNode* node) {
        if (tag_of(node) != "script") return tag_of(node) != "svg";
        for (const xmlNode* child = node->children; child; child = child->next)
            if (child->content) take_script(reinterpret_cast<const char*>(child->content), latest_s, dates);
        return false;
    });
    for (Date date : dates) {
        const auto same = std::count_if(dates.begin(), dates.end(),
                                        [&](const Date& one) { return day_of(one.utc_s) == day_of(date.utc_s); });
        if (static_cast<std::size_t>(same) * 2 <= dates.size()) continue;
        date.source = DateSource::meta;
        return date;
    }
    return {};
}

}  // namespace broadsheet
