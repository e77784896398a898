// SPDX-License-Identifier: GPL-3.0-or-later
// The input is a page: its text is clean, was on the page, and is the same when it is read again.

#include "indexer/extract/html_document.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/page_blocks.h"
#include "indexer/input/charset.h"
#include "tests/fuzz/property.h"

#include <string>

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

void check_table(const PageBlocks& page) {
    for (std::size_t i = 1; i < page.elements.size(); ++i)
        require(page.elements[i].parent < i, "parents come before their children");
    std::uint64_t size = 0;
    for (const PageBlock& entry : page.blocks) {
        require(entry.element < page.elements.size() && entry.inner < page.elements.size(), "blocks stand in elements");
        require(!entry.block.text.empty() && is_utf8(entry.block.text), "a block is a clean text");
        require(entry.block.link_size <= entry.block.size, "links are a part of the text");
        size += entry.block.size;
    }
    require(page.elements.empty() || page.elements[0].size == size, "the root holds all text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string page = decode_text(text_of(data, size));
    const HtmlDocument document(page);
    const std::string whole = text_of_html(page);
    require(is_utf8(whole), "all text is UTF-8");
    const PageHints hints{std::string_view(whole).substr(0, whole.find('\n')), "", ""};
    if (document.root()) check_table(read_page_blocks(document.root(), hints));
    const std::string text = main_text(document, hints);
    require(is_utf8(text), "the article is UTF-8");
    require(text.size() <= whole.size(), "the article is a part of the page");
    require(text == main_text(document, hints), "reading changes nothing");
    return 0;
}
