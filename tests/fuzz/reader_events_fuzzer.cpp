// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a reader that has been taken over sends, what is let through are plain articles of their true size, and the
// rest is refused.

#include "engine/analysis/plain_text.h"
#include "indexer/ingest/reader_messages.h"
#include "tests/fuzz/property.h"

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

template <typename Decode>
void check_refusal(Decode decode) {
    try {
        decode();
    } catch (const MessageFault&) {
    }
}

void check_news(std::string_view bytes) {
    const FileNews news = decode_news(bytes, "/in/a.jsonl");
    for (const PreparedArticle& prepared : news.articles) {
        const std::string body = prepared.is_complete() ? decompress_body(prepared.compressed_body,
                                                                          static_cast<std::size_t>(prepared.body_bytes))
                                                        : prepared.article.body;
        require(is_plain_text(body), "a body is plain text");
        require(is_plain_text(prepared.article.title), "a title is plain text");
        require(body.size() == static_cast<std::size_t>(prepared.body_bytes), "a body is as long as it is said to be");
        Article article = prepared.article;
        article.body = body;
        const PreparedArticle made = prepare(std::move(article), "/in/a.jsonl", prepared.location);
        require(made.content_hash == prepared.content_hash, "hashes are of what is there");
        require(made.identity == prepared.identity, "identities are of what is there");
    }
    for (const RejectedInput& input : news.rejected) require(is_plain_text(input.reason), "a reason is plain text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = text_of(data, size);
    check_refusal([&] { check_news(bytes); });
    check_refusal([&] { decode_activity(bytes); });
    check_refusal([&] { require(is_plain_text(decode_columns(bytes).columns), "columns are plain text"); });
    check_refusal([&] { require(decode_pdf_request(bytes).bytes.size() <= bytes.size(), "a PDF is within"); });
    check_refusal([&] { decode_ready(bytes); });
    return 0;
}
