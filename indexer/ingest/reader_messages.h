// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an indexing process and its confined reader say to each other, and how it is written down. The reader may have
// been taken over by what it read: whatever it sends is checked here, by value and by amount, before anyone uses it.

#include "engine/record/prepared.h"
#include "indexer/formats/pdf_program.h"
#include "indexer/ingest/file_event.h"
#include "indexer/input/confinement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// The message can't be what it says that it is.
struct MessageFault {};

enum class ToReader : std::uint8_t { start = 1, file = 2, pdf_text = 3 };
enum class FromReader : std::uint8_t { ready = 1, news = 2, activity = 3, columns = 4, pdf = 5 };

struct ReaderStart {
    unsigned jobs = 1;
    std::optional<Format> format;
    std::int64_t now_s = 0;
    std::string map;            ///< as FieldMap::parse() takes it
    bool show_columns = false;  ///< whether anybody asks
    ConfinementLimits limits;
};

/// A file to be read; its descriptor comes along.
struct FileOrder {
    std::uint32_t number = 0;
    bool alone = false;  ///< nothing else is being read: it may have all the memory there is
    std::string path;    ///< for names; never opened
    std::vector<std::int64_t> known_contents;
};

/// What became of a piece of a file. Its articles are verified, and their hashes made anew.
struct FileNews {
    std::uint32_t number = 0;
    std::uint64_t bytes_read = 0;  ///< of the file until now
    std::vector<PreparedArticle> articles;
    std::vector<RejectedInput> rejected;
    bool ended = false;
    std::string format;  ///< of the last news
};

/// How far a file that has been begun is.
struct FileActivity {
    std::uint32_t number = 0;
    std::uint64_t bytes_read = 0;
    std::uint64_t pieces = 0;  ///< sent
};

struct ColumnsShown {
    std::string path;
    std::string columns;
};

/// What is asked of pdftotext and what it says, by the number of the request.
struct PdfRequest {
    std::uint32_t number = 0;
    std::string_view bytes;
};
struct PdfReply {
    std::uint32_t number = 0;
    PdfText text;
};

std::string encode(const ReaderStart& start);
std::string encode(const FileOrder& order);
std::string encode(const Confinement& confinement);
std::string encode(const std::vector<FileActivity>& activity);
std::string encode(const ColumnsShown& shown);
std::string encode(const PdfRequest& request);
std::string encode(const PdfReply& reply);
/// As many messages as bounds of size ask for, in order. An article that is too large for any becomes a problem.
std::vector<std::string> encode_news(const FileEvent& event);

// Each throws MessageFault.
ReaderStart decode_start(std::string_view payload);
FileOrder decode_order(std::string_view payload);
Confinement decode_ready(std::string_view payload);
/// The file's number alone, to know the path that decode_news() wants.
std::uint32_t number_of_news(std::string_view payload);
FileNews decode_news(std::string_view payload, std::string_view path);
std::vector<FileActivity> decode_activity(std::string_view payload);
ColumnsShown decode_columns(std::string_view payload);
PdfRequest decode_pdf_request(std::string_view payload);
PdfReply decode_pdf_reply(std::string_view payload);

}  // namespace broadsheet
