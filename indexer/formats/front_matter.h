// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The front matter of a Markdown file: the simple part of YAML that people use there.

#include "indexer/formats/record_fields.h"

#include <string_view>

namespace broadsheet {

/// Reads `---`, lines of "key: value" and `---` (or `...`) into `fields` and returns what follows; the whole text if it
/// has no front matter. Values may be bare, quoted, [lists, in brackets], lists of "- items", or folded (`>`, `|`).
std::string_view read_front_matter(std::string_view text, RecordFields& fields);

}  // namespace broadsheet
