// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of any bytes, as one value, as lines and as a list that is cut from a stream.

#include "indexer/formats/json_elements.h"
#include "indexer/formats/readers.h"
#include "tests/fuzz/property.h"

#include <string>

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

struct CheckingSink final : ArticleSink {
    std::size_t found = 0;
    void article(Article article, std::string) override {
        require(is_utf8(article.title) && is_utf8(article.body), "text is UTF-8");
        require(!article.title.empty(), "an article has a title");
        ++found;
    }
    void problem(Stage, std::string, std::string reason) override {
        require(!reason.empty() && is_utf8(reason), "a problem has a reason in valid text");
        ++found;
    }
};

void check_elements(std::string_view bytes) {
    const auto stream = bytes_of(std::string(bytes));
    JsonElements elements(*stream, 100);
    std::string_view element;
    std::size_t total = 0;
    for (;;) {
        const auto result = elements.next(element);
        if (result != JsonElements::Result::element && result != JsonElements::Result::too_long) break;
        if (result == JsonElements::Result::element) total += element.size();
        require(element.size() <= 102, "an element is no longer than the limit");
    }
    require(total <= bytes.size(), "no byte comes twice");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = text_of(data, size);
    check_elements(bytes);
    for (const Format format : {Format::json, Format::jsonl}) {
        CheckingSink sink;
        read_articles(format, *bytes_of(std::string(bytes)), {}, sink);
        require(sink.found > 0, "nothing is passed over in silence");
    }
    return 0;
}
