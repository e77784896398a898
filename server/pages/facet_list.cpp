// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/facet_list.h"

#include "engine/analysis/language.h"
#include "server/api/parameter_names.h"
#include "server/pages/messages.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t shown_at_once = 8;

/// What a click on a value of a facet does.
struct Choice {
    bool active = false;
    SearchParameters then;
};

bool is_whole_year(const std::string& period) {
    return period.size() == 4 && period.find_first_not_of("0123456789") == period.npos;
}

/// Years take the place of a period; one that is a year itself is combined with them.
Choice year_choice(const SearchParameters& search, const std::string& year) {
    const bool one_year = search.from == search.to && is_whole_year(search.from);
    if (one_year && search.from == year) return {true, with_period(search, "", "")};
    if (has_value(search, FieldId::date, year)) return {true, without_value(search, FieldId::date, year)};
    SearchParameters then = with_period(search, "", "");
    if (one_year) then = with_value(std::move(then), FieldId::date, search.from);
    return {false, with_value(std::move(then), FieldId::date, year)};
}

Choice field_choice(const SearchParameters& search, FieldId field, const std::string& value) {
    if (has_value(search, field, value)) return {true, without_value(search, field, value)};
    return {false, with_value(search, field, value)};
}

Values row_of(const SearchParameters& search, std::optional<FieldId> field, const FacetValue& value) {
    const Choice choice = field ? field_choice(search, *field, value.value) : year_choice(search, value.value);
    std::string label = value.label.empty() ? value.value : value.label;
    if (field == FieldId::language) label = language_name(value.value, reader_language_code());
    Values row;
    const FieldId filtered = field.value_or(FieldId::date);
    const bool without = excludes_value(search, filtered, value.value);
    row.text("url", search_url(without ? without_value(search, filtered, value.value) : choice.then));
    row.text("label", label).number("count", value.count).flag("active", choice.active).flag("without", without);
    row.text("notUrl", without ? std::string() : search_url(with_value_excluded(search, filtered, value.value)));
    return row;
}

bool worth_showing(const SearchParameters& search, std::optional<FieldId> field, const Facet& facet) {
    if (facet.values.empty()) return false;
    if (facet.values.size() > 1 || field == FieldId::source) return true;
    const auto& only = facet.values.front().value;
    const FieldId filtered = field.value_or(FieldId::date);
    return has_value(search, filtered, only) || excludes_value(search, filtered, only) ||
           (!field && search.from == only && search.to == only);
}

std::string heading_of(std::optional<FieldId> field) {
    return field ? field_words(*field) : message("Year");
}

}  // namespace

Markup facet_list(const SearchParameters& search, const std::vector<Facet>& facets) {
    std::vector<Values> groups;
    for (const auto& facet : facets) {
        const auto field = facet.name == year_facet_name ? std::nullopt : find_field(facet.name);
        if (!field && facet.name != year_facet_name) continue;
        if (!worth_showing(search, field, facet)) continue;
        std::vector<Values> rows;
        for (const auto& value : facet.values) rows.push_back(row_of(search, field, value));
        const auto shown = rows.begin() + static_cast<std::ptrdiff_t>(std::min(shown_at_once, rows.size()));
        Values group;
        group.text("heading", heading_of(field))
            .list("values", {rows.begin(), shown})
            .flag("more", shown != rows.end());
        group.number("hidden", static_cast<std::uint64_t>(rows.end() - shown)).list("rest", {shown, rows.end()});
        groups.push_back(std::move(group));
    }
    if (groups.empty()) return {};
    return fill("facets.html", Values().list("groups", groups));
}

std::string field_words(FieldId id) {
    switch (id) {
        case FieldId::title:
            return message("Title");
        case FieldId::author:
            return message("Author");
        case FieldId::source:
            return message("Source");
        case FieldId::section:
            return message("Section");
        case FieldId::language:
            return message("Language");
        case FieldId::tag:
            return message("Tag");
        case FieldId::place:
            return message("Place");
        case FieldId::agency:
            return message("Agency");
        case FieldId::date:
            return message("Year");
        case FieldId::body:
            break;
    }
    return message("Text");
}

std::string value_words(FieldId id, const std::string& value, const std::vector<Facet>& facets) {
    if (id == FieldId::language) return language_name(value, reader_language_code());
    const std::string slug = slug_of(value);
    for (const auto& facet : facets) {
        if (facet.name != field(id).name) continue;
        for (const auto& counted_value : facet.values) {
            if (counted_value.value == value || counted_value.value == slug) return counted_value.label;
        }
    }
    return value;
}

}  // namespace broadsheet
