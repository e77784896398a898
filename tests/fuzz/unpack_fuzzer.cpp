// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a file holds, compressed or an archive, reading it ends, within its limits, and gives articles or a reason.

#include "indexer/formats/member.h"
#include "indexer/formats/read_input.h"
#include "tests/fuzz/property.h"

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

struct CountingSink final : ArticleSink {
    std::size_t found = 0;
    void article(Article article, std::string location) override {
        require(is_utf8(article.title) && is_utf8(article.body), "text is UTF-8");
        require(is_utf8(location), "a location is UTF-8");
        ++found;
    }
    void problem(Stage, std::string location, std::string reason) override {
        require(is_utf8(location) && is_utf8(reason), "a problem is told in UTF-8");
        require(!reason.empty(), "a problem has a reason");
        ++found;
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    InputOptions options;
    options.limits.unpacked_bytes_max = 1 << 20;
    options.limits.members_max = 100;
    CountingSink sink;
    read_input(*bytes_of(std::string(text_of(data, size))), "page", options, sink);
    require(sink.found > 0, "nothing is passed over in silence");
    return 0;
}
