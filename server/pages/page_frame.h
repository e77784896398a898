// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What all pages share: the masthead with the search form, the footer, the links to style and script.

#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

#include <optional>
#include <string>

namespace broadsheet {

struct PageFrame {
    std::string title;                        ///< of the window, without the product's name; empty on the front page
    std::string kind;                         ///< class of the body element: "front", "results", "article", "plain"
    std::string query;                        ///< to stand in the search box
    ParameterList kept;                       ///< what the search form carries on besides the query
    std::optional<ArchiveOverview> overview;  ///< none if the archive can't tell
    Markup head;                              ///< further elements of the head, in whole lines; empty for most pages
    Markup content;
};

std::string page_html(const PageFrame& frame);

/// The parameters that a new query typed into the form keeps: filters and settings, not the page.
/// `with_period` tells whether from and to are among them (false where the page has inputs of its own for them).
ParameterList kept_parameters(const SearchParameters& search, bool with_period);

}  // namespace broadsheet
