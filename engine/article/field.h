// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// THE table of fields: term prefix, parser names, help and example of every searchable field, in one place.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace broadsheet {

enum class FieldId : std::uint8_t { body, title, author, source, section, language, tag, place, agency, date };

enum class FieldKind : std::uint8_t {
    text,     ///< analysed into words; phrases work
    keyword,  ///< one whole value, compared as its slug
    date,     ///< the publication date
};

struct Field {
    FieldId id;
    FieldKind kind;
    std::string_view name;    ///< in queries and REST: "source"
    std::string_view alias;   ///< a second name that the parser reads; may be empty
    std::string_view prefix;  ///< of its terms in the index; empty for the body
    double weight;            ///< of a match in ranking; 0 for filters
    bool facet;               ///< counted on request
    std::string_view help;
    std::string_view example;
};

std::span<const Field> fields();
const Field& field(FieldId id);

/// Finds a field by name or alias, case-blind. No value for an unknown name.
std::optional<FieldId> find_field(std::string_view name);

}  // namespace broadsheet
