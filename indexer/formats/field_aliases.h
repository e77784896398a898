// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// THE table of the names that people give to the fields of an article: in headers of text files, in front matter,
// in JSON and in the header lines of CSV.

#include <cstdint>
#include <optional>
#include <string_view>

namespace broadsheet {

enum class InputField : std::uint8_t {
    key,
    url,
    title,
    subtitle,
    authors,
    source,
    agency,
    section,
    tags,
    language,
    place,
    published,
    modified,
    seen,
    body
};
inline constexpr std::size_t input_field_count = 15;

struct Alias {
    std::string_view name;  ///< lower-case letters and digits only
    InputField field;
    std::uint8_t rank;  ///< of two names for one field in one record, the lower rank counts
};

/// Finds a name, blind to case, spaces and punctuation: "Publish Date", "publish_date" and "publishDate" are one.
std::optional<Alias> find_alias(std::string_view name);

}  // namespace broadsheet
