// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Golden files: inputs below tests/golden/FORMAT and, beside each, what it must give.

#include <cstddef>
#include <string>

namespace broadsheet::test {

/// Reads every file of the folder `tests/golden/format` as ingest does and compares with NAME.expected.json beside it:
/// {"articles": [{"location": …, any fields …, "body": [paragraphs]}], "problems": [{"location": …, "reason": a
/// part of it}]}. Of an article only the fields that are named count; their order and number do. Returns how many there were.
std::size_t check_golden_files(const std::string& format);

}  // namespace broadsheet::test
