// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The names of sources, sections and authors in one generation, by how their words begin.

#include "engine/index/facet_dictionary.h"
#include "engine/index/generation.h"
#include "engine/search/completion.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

class NameTable {
public:
    struct Name {
        std::string label;
        std::string slug;
        CompletionKind kind = CompletionKind::source;
        std::uint32_t articles = 0;
    };

    NameTable() = default;
    /// Counts all living articles: some ten milliseconds for a million.
    NameTable(const Generation& generation, const FacetDictionary& dictionary);

    /// Up to `limit` names of which a word and those after it begin with `begun`, a text of compared_text(); most
    /// articles first.
    std::vector<const Name*> beginning_with(std::string_view begun, std::size_t limit) const;

    /// A name or what is typed of it as it is compared: its words, folded, with single blanks between.
    static std::string compared_text(std::string_view text);

private:
    void add(Name name);

    struct Beginning {
        std::string text;  ///< from one word of the name to its end
        std::size_t name = 0;
    };
    std::vector<Name> names_;
    std::vector<Beginning> beginnings_;  ///< sorted by text
};

}  // namespace broadsheet
