// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a web archive holds, packed or not, its records give clean articles or problems.

#include "tests/fuzz/checked_sink.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    setenv("PATH", "/nowhere", 1);  // no programs for pages that are PDF
    broadsheet::test::check_reader(broadsheet::Format::warc, broadsheet::test::text_of(data, size));
    return 0;
}
