// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/unknown_values.h"

#include "engine/analysis/term.h"
#include "engine/article/article.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t warnings_max = 5;
/// Looked through for what was meant.
constexpr std::size_t values_max = 100'000;
/// So much of another value is no accident.
constexpr std::size_t part_bytes_min = 4;

class UnknownValues {
public:
    UnknownValues(match::Reader& reader, const FacetDictionary& dictionary)
        : reader_(reader), dictionary_(dictionary) {}

    void look_at(const query::Node& node) {
        for (const query::Node& child : node.children) look_at(child);
        if (node.kind != query::NodeKind::keyword || node.text.empty()) return;
        for (const FieldId id : node.fields) look_at(id, node.text, node.position);
    }

    void look_at(const FieldFilter& filter) {
        if (filter.field == FieldId::date) return;
        for (const auto* values : {&filter.values, &filter.excluded})
            for (const std::string& value : *values) look_at(filter.field, value, 0);
    }

    std::vector<query::Warning> warnings;

private:
    void look_at(FieldId id, const std::string& value, std::size_t position) {
        if (warnings.size() == warnings_max || reader_.articles_with({keyword_term(id, value)}) > 0) return;
        std::string message = "No article has the " + std::string(field(id).name) + " \"" + value + "\".";
        if (const std::string meant = nearest(id, slug_of(value)); !meant.empty())
            message += " Did you mean " + meant + "?";
        warnings.push_back({position, std::move(message)});
    }

    /// The shortest value of which the slug is a part, or that is a part of it.
    std::string nearest(FieldId id, const std::string& slug) const {
        const std::size_t facet = facet_index(id);
        if (facet == facet_fields.size() || slug.size() < part_bytes_min) return {};
        std::string best;
        const std::size_t size = std::min(dictionary_.size(facet), values_max);
        for (std::uint32_t ordinal = 0; ordinal < size; ++ordinal) {
            const std::string& other = dictionary_.entry(facet, ordinal).slug;
            const bool part =
                other.size() >= part_bytes_min && (other.find(slug) != other.npos || slug.find(other) != slug.npos);
            if (part && (best.empty() || other.size() < best.size())) best = other;
        }
        return best;
    }

    match::Reader& reader_;
    const FacetDictionary& dictionary_;
};

}  // namespace

std::vector<query::Warning> unknown_values(const query::Node& root, const SearchRequest& request, match::Reader& reader,
                                           const FacetDictionary& dictionary) {
    UnknownValues unknown(reader, dictionary);
    unknown.look_at(root);
    for (const FieldFilter& filter : request.filters) unknown.look_at(filter);
    return std::move(unknown.warnings);
}

}  // namespace broadsheet
