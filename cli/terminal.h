// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What stdout is, and how results should look there.

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::cli {

struct Look {
    bool terminal = false;    ///< stdout is one; notes stand with the results then, and a pager may show them
    bool colours = false;     ///< matches bold and yellow, not in asterisks
    bool links = false;       ///< titles are links (OSC 8)
    std::size_t columns = 0;  ///< where lines are wrapped; 0: nowhere
    std::size_t rows = 0;     ///< of the terminal; 0 if there is none
};

/// Each argument is "auto", "always" or "never"; auto: on a terminal that isn't dumb, and colours only if NO_COLOR is
/// unset or empty.
Look look_of_stdout(std::string_view colours, std::string_view links);

/// Prints `text`, through $PAGER (less -FRX unless that is set) if stdout is a terminal that it doesn't fit on and
/// `may_page`. An empty PAGER or "cat" means none. Returns when the reader is done.
void print_paged(const std::string& text, const Look& look, bool may_page);

}  // namespace broadsheet::cli
