// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What acronyms stand for, as an article itself says: "artificial general intelligence (AGI)".
// Owns the search of a text for such brackets; what may be a long form is decided in long_form.h.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// An acronym and its long form, both folded.
struct Definition {
    std::string acronym;    ///< "agi", "covid19", "r&d": no dots, no hyphens, no plural s
    std::string long_form;  ///< words with one space between, hyphens opened: "non governmental organization"
    friend bool operator==(const Definition&, const Definition&) = default;
};

/// The definitions in a UTF-8 text, each pair once, in order of first appearance. Never fails.
/// Understands "long form (ABC)", "ABC (long form)" and "(long form, ABC)", after Schwartz and Hearst, "A simple
/// algorithm for identifying abbreviation definitions in biomedical text" (2003), but chooses the long form whose words
/// begin with the letters before one that only contains them.
std::vector<Definition> find_definitions(std::string_view text);

}  // namespace broadsheet
