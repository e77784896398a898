// SPDX-License-Identifier: GPL-3.0-or-later
// Mailboxes: messages behind "From " lines, which in their texts are written ">From " (mboxo, mboxrd).
#include "indexer/formats/mail_parts.h"
#include "indexer/formats/readers.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace broadsheet {
namespace {

/// "From mei@gazette.example Tue Jan 28 09:30:00 2025": an address, then a time and a year. A sentence that begins with
/// "From" and was not escaped has neither.
bool starts_message(std::string_view line) {
    if (!line.starts_with("From ")) return false;
    line = trimmed(line.substr(5));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return false;
    const std::string_view date = line.substr(space);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::size_t colon = date.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_digit(date[colon - 1])) return false;
    std::size_t run = 0;
    for (const char c : date)
        if (run = is_digit(c) ? run + 1 : 0; run == 4) return true;
    return false;
}

/// The line as it was before the mailbox escaped it.
std::string_view unescaped(std::string_view line) {
    const std::size_t marks = line.find_first_not_of('>');
    return marks != std::string_view::npos && marks > 0 && line.substr(marks).starts_with("From ") ? line.substr(1)
                                                                                                   : line;
}

class MailboxReader {
public:
    MailboxReader(ByteStream& stream, const InputInfo& info, ArticleSink& sink)
        : info_(info), sink_(sink), lines_(stream, record_bytes_max) {}

    void read() {
        std::string_view line;
        bool after_empty = true;
        for (;;) {
            const LineReader::Result result = lines_.next(line);
            if (result == LineReader::Result::end) break;
            if (result == LineReader::Result::too_long) {
                too_large_ = true;
            } else if (after_empty && starts_message(line)) {
                finish();
                ++number_;
            } else {
                add(line);
            }
            after_empty = result == LineReader::Result::line && line.empty();
        }
        finish();
        if (number_ == 0) sink_.problem(Stage::parse, "", "it is no mailbox: no line begins a message");
    }

private:
    void add(std::string_view line) {
        if (number_ == 0) return;  // nothing stands before the first message but empty lines
        if (message_.size() + line.size() > record_bytes_max) too_large_ = true;
        if (too_large_) return message_.clear();
        message_ += unescaped(line);
        message_ += '\n';
    }

    void finish() {
        if (number_ == 0) return;
        std::string place = "message " + std::to_string(number_);
        if (std::exchange(too_large_, false)) {
            message_.clear();
            sink_.problem(Stage::parse, place, "the mail is larger than 64 MiB");
            return;
        }
        auto message = std::make_shared<const std::string>(std::exchange(message_, {}));
        sink_.defer(place, message->size(), [message, place, info = info_](ArticleSink& sink) {
            read_mail_message(*message, info, place, sink);
        });
    }

    const InputInfo& info_;
    ArticleSink& sink_;
    LineReader lines_;
    std::string message_;
    std::size_t number_ = 0;
    bool too_large_ = false;
};

}  // namespace

void read_mbox(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    MailboxReader(stream, info, sink).read();
}

}  // namespace broadsheet
