// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One numbering of facet values over all segments. It only grows, so that a segment's own numbers are translated once,
// when it is first opened.

#include "engine/index/columns.h"

#include <array>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace broadsheet {

class FacetDictionary {
public:
    struct Entry {
        std::string slug;
        std::string label;
    };
    /// For each facet field, the common ordinal of each ordinal of a segment.
    using Translation = std::array<std::vector<std::uint32_t>, facet_fields.size()>;

    Translation translate(const Columns& columns);

    /// References hold as long as the dictionary.
    const Entry& entry(std::size_t facet, std::uint32_t ordinal) const;
    std::optional<std::uint32_t> find(std::size_t facet, const std::string& slug) const;
    std::size_t size(std::size_t facet) const;

private:
    struct Field {
        std::deque<Entry> entries;
        std::unordered_map<std::string, std::uint32_t> lookup;
    };
    mutable std::shared_mutex mutex_;
    std::array<Field, facet_fields.size()> fields_;
};

}  // namespace broadsheet
