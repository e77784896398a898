// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A value of a page's metadata with where on the page it was found.

#include <initializer_list>
#include <string>
#include <string_view>

namespace broadsheet {

struct Sourced {
    std::string value;
    std::string_view origin;  ///< as in Article::origins: a static text

    bool empty() const { return value.empty(); }
};

/// The first that is not empty; an empty one if all are.
inline Sourced first_sourced(std::initializer_list<Sourced> found) {
    for (const Sourced& one : found)
        if (!one.empty()) return one;
    return {};
}

namespace origin {
inline constexpr std::string_view json_ld = "json-ld";
inline constexpr std::string_view meta = "meta";
inline constexpr std::string_view text = "text";
inline constexpr std::string_view url = "url";
inline constexpr std::string_view link = "link";                    ///< <link rel="canonical">
inline constexpr std::string_view heading = "heading";              ///< <h1>
inline constexpr std::string_view title_element = "title-element";  ///< <title>
inline constexpr std::string_view file = "file";                    ///< known from outside of the page
}  // namespace origin

}  // namespace broadsheet
