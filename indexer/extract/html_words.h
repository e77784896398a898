// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words in class and id attributes, and what they say of an element.

#include <initializer_list>
#include <string>
#include <string_view>

namespace broadsheet {

/// True if one of `words` stands in `names` (lower case) as a word of its own: between spaces, `-`, `_`, `:` and the
/// like.
bool has_word(std::string_view names, std::initializer_list<std::string_view> words);

}  // namespace broadsheet
