// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The readers of the single formats, and the step that every article takes on its way to the sink.

#include "indexer/formats/format.h"

#include <string>

namespace broadsheet {

/// The largest file that is read as one whole, which takes some six times its size; formats of many records are
/// streamed.
inline constexpr std::size_t whole_file_bytes_max = std::size_t{40} * 1024 * 1024;
/// The largest single record of a streamed format.
inline constexpr std::size_t record_bytes_max = std::size_t{64} * 1024 * 1024;

void read_plain_text(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_markdown(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_html(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_json(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_jsonl(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
/// Columns by the first line; `tabs` for TSV, else the separator is guessed from it.
void read_csv(ByteStream& stream, bool tabs, const InputInfo& info, ArticleSink& sink);
void read_feed(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_alto(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_mets(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_newsml_g2(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_nitf(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_reuters_sgml(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_warc(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_email(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_mbox(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_mhtml(ByteStream& stream, const InputInfo& info, ArticleSink& sink);
void read_pdf(ByteStream& stream, const InputInfo& info, ArticleSink& sink);

/// The bytes of a whole file, or no value after a problem went to the sink.
std::optional<std::string> read_whole(ByteStream& stream, ArticleSink& sink);

/// The decoded text of a whole file, or no value after a problem (too large, not text, empty) went to the sink.
/// `charset` is the declared one, if any.
std::optional<std::string> read_whole_text(ByteStream& stream, ArticleSink& sink, std::string_view charset = {});

/// Completes an article (clean body, title, dateline, language, no date in the future) and gives it to the sink;
/// one without any text becomes a problem.
void deliver(Article article, std::string location, const InputInfo& info, ArticleSink& sink);

}  // namespace broadsheet
