// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which language a text is in (CLD2).

#include <string>
#include <string_view>

namespace broadsheet {

/// ISO 639-1 code of the language of `text` (plain UTF-8); empty if it can't be told reliably.
std::string detect_language(std::string_view text);

/// "en-GB", "EN_us", "eng", "English" to "en"; empty for what is no language.
std::string normalize_language(std::string_view tag);

/// Name of a code in the language `in`, "de" is "German" in English; the code itself if unknown.
std::string language_name(std::string_view code, std::string_view in = "en");

}  // namespace broadsheet
