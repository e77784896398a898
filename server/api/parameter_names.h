// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Names that reading and writing the parameters of a search share.

#include "engine/article/field.h"

#include <array>
#include <string_view>
#include <utility>

namespace broadsheet {

/// What searchIn may name, in its order.
inline constexpr std::array<FieldId, 3> searchable_fields = {FieldId::title, FieldId::body, FieldId::author};

/// Filter parameters and their fields, in the order in which links name them.
inline constexpr std::array<std::pair<std::string_view, FieldId>, 8> filter_parameters = {
    {{"sources", FieldId::source},
     {"section", FieldId::section},
     {"author", FieldId::author},
     {"language", FieldId::language},
     {"tag", FieldId::tag},
     {"agency", FieldId::agency},
     {"place", FieldId::place},
     {"year", FieldId::date}}};

/// What `facets` may name besides the filter fields.
inline constexpr std::string_view year_facet_name = "year";
inline constexpr std::string_view timeline_facet_name = "timeline";

}  // namespace broadsheet
