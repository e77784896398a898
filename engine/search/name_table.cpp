// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/name_table.h"

#include "engine/analysis/token.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet {

namespace {

constexpr std::array<std::pair<FieldId, CompletionKind>, 3> named_fields = {
    {{FieldId::source, CompletionKind::source},
     {FieldId::section, CompletionKind::section},
     {FieldId::author, CompletionKind::author}}};

/// Living articles by ordinal of the dictionary.
std::vector<std::uint32_t> count_values(const Generation& generation, std::size_t facet, std::size_t values) {
    std::vector<std::uint32_t> counts(values);
    for (const Generation::Part& part : generation.parts()) {
        const Columns::FieldColumn& column = part.segment.files->columns.fields[facet];
        const std::vector<std::uint32_t>& translation = (*part.translation)[facet];
        for (std::uint32_t document = 0; document < part.segment.files->columns.documents(); ++document) {
            if (part.segment.is_dead(document)) continue;
            for (const std::uint32_t ordinal : column.of(document)) ++counts[translation[ordinal]];
        }
    }
    return counts;
}

}  // namespace

NameTable::NameTable(const Generation& generation, const FacetDictionary& dictionary) {
    for (const auto& [field, kind] : named_fields) {
        const std::size_t facet = facet_index(field);
        const std::vector<std::uint32_t> counts = count_values(generation, facet, dictionary.size(facet));
        for (std::uint32_t ordinal = 0; ordinal < counts.size(); ++ordinal) {
            if (counts[ordinal] == 0) continue;
            const FacetDictionary::Entry& entry = dictionary.entry(facet, ordinal);
            add({entry.label, entry.slug, kind, counts[ordinal]});
        }
    }
    std::ranges::sort(beginnings_, {}, &Beginning::text);
}

void NameTable::add(Name name) {
    const std::string text = compared_text(name.label);
    for (std::size_t word = 0; word < text.size();) {
        beginnings_.push_back({text.substr(word), names_.size()});
        const std::size_t blank = text.find(' ', word);
        word = blank == text.npos ? text.size() : blank + 1;
    }
    names_.push_back(std::move(name));
}

std::vector<const NameTable::Name*> NameTable::beginning_with(std::string_view begun, std::size_t limit) const {
    std::vector<const Name*> found;
    if (begun.empty()) return found;
    auto at = std::ranges::lower_bound(beginnings_, begun, {}, &Beginning::text);
    for (; at != beginnings_.end() && at->text.starts_with(begun); ++at) found.push_back(&names_[at->name]);
    std::ranges::sort(found);  // a name may begin so twice
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    const std::size_t kept = std::min(limit, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept), [](auto* a, auto* b) {
        return a->articles != b->articles ? a->articles > b->articles : a->label < b->label;
    });
    found.resize(kept);
    return found;
}

std::string NameTable::compared_text(std::string_view text) {
    std::string compared;
    for (const Token& token : tokenize(text)) {
        if (token.kind == TokenKind::closed) continue;
        if (!compared.empty()) compared += ' ';
        compared.append(token.text, is_acronym(token.text) ? 1 : 0);
    }
    return compared;
}

}  // namespace broadsheet
