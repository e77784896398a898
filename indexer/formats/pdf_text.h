// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What pdftotext prints of a PDF, as an article.

#include "indexer/formats/format.h"

#include <string_view>

namespace broadsheet {

/// `html` is the output of `pdftotext -htmlmeta -enc UTF-8`: a head with the file's metadata, then the pages in <pre>.
/// Gives the sink one article, or a problem if there is no text.
void deliver_pdf_text(std::string_view html, const InputInfo& info, ArticleSink& sink);

}  // namespace broadsheet
