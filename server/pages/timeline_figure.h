// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The timeline of a search as an inline SVG: every period in its place, the empty ones too, each bar a link to its
// period; beneath it its peaks and, folded up, its numbers as a table.

#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

namespace broadsheet {

/// Without bars if there is nothing to compare: fewer than two periods; empty if there is no wider period to go to,
/// either. Positions are per cent of the width, so that the text
/// keeps its size on any screen.
Markup timeline_figure(const SearchParameters& search, const Timeline& timeline);

}  // namespace broadsheet
