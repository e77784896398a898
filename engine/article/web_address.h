// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which addresses lead to the web.

#include <string_view>

namespace broadsheet {

/// True for what may be linked to: http and https, nothing else.
bool is_web_address(std::string_view text);

}  // namespace broadsheet
