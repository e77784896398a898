// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Names of fields as the user states them, before those that are known to everybody.

#include "indexer/extract/date_text.h"
#include "indexer/formats/field_aliases.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

class FieldMap {
public:
    /// Reads "title=Headline,date=Pub date": a field by any of its names, then the name in the input. "ignore=Notes"
    /// leaves a name out, "dates=day-first" or "dates=month-first" tells what 03/04/2025 means. Throws Error{usage} for
    /// a field that there isn't.
    static FieldMap parse(std::string_view text);

    /// As parse() was given it.
    const std::string& text() const { return text_; }
    bool empty() const { return entries_.empty(); }
    /// What stands under `name` in a record; as find_alias() for names that the map doesn't speak of.
    std::optional<Alias> find(std::string_view name) const;
    /// True if the map names `name`.
    bool names(std::string_view name) const;
    DayOrder day_order() const { return day_order_; }

private:
    struct Entry {
        std::string name;
        std::optional<InputField> field;  ///< none if it is to be left out
    };
    const Entry* entry(std::string_view name) const;

    std::string text_;
    std::vector<Entry> entries_;
    DayOrder day_order_ = DayOrder::unknown;
};

/// "title", "published": the field as `--map` and reports name it.
std::string_view name_of(InputField field);

}  // namespace broadsheet
