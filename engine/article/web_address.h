// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which addresses lead to the web.

#include <string_view>

namespace broadsheet {

/// True for what may be linked to: http and https, nothing else.
bool is_web_address(std::string_view text);

/// `text` if it may be linked to, or nothing: what others make links of must not be "javascript:".
std::string_view link_of(std::string_view text);

}  // namespace broadsheet
