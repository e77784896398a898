// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Finds what pages say: in templates, in sources, in the tables of operators and fields.

#include <map>
#include <string>

namespace broadsheet::test {

/// Keys with the plural beside them (empty if there is none).
using MessageKeys = std::map<std::string, std::string>;

/// All keys of the templates and sources below `root`, the repository's folder.
MessageKeys message_keys(const std::string& root);

/// Keys of one template, {{#t}}…{{/t}}, and of one source: message(…), message_text(…), message_of(…), english(…),
/// counted(…), where they are given literals.
void add_template_keys(const std::string& text, MessageKeys& keys);
void add_source_keys(const std::string& text, MessageKeys& keys);

}  // namespace broadsheet::test
