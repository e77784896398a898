// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The marks of XML in a text, one after the other: tags, CDATA sections, comments and the rest.

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

struct XmlMarkup {
    enum class Kind {
        start,  ///< also of an empty element, "<br/>"
        end,
        cdata,
        skipped,  ///< comment, processing instruction, DOCTYPE with all that it declares, an opening without an end
        none      ///< no markup before the end of the text
    };
    Kind kind = Kind::none;
    std::size_t begin = 0;          ///< where it begins in the text; of none, from where the text is needed again
    std::size_t end = 0;            ///< behind its last byte
    std::string_view name = {};     ///< of a tag, as written
    std::string_view content = {};  ///< of a CDATA section
};

/// Finds markup in time linear in the text, whatever the text is.
class MarkupScanner {
public:
    /// The first markup from `at` on. If `whole` is false, more may follow the text: markup that isn't complete yet is
    /// none. Calls must go forward in one text.
    XmlMarkup next(std::string_view text, std::size_t at, bool whole);
    /// The first `bytes` of the text have been dropped.
    void forget(std::size_t bytes);

private:
    XmlMarkup declaration(std::string_view text, std::size_t begin, bool whole);

    /// For each kind of declaration: up to here its end is known to be missing, so that it isn't sought again.
    std::array<std::size_t, 3> missing_before_{};
};

/// The attributes of a start tag, at most `attributes_max`; values as written. Quotes may be missing.
std::vector<std::pair<std::string_view, std::string_view>> attributes_of(std::string_view tag,
                                                                         std::size_t attributes_max);

}  // namespace broadsheet
