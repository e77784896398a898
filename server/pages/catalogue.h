// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The translations of messages, as gettext's .po files hold them: web/messages/de.po and so on.

#include "server/pages/reader.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// What a .po file says of one message. Its key is the English, of the singular if there are two.
struct CatalogueEntry {
    std::string plural;              ///< English of the plural; empty if there is none
    std::vector<std::string> texts;  ///< one, or one for each form of the language; empty ones aren't translated yet
};
using Catalogue = std::map<std::string, CatalogueEntry, std::less<>>;

/// Reads the text of a .po file; its header and entries marked fuzzy are left out. Throws Error{corrupt} with the line
/// for what isn't the format.
Catalogue read_catalogue(std::string_view po);

/// The catalogue that is compiled in; an empty one for English.
const Catalogue& catalogue_of(Language language);

/// How many forms of a noun the language tells apart by number, and which one fits.
std::size_t plural_forms(Language language);
std::size_t plural_form(Language language, std::uint64_t number);

}  // namespace broadsheet
