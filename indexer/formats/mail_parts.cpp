// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/mail_parts.h"

#include "indexer/input/clean_text.h"

namespace broadsheet {
namespace {

bool is_attached(const MimePart& part) {
    if (ascii_lower(part.header("content-disposition")).starts_with("attachment")) return true;
    return !file_name_of(part).empty();
}

void collect(const MimePart& part, MailParts& found) {
    if (part.media_type.starts_with("multipart/")) {
        for (const MimePart& inner : part.parts) collect(inner, found);
    } else if (part.media_type == "text/plain" && !found.plain && !is_attached(part)) {
        found.plain = &part;
    } else if (part.media_type == "text/html" && !found.html && !is_attached(part)) {
        found.html = &part;
    } else if (is_attached(part) || part.media_type == "message/rfc822") {
        found.attachments.push_back(&part);
    }
}

}  // namespace

MailParts mail_parts(const MimePart& mail) {
    MailParts found;
    collect(mail, found);
    return found;
}

std::string file_name_of(const MimePart& part) {
    std::string name = part.parameter("content-disposition", "filename");
    if (name.empty()) name = part.parameter("content-type", "name");
    return clean_line(name);
}

std::optional<Format> format_of_attachment(const MimePart& part, std::string_view bytes) {
    const std::string& type = part.media_type;
    for (const std::string_view family :
         {"image/", "audio/", "video/", "font/", "text/calendar", "text/vcard", "text/x-vcard", "application/pgp",
          "application/pkcs7", "application/x-pkcs7"})
        if (type.starts_with(family)) return {};
    if (trimmed(bytes).empty()) return {};
    const std::string name = file_name_of(part);
    if (!name.empty() && !worth_reading(name)) return {};
    if (bytes.starts_with("%PDF-")) return Format::pdf;
    const auto format = recognize(bytes.substr(0, 64 * 1024), name);
    // Messages in messages are parts already, as deep as they may be; containers here would never end.
    const bool container =
        format == Format::email || format == Format::mbox || format == Format::mhtml || format == Format::warc;
    return container ? std::nullopt : format;
}

bool is_document(const MimePart& part) {
    const std::string& type = part.media_type;
    return type == "application/msword" || type == "application/rtf" || type == "text/rtf" ||
           type == "application/zip" || type == "application/epub+zip" || type.starts_with("application/vnd.o") ||
           type.starts_with("application/vnd.ms") || type == "application/octet-stream" || type == "application/pdf";
}

}  // namespace broadsheet
