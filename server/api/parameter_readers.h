// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How the value of each search parameter is read. search_parameters.cpp has the table that names them.

#include "server/api/search_parameters.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

/// No value if all is well.
using Fault = std::optional<ParameterFault>;

/// What is read so far; where the result begins is settled when all parameters are known.
struct Reading {
    SearchParameters search;
    std::int64_t now_s = 0;
    std::optional<std::uint32_t> page, offset;
};

struct Parameter {
    std::string_view name;
    std::string_view aliases;  ///< as other news interfaces call it
    bool repeatable;
    Fault (*read)(Reading&, const Parameter&, std::string_view value);
    std::string_view help;
};

std::string_view without_outer_blanks(std::string_view text);

/// "a, b, c"
std::string listed(std::span<const std::string_view> names);

Fault bad_value(std::string_view parameter, std::string_view value, std::string_view allowed,
                std::string suggestion = {});

// Each writes what `value`, without_outer_blanks, says into `reading`. Empty values come to read_facets only.
Fault read_q(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_search_in(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_from(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_to(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_filter(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_sort(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_page(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_page_size(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_offset(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_cursor(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_fields(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_facets(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_group(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_exact(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_op(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_snippets(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_freshness(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_article(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_explain(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_view(Reading& reading, const Parameter& parameter, std::string_view value);
Fault read_format(Reading& reading, const Parameter& parameter, std::string_view value);

}  // namespace broadsheet
