// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Marks in a stored text what a query matched, and cuts the fragments to show. Uses the index's own tokens.

#include "engine/article/text_range.h"
#include "engine/query/node.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

class PatternSet;

/// A piece of a text, cut at sentence ends where possible, with the marks inside it (relative to its own begin).
struct Fragment {
    FieldId field = FieldId::body;
    std::string text;
    std::vector<TextRange> marks;
    bool cut_before = false;  ///< something precedes it in its paragraph
    bool cut_after = false;
};

struct FragmentOptions {
    std::size_t count_max = 3;
    std::size_t bytes = 240;  ///< to aim at for one fragment
};

/// Prepared once for a query, used for many texts. Not for sharing between threads.
class Highlighter {
public:
    /// `root` has been expanded. Excluded branches mark nothing. `search_in` are the fields of leaves that name none.
    Highlighter(const query::Node& root, const std::vector<FieldId>& search_in);

    /// What to mark in the text of `field`: sorted, apart. A phrase is one range from its first word to its last.
    /// `language` is the article's, as at indexing.
    std::vector<TextRange> marks(std::string_view text, FieldId field, std::string_view language) const;

    /// The fragments of a body that show most distinct parts of the query closest together, in text order; empty if
    /// nothing in it matches.
    std::vector<Fragment> fragments(std::string_view body, std::string_view language,
                                    const FragmentOptions& options) const;

private:
    std::shared_ptr<const PatternSet> patterns_;
};

/// The start of a body, cut at a sentence end near `bytes`; for hits whose body has no match.
Fragment lead_of(std::string_view body, std::size_t bytes);

/// `text` escaped for HTML content and attributes, with <mark> around the ranges as its only markup.
std::string marked_html(std::string_view text, const std::vector<TextRange>& marks);

}  // namespace broadsheet
