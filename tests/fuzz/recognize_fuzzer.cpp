// SPDX-License-Identifier: GPL-3.0-or-later
// Every beginning of a file is either of a format or described, in valid text, and a name never makes it worse.

#include "indexer/formats/format.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace broadsheet;
using namespace broadsheet::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // The first line is the name, the rest the content.
    const std::string_view input = text_of(data, size);
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view name = input.substr(0, end);
    const std::string_view head = input.substr(std::min(end + 1, input.size()));
    const auto format = recognize(head, name);
    if (format) require(find_format(name_of(*format)) == format, "a format has a name");
    const std::string description = describe_unrecognized(head);
    require(!description.empty() && is_utf8(description), "a description is valid text");
    worth_reading(name);
    return 0;
}
