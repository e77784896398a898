// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a file of Reuters SGML holds, its records give clean articles or problems.

#include "tests/fuzz/checked_sink.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    broadsheet::test::check_reader(broadsheet::Format::reuters_sgml, broadsheet::test::text_of(data, size));
    return 0;
}
