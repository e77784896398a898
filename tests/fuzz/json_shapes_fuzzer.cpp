// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever JSON holds, its objects give clean articles or problems.

#include "tests/fuzz/checked_sink.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = broadsheet::test::text_of(data, size);
    broadsheet::test::check_reader(broadsheet::Format::json, text);
    return 0;
}
