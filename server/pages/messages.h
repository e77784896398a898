// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the pages say, in the reader's language. Every text that a person reads goes through here; its English is its
// key. In templates the same is written {{#t}}Page {{page}} of {{pages}}{{/t}}: names stay as they are in translations.
// tools/messages.sh finds the keys in templates and sources and brings them into the catalogues of web/messages/.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet {

/// What stands for {name} in a message.
using MessageValues = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Marks a text of a table, which goes through message() later, for those who look for the keys.
constexpr std::string_view english(std::string_view text) {
    return text;
}

/// The message in the language of this thread's reader (server/pages/reader.h); in English if it has no translation.
std::string message(std::string_view english);
/// The same as a view: of `english` itself, or of a text that lives as long as the program.
std::string_view message_text(std::string_view english);
/// With values put in: message("published by {source}", {{"source", name}}).
std::string message(std::string_view english, MessageValues values);
/// The form that fits the number: message_of(3, "{n} article", "{n} articles"); {n} is put in, grouped.
std::string message_of(std::uint64_t number, std::string_view one, std::string_view many);

}  // namespace broadsheet
