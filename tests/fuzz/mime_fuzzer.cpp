// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a message holds, its parts are bounded and within it, and mails, mailboxes and saved pages are read.

#include "indexer/input/mime.h"
#include "tests/fuzz/checked_sink.h"

#include <cstdlib>

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

std::size_t count_parts(const MimePart& part, std::string_view message, int depth) {
    require(depth <= mime_depth_max, "nesting is bounded");
    require(part.body.empty() || (part.body.data() >= message.data() &&
                                  part.body.data() + part.body.size() <= message.data() + message.size()),
            "a body lies within the message");
    require(is_utf8(part.header("subject")), "a header is UTF-8");
    require(is_utf8(part.parameter("content-type", "name")), "a parameter is UTF-8");
    require(decoded_body(part).size() <= part.body.size() + 1, "transfer encodings don't grow");
    std::size_t parts = 1;
    for (const MimePart& inner : part.parts) parts += count_parts(inner, message, depth + 1);
    return parts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    setenv("PATH", "/nowhere", 1);  // no programs for attachments that are PDF
    const std::string_view text = text_of(data, size);
    require(count_parts(parse_mime(text), text, 0) <= mime_parts_max + 1, "parts are bounded");
    for (const Format format : {Format::email, Format::mbox, Format::mhtml}) check_reader(format, text);
    return 0;
}
