// SPDX-License-Identifier: GPL-3.0-or-later
// Mail and JSON among texts.
#include "indexer/formats/recognize_parts.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace broadsheet {
namespace {

constexpr auto npos = std::string_view::npos;

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

/// What the header lines at the front of a text say, as far as it tells mail from an article.
struct Headers {
    int lines = 0;
    int of_transport = 0;  ///< that only mail programs write
    bool from = false, from_address = false, to = false, subject = false, date = false;
    bool title = false;
    bool saved_page = false;  ///< what browsers say of a page that they save
    std::string content_type;
};

bool is_transport_header(std::string_view name) {
    static constexpr std::array<std::string_view, 20> names{"received",     "message-id",
                                                            "return-path",  "mime-version",
                                                            "delivered-to", "dkim-signature",
                                                            "in-reply-to",  "content-transfer-encoding",
                                                            "references",   "reply-to",
                                                            "x-mailer",     "list-id",
                                                            "newsgroups",   "x-original-to",
                                                            "received-spf", "user-agent",
                                                            "envelope-to",  "authentication-results",
                                                            "sender",       "x-mimeole"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

void take_header(std::string_view name, std::string_view value, Headers& headers) {
    ++headers.lines;
    headers.of_transport += is_transport_header(name);
    if (name == "from") {
        headers.from = true;
        headers.from_address = value.find('@') != npos;
        headers.saved_page = headers.saved_page || value.starts_with("<Saved by");
    }
    headers.to = headers.to || name == "to" || name == "cc" || name == "bcc";
    headers.subject = headers.subject || name == "subject";
    headers.date = headers.date || name == "date";
    headers.title = headers.title || name == "title" || name == "headline";
    headers.saved_page = headers.saved_page || name == "snapshot-content-location";
    if (name == "content-type") headers.content_type = ascii_lower(value);
}

/// Reads "Name: value" lines and what is indented below them, to the first line that is neither.
Headers read_headers(std::string_view text) {
    Headers headers;
    std::string name;
    std::string value;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) {
            if (name.empty()) break;
            value += line;
            continue;
        }
        if (!name.empty()) take_header(name, trimmed(value), headers);
        name.clear();
        const std::size_t colon = line.find(':');
        if (colon == npos || colon == 0 || colon > 60) break;
        const std::string_view written = line.substr(0, colon);
        if (std::any_of(written.begin(), written.end(), [](char c) { return c <= ' ' || c == 127; })) break;
        name = ascii_lower(written);
        value = line.substr(colon + 1);
    }
    if (!name.empty()) take_header(name, trimmed(value), headers);
    return headers;
}

bool is_mail(const Headers& headers, std::string_view extension) {
    if (headers.title) return false;
    if (extension == "eml") return headers.lines != 0;
    if (headers.of_transport >= 2) return true;
    if (headers.of_transport == 1 && (headers.from || headers.to || headers.subject)) return true;
    return headers.from && (headers.to || headers.from_address) && (headers.subject || headers.date);
}

bool is_saved_page(const Headers& headers, std::string_view extension) {
    const bool named = extension == "mht" || extension == "mhtml";
    if (headers.saved_page || (named && !headers.content_type.empty())) return true;
    // A mail with pictures in it is multipart/related, too, but it was sent to somebody.
    return headers.content_type.starts_with("multipart/related") && !headers.to && extension != "eml";
}

/// "From fisher@harbour.example Tue Jan 28 07:15:00 2025": a time, a year at the end.
bool is_mbox_line(std::string_view line) {
    if (!line.starts_with("From ")) return false;
    const std::string_view rest = trimmed(line.substr(5));
    const std::size_t colon = rest.find(':');
    if (colon == npos || colon == 0 || !std::isdigit(static_cast<unsigned char>(rest[colon - 1]))) return false;
    return std::count_if(rest.begin(), rest.end(), [](unsigned char c) { return std::isdigit(c); }) >= 9;
}

/// True if what follows `{` or `[` can be JSON.
bool begins_as_json(std::string_view text) {
    const std::string_view inside = trimmed(text.substr(1));
    if (text.front() == '{') return inside.empty() || inside.front() == '"' || inside.front() == '}';
    return inside.empty() || inside.find_first_of("{[\"]") == 0;
}

bool is_json_lines(std::string_view text, std::string_view extension) {
    const std::size_t end = text.find('\n');
    const std::string_view first = trimmed(text.substr(0, end));
    const std::string_view rest = end == npos ? std::string_view() : trimmed(text.substr(end));
    if (text.front() == '{' && first.ends_with('}') && rest.starts_with('{')) return true;
    const bool named = extension == "jsonl" || extension == "ndjson";
    return named && text.front() == '{' && (first.size() > 2 || rest.starts_with('{'));
}

}  // namespace

std::optional<Format> recognize_mail(std::string_view text, std::string_view extension) {
    std::string_view rest = text;
    const std::string_view first = take_line(rest);
    if (first.starts_with("From ")) {
        const Headers headers = read_headers(rest);
        const bool mail = is_mail(headers, {}) || (extension == "mbox" && headers.lines != 0);
        return is_mbox_line(first) && (mail || headers.lines >= 2) ? std::optional(Format::mbox) : std::nullopt;
    }
    const Headers headers = read_headers(text);
    if (headers.lines == 0) return {};
    if (is_saved_page(headers, extension)) return Format::mhtml;
    return is_mail(headers, extension) ? std::optional(Format::email) : std::nullopt;
}

std::optional<Format> recognize_json(std::string_view text, std::string_view extension) {
    if (is_json_lines(text, extension)) return Format::jsonl;
    return begins_as_json(text) ? std::optional(Format::json) : std::nullopt;
}

}  // namespace broadsheet
