// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the name, class, id, role and style of an HTML element say of the text in it.

#include "indexer/extract/html_document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace broadsheet {

/// Kinds of evidence, as bits of a set. No kind decides alone: the block model weighs them.
namespace evidence {
enum : std::uint8_t {
    navigation,
    footer,
    side,
    comments,
    related,
    teaser,
    share,
    advertising,
    author,
    metadata,
    newsletter,
    notice,  ///< cookies, consent, dialogs
    media,
    form,
    hidden,
    header,
    article_body,  ///< names that are given to the text of an article alone
    content,
    lead,
    quotation,
    tag_article,
    tag_main,
    tag_aside,
    tag_nav,
    tag_header,
    tag_footer,
    tag_form,
    tag_figure,
    tag_table,
    tag_list,
    tag_link,
    item_body,   ///< itemprop=articleBody and the like
    item_other,  ///< an itemprop that names something else than text
    unseen,      ///< not shown by style or attribute, whatever it is called
    count
};
}

using EvidenceSet = std::uint64_t;

constexpr EvidenceSet bit_of(std::uint8_t kind) {
    return EvidenceSet{1} << kind;
}

/// Those that speak against an element; an element around most of a page's text is not believed to be one of these.
inline constexpr EvidenceSet negative_evidence =
    bit_of(evidence::navigation) | bit_of(evidence::footer) | bit_of(evidence::side) | bit_of(evidence::comments) |
    bit_of(evidence::related) | bit_of(evidence::teaser) | bit_of(evidence::share) | bit_of(evidence::advertising) |
    bit_of(evidence::author) | bit_of(evidence::metadata) | bit_of(evidence::newsletter) | bit_of(evidence::notice) |
    bit_of(evidence::media) | bit_of(evidence::form) | bit_of(evidence::hidden) | bit_of(evidence::header) |
    bit_of(evidence::tag_aside) | bit_of(evidence::tag_nav) | bit_of(evidence::tag_header) |
    bit_of(evidence::tag_footer) | bit_of(evidence::tag_form) | bit_of(evidence::unseen);

/// Reads the evidence of elements; class names that come again on a page are looked up once.
class EvidenceReader {
public:
    EvidenceSet of(const xmlNode* node);

private:
    std::unordered_map<std::string, EvidenceSet> names_;
};

/// What class and id names say: "related-posts", "articleBody", "c-cookie_banner".
EvidenceSet evidence_of_names(std::string_view names);

}  // namespace broadsheet
