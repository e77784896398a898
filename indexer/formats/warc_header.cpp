// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/warc_header.h"

#include "indexer/formats/http_response.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

bool is_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_ip_address(std::string_view text) {
    return !text.empty() && text.size() < 64 && text.find_first_not_of("0123456789abcdefABCDEF.:-[]%") == text.npos;
}

std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

/// "20140216050221" as "2014-02-16T05:02:21Z"; hours and seconds may be missing.
std::string with_separators(std::string_view digits) {
    constexpr std::string_view marks = "--T::";  // each before two more digits
    std::string date(digits.substr(0, 4));
    std::size_t at = 4;
    for (const char mark : marks) {
        if (at + 2 > digits.size() || (at == 8 && digits.size() < 12)) break;
        date += mark;
        date += digits.substr(at, 2);
        at += 2;
    }
    if (at >= 12) date += 'Z';
    return date;
}

/// Wget writes addresses as <http://…>.
std::string without_angles(std::string value) {
    if (value.size() >= 2 && value.front() == '<' && value.back() == '>') return value.substr(1, value.size() - 2);
    return value;
}

std::string* text_field(std::string_view name, WarcRecord& record) {
    const std::array<std::pair<std::string_view, std::string WarcRecord::*>, 9> fields{{
        {"warc-type", &WarcRecord::type},
        {"warc-record-id", &WarcRecord::id},
        {"warc-target-uri", &WarcRecord::uri},
        {"content-type", &WarcRecord::content_type},
        {"warc-payload-digest", &WarcRecord::payload_digest},
        {"warc-refers-to", &WarcRecord::refers_to},
        {"warc-refers-to-target-uri", &WarcRecord::refers_to_uri},
        {"warc-refers-to-date", &WarcRecord::refers_to_date},
        {"warc-date", &WarcRecord::date},
    }};
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.first == name; });
    return found == fields.end() ? nullptr : &(record.*found->second);
}

}  // namespace

bool read_arc_line(std::string_view bytes, WarcRecord& record) {
    const std::size_t end = bytes.substr(0, arc_line_bytes_max).find('\n');
    if (end == std::string_view::npos) return false;
    const std::string_view line = trimmed(bytes.substr(0, end));
    if (line.find(':') > 64) return false;
    // Addresses may hold spaces, and versions 1 and 2 differ in what follows the type: the date after an IP address
    // tells where everything is.
    std::size_t date_begin = line.find(' ');
    std::size_t ip_begin = 0;
    for (;;) {
        if (date_begin == std::string_view::npos) return false;
        const std::size_t date_end = std::min(line.find(' ', ++date_begin), line.size());
        const std::size_t digits = date_end - date_begin;
        if (ip_begin > 0 && digits >= 8 && digits <= 20 && is_digits(line.substr(date_begin, digits)) &&
            is_ip_address(line.substr(ip_begin, date_begin - 1 - ip_begin)))
            break;
        ip_begin = date_begin;
        date_begin = line.find(' ', date_begin);
    }
    const std::size_t type_begin = line.find(' ', date_begin);
    const std::size_t length_begin = line.rfind(' ') + 1;
    if (type_begin == std::string_view::npos || length_begin <= type_begin + 1) return false;
    const auto length = read_number(line.substr(length_begin));
    if (!length) return false;
    record.uri = clean_line(line.substr(0, ip_begin - 1));
    record.date = with_separators(line.substr(date_begin, std::min<std::size_t>(type_begin - date_begin, 14)));
    record.content_type = clean_line(line.substr(type_begin + 1, line.find(' ', type_begin + 1) - type_begin - 1));
    record.type = record.uri.starts_with("filedesc:") ? "warcinfo" : "response";
    record.block_bytes = *length;
    return true;
}

std::string read_warc_header(std::string_view header, WarcRecord& record) {
    std::size_t used = 0;
    std::optional<std::uint64_t> length;
    const std::size_t line_end = std::min(header.find('\n'), header.size() - 1);
    for (auto& [name, value] : read_header_lines(header.substr(line_end + 1), used)) {
        if (name == "content-length") length = read_number(value);
        if (name == "warc-truncated") record.truncated = true;
        if (name == "warc-segment-number") record.continued = value != "1";
        std::string* field = text_field(name, record);
        if (field && field->empty()) *field = clean_line(value);
    }
    record.type = ascii_lower(record.type);
    record.uri = without_angles(std::move(record.uri));
    record.refers_to_uri = without_angles(std::move(record.refers_to_uri));
    if (!length) return "its header has no Content-Length that is a number";
    if (record.type.empty()) return "its header has no WARC-Type";
    record.block_bytes = *length;
    return {};
}

}  // namespace broadsheet
