// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/article/field.h"

#include <algorithm>
#include <array>

namespace broadsheet {

namespace {

constexpr std::array<Field, 10> table = {{
    {FieldId::body, FieldKind::text, "body", "", "", 1.0, false,
     "The text of the article, without its title. A word alone looks here, in the title and at the author.",
     "body:\"rising rents\""},
    {FieldId::title, FieldKind::text, "title", "headline", "S", 2.5, false,
     "The headline. Words in it count more than words in the text.", "title:election"},
    {FieldId::author, FieldKind::text, "author", "by", "A", 1.0, true,
     "Who wrote the article. Part of a name is enough.", "author:\"Jane Smith\""},
    {FieldId::source, FieldKind::keyword, "source", "publication", "XS", 0.0, true,
     "The publication, by its whole name. Several names are separated by commas.",
     "source:evening-ledger,harbour-wire"},
    {FieldId::section, FieldKind::keyword, "section", "category", "XC", 0.0, true,
     "The part of the publication in which the article appeared.", "section:business"},
    {FieldId::language, FieldKind::keyword, "language", "lang", "L", 0.0, true,
     "The language of the article, as a two-letter code or by its English name.", "language:fr"},
    {FieldId::tag, FieldKind::keyword, "tag", "keyword", "K", 0.0, true,
     "A subject that the publication gave the article.", "tag:climate"},
    {FieldId::place, FieldKind::keyword, "place", "dateline", "XP", 0.0, true,
     "The place in the dateline, where the article was reported from.", "place:hamburg"},
    {FieldId::agency, FieldKind::keyword, "agency", "", "XA", 0.0, true, "The news agency that supplied the article.",
     "agency:reuters"},
    {FieldId::date, FieldKind::date, "date", "published", "", 0.0, false,
     "When the article was published: a year, month or day, or two of them with two dots between.",
     "date:2025-01..2025-03"},
}};

struct Alias {
    std::string_view name;
    FieldId id;
};

/// Further names that people type and that the table has no room for.
constexpr std::array<Alias, 2> further_aliases = {{{"byline", FieldId::author}, {"outlet", FieldId::source}}};

bool same_letters(std::string_view typed, std::string_view name) {
    return std::equal(typed.begin(), typed.end(), name.begin(), name.end(), [](char left, char right) {
        return (left >= 'A' && left <= 'Z' ? static_cast<char>(left | 0x20) : left) == right;
    });
}

}  // namespace

std::span<const Field> fields() {
    return table;
}

const Field& field(FieldId id) {
    return table[static_cast<std::size_t>(id)];
}

std::optional<FieldId> find_field(std::string_view name) {
    if (name.empty()) return std::nullopt;
    for (const Field& entry : table) {
        if (same_letters(name, entry.name) || same_letters(name, entry.alias)) return entry.id;
    }
    for (const Alias& alias : further_aliases) {
        if (same_letters(name, alias.name)) return alias.id;
    }
    return std::nullopt;
}

}  // namespace broadsheet
