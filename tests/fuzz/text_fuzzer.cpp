// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a text holds, with or without header lines or front matter, it gives a clean article or a problem.

#include "tests/fuzz/checked_sink.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = broadsheet::test::text_of(data, size);
    broadsheet::test::check_reader(broadsheet::Format::text, text);
    broadsheet::test::check_reader(broadsheet::Format::markdown, text);
    return 0;
}
