// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The steps of recognition, from what nobody can mistake to what only a guess can tell.

#include "indexer/formats/format.h"

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// What a file is: one of our formats, or in plain words something else ("a PNG picture").
struct Recognized {
    std::optional<Format> format;
    std::string what;
};

/// In lower case, without the dot: "html".
std::string extension_of(std::string_view file_name);

/// By the marks that binary formats begin with; no value if there is none.
std::optional<Recognized> recognize_binary(std::string_view head);

/// XML, HTML and SGML, by document type and root element. `text` begins with "<"; no value if that is a text that
/// only looks so.
std::optional<Recognized> recognize_markup(std::string_view text, std::string_view extension);
/// True if a text that doesn't begin with "<" is a page of HTML all the same.
bool has_html_root(std::string_view text);

/// JSON or JSON lines. `text` begins with "{" or "[".
std::optional<Format> recognize_json(std::string_view text, std::string_view extension);

/// Mail, a mail box or a page saved as mail, by header lines. Header lines of a newsroom's text ("Title: …") are none.
std::optional<Format> recognize_mail(std::string_view text, std::string_view extension);

}  // namespace broadsheet
