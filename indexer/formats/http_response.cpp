// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/http_response.h"

#include "indexer/input/clean_text.h"
#include "indexer/input/gzip.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace broadsheet {
namespace {

/// Servers send dozens; what is made of nothing but headers must not fill the memory.
constexpr std::size_t headers_max = 1000;

/// The line at the front without its end; `used` also counts the end.
std::string_view first_line(std::string_view text, std::size_t& used) {
    const std::size_t end = text.find('\n');
    used = end == std::string_view::npos ? text.size() : end + 1;
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// The length of a chunk in hexadecimal; no value if the line is no chunk's head.
std::optional<std::size_t> chunk_length(std::string_view line) {
    line = trimmed(line.substr(0, line.find(';')));
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), length, 16);
    if (line.empty() || error != std::errc() || end != line.data() + line.size()) return {};
    return length;
}

/// The body without its chunks' heads; no value if it isn't in chunks. A damaged or missing end is passed over.
std::optional<std::string> without_chunks(std::string_view body) {
    std::string whole;
    for (bool first = true; !body.empty(); first = false) {
        std::size_t used = 0;
        const auto length = chunk_length(first_line(body, used));
        if (!length && first) return {};
        if (!length || *length == 0) break;
        body.remove_prefix(used);
        whole += body.substr(0, *length);
        body.remove_prefix(std::min(*length, body.size()));
        if (body.starts_with('\r')) body.remove_prefix(1);
        if (body.starts_with('\n')) body.remove_prefix(1);
    }
    return whole;
}

bool is_unpackable(std::string_view coding) {
    return coding == "gzip" || coding == "x-gzip" || coding == "deflate";
}

bool looks_like_text(std::string_view bytes) {
    bytes = bytes.substr(0, 64);
    return std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\r' || c == '\t';
    });
}

/// Undoes one content coding. What isn't packed in spite of the header stays as it is.
void undo_coding(std::string_view coding, std::size_t bytes_max, HttpBody& body) {
    if (coding.empty() || coding == "identity" || body.bytes.empty()) return;
    if (!is_unpackable(coding)) {
        if (looks_like_text(body.bytes)) return;
        body.fault = "its body is compressed with " + clean_line(coding.substr(0, 20)) + ", which is not read";
        return;
    }
    auto unpacked = inflate_body(body.bytes, bytes_max);
    if (!unpacked) return;
    if (!unpacked->whole && unpacked->bytes.size() >= bytes_max)
        body.fault = "its body unpacks to more than " + std::to_string(bytes_max / (1024 * 1024)) + " MiB";
    else if (!unpacked->whole)
        body.fault = "its compressed body is damaged or cut off";
    if (body.unchunked.empty()) body.unchunked = std::move(body.bytes);
    body.bytes = std::move(unpacked->bytes);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> read_header_lines(std::string_view text, std::size_t& used_bytes) {
    std::vector<std::pair<std::string, std::string>> headers;
    used_bytes = 0;
    while (used_bytes < text.size()) {
        std::size_t used = 0;
        const std::string_view line = first_line(text.substr(used_bytes), used);
        used_bytes += used;
        if (line.empty()) break;
        const std::size_t colon = line.find(':');
        if ((line.front() == ' ' || line.front() == '\t') && !headers.empty())
            headers.back().second += ' ' + std::string(trimmed(line));
        else if (colon != std::string_view::npos && headers.size() < headers_max)
            headers.emplace_back(ascii_lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
    }
    return headers;
}

std::string_view ArchivedResponse::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& one) { return one.first == name; });
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<ArchivedResponse> read_http_response(std::string_view block) {
    if (!block.starts_with("HTTP/") && !block.starts_with("HTTP ")) return {};
    ArchivedResponse response;
    std::size_t used = 0;
    const std::string_view status_line = first_line(block, used);
    const std::size_t space = std::min(status_line.find(' '), status_line.size());
    const std::string_view code = trimmed(status_line.substr(space)).substr(0, 3);
    std::from_chars(code.data(), code.data() + code.size(), response.status);
    std::size_t head = 0;
    response.headers = read_header_lines(block.substr(used), head);
    response.body = block.substr(used + head);
    response.whole_head = !response.body.empty() || block.ends_with("\n\n") || block.ends_with("\n\r\n");
    return response;
}

bool has_whole_body(const ArchivedResponse& response) {
    const std::string_view declared = response.header("content-length");
    std::size_t length = 0;
    if (!response.whole_head) return false;
    if (ascii_lower(response.header("transfer-encoding")) == "chunked")
        return trimmed(response.body.substr(response.body.size() - std::min<std::size_t>(response.body.size(), 7))) ==
               "0";
    const auto [end, error] = std::from_chars(declared.data(), declared.data() + declared.size(), length);
    return error == std::errc() && length > 0 && response.body.size() >= length;
}

HttpBody decode_http_body(const ArchivedResponse& response, std::size_t bytes_max) {
    HttpBody body;
    std::string_view raw = response.body;
    std::optional<std::string> joined;
    if (ascii_lower(response.header("transfer-encoding")).find("chunked") != std::string::npos)
        joined = without_chunks(raw);
    body.bytes = joined ? *joined : std::string(raw);
    if (joined) body.unchunked = *joined;
    std::string codings = ascii_lower(response.header("content-encoding"));
    while (!codings.empty() && body.fault.empty()) {  // the last one was put on last
        const std::size_t comma = codings.rfind(',');
        const std::size_t begin = comma == std::string::npos ? 0 : comma + 1;
        undo_coding(trimmed(std::string_view(codings).substr(begin)), bytes_max, body);
        codings.resize(comma == std::string::npos ? 0 : comma);
    }
    return body;
}

std::string media_type_of(std::string_view content_type) {
    return ascii_lower(trimmed(content_type.substr(0, content_type.find_first_of(";,"))));
}

std::string parameter_of(std::string_view header, std::string_view name) {
    for (std::size_t at = header.find(';'); at != std::string_view::npos; at = header.find(';', at)) {
        std::string_view rest = trimmed(header.substr(++at));
        const std::size_t equals = rest.find('=');
        if (equals == std::string_view::npos || !equals_blind(trimmed(rest.substr(0, equals)), name)) continue;
        rest = trimmed(rest.substr(equals + 1));
        if (!rest.starts_with('"')) return std::string(trimmed(rest.substr(0, rest.find_first_of(";, \t\r\n"))));
        std::string value;
        for (std::size_t i = 1; i < rest.size() && rest[i] != '"'; ++i) {
            if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
            value += rest[i];
        }
        return value;
    }
    return {};
}

}  // namespace broadsheet
