// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Turns of speech that stand around articles, not in them: "Read more", "Leave a Reply", "Advertisement".

#include <cstdint>
#include <string_view>

namespace broadsheet {

namespace phrase {
enum : std::uint8_t {
    elsewhere,  ///< leads readers to other pages
    sharing,
    comments,  ///< forms and headings of comments
    copyright,
    picture,  ///< credits of pictures
    advertising,
    newsletter,
    author_note,  ///< "is a staff writer", "contributed to this report"
    cookies,
    account,
    credit,  ///< a byline or a date alone
    count
};
}

/// The kinds of phrase in a block of text, as bits; long texts are searched in their first 300 bytes only.
std::uint32_t phrases_of(std::string_view text);

}  // namespace broadsheet
