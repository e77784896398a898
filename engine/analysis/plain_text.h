// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text as articles have it: valid UTF-8 without control characters other than tab and line feed.

#include <string>
#include <string_view>

namespace broadsheet {

bool is_plain_text(std::string_view text);

/// What isn't plain becomes a space each byte; a text that is plain stays as it is.
void make_plain_text(std::string& text);

}  // namespace broadsheet
