// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which parts of a message are its text, which are attachments, and which messages are saved pages.

#include "indexer/formats/format.h"
#include "indexer/input/mime.h"

#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// Pointers into the message; nullptr if it has no such part.
struct MailParts {
    const MimePart* plain = nullptr;  ///< the first one that is shown in the mail itself
    const MimePart* html = nullptr;
    std::vector<const MimePart*> attachments;
};
MailParts mail_parts(const MimePart& mail);

/// The attachment's name as its sender wrote it; empty if it has none.
std::string file_name_of(const MimePart& part);

/// No value for pictures, calendars, signatures and whatever isn't read.
std::optional<Format> format_of_attachment(const MimePart& part, std::string_view bytes);

/// True for what may hold an article although we can't read it, as Word does.
bool is_document(const MimePart& part);

/// A page that a browser saved as MHTML, or a part of a mail that is one.
bool is_saved_page(const MimePart& mail);
void read_saved_page(const MimePart& page, const InputInfo& info, const std::string& place, ArticleSink& sink);

/// One message with all that it brings. Locations begin with `place`.
void read_mail_message(std::string_view message, const InputInfo& info, const std::string& place, ArticleSink& sink);

}  // namespace broadsheet
