// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever pdftotext prints, it becomes a clean article or a problem.

#include "indexer/formats/pdf_text.h"
#include "tests/fuzz/checked_sink.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    broadsheet::test::CheckedSink sink(1);
    broadsheet::deliver_pdf_text(broadsheet::test::text_of(data, size), {"input", broadsheet::test::fuzz_now_s}, sink);
    return 0;
}
