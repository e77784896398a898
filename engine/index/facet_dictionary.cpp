// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/facet_dictionary.h"

#include <mutex>

namespace broadsheet {

FacetDictionary::Translation FacetDictionary::translate(const Columns& columns) {
    const std::unique_lock lock(mutex_);
    Translation translation;
    for (std::size_t facet = 0; facet < facet_fields.size(); ++facet) {
        Field& field = fields_[facet];
        translation[facet].reserve(columns.fields[facet].dictionary.size());
        for (const auto& [slug, label] : columns.fields[facet].dictionary) {
            const auto next = static_cast<std::uint32_t>(field.entries.size());
            const auto [known, added] = field.lookup.try_emplace(std::string(slug), next);
            if (added) field.entries.push_back({std::string(slug), std::string(label)});
            translation[facet].push_back(known->second);
        }
    }
    return translation;
}

const FacetDictionary::Entry& FacetDictionary::entry(std::size_t facet, std::uint32_t ordinal) const {
    const std::shared_lock lock(mutex_);
    return fields_[facet].entries[ordinal];
}

std::optional<std::uint32_t> FacetDictionary::find(std::size_t facet, const std::string& slug) const {
    const std::shared_lock lock(mutex_);
    const auto found = fields_[facet].lookup.find(slug);
    if (found == fields_[facet].lookup.end()) return std::nullopt;
    return found->second;
}

std::size_t FacetDictionary::size(std::size_t facet) const {
    const std::shared_lock lock(mutex_);
    return fields_[facet].entries.size();
}

}  // namespace broadsheet
