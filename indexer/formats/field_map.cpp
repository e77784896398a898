// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/field_map.h"

#include "engine/error.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

/// Better than every rank of the table of aliases.
constexpr std::uint8_t stated_rank = 0;

constexpr std::array<std::string_view, input_field_count> field_names{
    "id",   "url",      "title", "subtitle",  "authors",  "source", "agency", "section",
    "tags", "language", "place", "published", "modified", "seen",   "body"};

}  // namespace

std::string_view name_of(InputField field) {
    return field_names[static_cast<std::size_t>(field)];
}

FieldMap FieldMap::parse(std::string_view text) {
    FieldMap map;
    map.text_ = text;
    while (!trimmed(text).empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        const std::string_view pair = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t equals = pair.find('=');
        const std::string field(trimmed(pair.substr(0, equals)));
        const std::string_view name =
            equals == std::string_view::npos ? std::string_view() : trimmed(pair.substr(equals + 1));
        if (field == "dates" && (name == "day-first" || name == "month-first")) {
            map.day_order_ = name == "day-first" ? DayOrder::day_first : DayOrder::month_first;
            continue;
        }
        const bool ignored = field == "ignore";
        const auto alias = ignored ? std::nullopt : find_alias(field);
        if (name.empty() || (!ignored && !alias)) {
            throw Error(ErrorKind::usage, "--map " + std::string(pair) +
                                              ": give FIELD=NAME, where FIELD is id, url, title, subtitle, authors, "
                                              "source, agency, section, tags, language, place, published, modified, "
                                              "seen, body or ignore; or dates=day-first, dates=month-first");
        }
        map.entries_.push_back({std::string(name), alias ? std::optional(alias->field) : std::nullopt});
    }
    return map;
}

const FieldMap::Entry* FieldMap::entry(std::string_view name) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& one) { return equals_blind(trimmed(name), one.name); });
    return found == entries_.end() ? nullptr : &*found;
}

bool FieldMap::names(std::string_view name) const {
    return entry(name) != nullptr;
}

std::optional<Alias> FieldMap::find(std::string_view name) const {
    const Entry* const stated = entry(name);
    if (!stated) return find_alias(name);
    if (!stated->field) return {};
    return Alias{stated->name, *stated->field, stated_rank};
}

}  // namespace broadsheet
