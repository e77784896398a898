// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The text of a mail's plain part.

#include <string>
#include <string_view>

namespace broadsheet {

/// The lines of a paragraph joined as `format=flowed` says (RFC 3676); `delete_space` is its DelSp=yes.
std::string join_flowed(std::string_view text, bool delete_space);

/// Without a signature ("-- ") and without a quotation of an earlier mail that ends it, with the line that leads it in.
std::string_view without_mail_tail(std::string_view text);

/// Without lines that are nothing but an address, and without addresses in brackets after words, as programs write them
/// that make plain text of HTML.
std::string without_link_noise(std::string_view text);

}  // namespace broadsheet
