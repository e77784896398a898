// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown: front matter and the text without its marks.
#include "indexer/extract/address_date.h"
#include "indexer/formats/front_matter.h"
#include "indexer/formats/markdown_text.h"
#include "indexer/formats/readers.h"
#include "indexer/input/clean_text.h"

#include <utility>

namespace broadsheet {

void read_markdown(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const auto text = read_whole_text(stream, sink, info.charset);
    if (!text) return;
    RecordFields fields;
    const std::string_view rest = read_front_matter(*text, fields);
    Article article = fields.article(DateSource::header);
    MarkdownText plain = text_of_markdown(rest);
    if (article.title.empty())
        article.title = plain.heading;
    else if (!plain.heading.empty() && clean_line(plain.heading) != article.title)
        plain.body.insert(0, plain.heading + "\n\n");
    article.body += plain.body;
    if (!article.published.known()) article.published = date_in_file_name(info.path).value_or(Date{});
    deliver(std::move(article), "", info, sink);
}

}  // namespace broadsheet
