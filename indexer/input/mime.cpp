// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/mime.h"

#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"
#include "indexer/input/mime_decode.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t headers_max = 2000;
constexpr std::size_t boundary_bytes_max = 256;

bool is_header_name(std::string_view name) {
    return !name.empty() && name.size() <= 100 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
}

/// Takes the headers and the empty line after them from the front.
std::vector<MimeHeader> take_headers(std::string_view& text) {
    std::vector<MimeHeader> headers;
    bool folded_into_known = false;
    while (!text.empty()) {
        std::size_t used = 0;
        const std::string_view line = take_line(text, used);
        if (line.empty()) {
            text.remove_prefix(used);
            break;
        }
        if (line.front() == ' ' || line.front() == '\t') {
            if (folded_into_known) {
                std::string_view& value = headers.back().value;
                value = {value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data())};
            }
            text.remove_prefix(used);
            continue;
        }
        const std::size_t colon = line.find(':');
        const std::string_view name = trimmed(line.substr(0, colon));
        if (colon == std::string_view::npos || !is_header_name(name)) {
            if (!line.starts_with("From ") && !line.starts_with(">From ")) break;  // a body without an empty line
            text.remove_prefix(used);
            continue;
        }
        folded_into_known = headers.size() < headers_max;
        if (folded_into_known) headers.push_back({ascii_lower(name), line.substr(colon + 1)});
        text.remove_prefix(used);
    }
    return headers;
}

/// The raw value of a parameter in an unfolded header; empty if it is absent.
std::string raw_parameter(std::string_view header, std::string_view name) {
    bool quoted = false;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i] == '"') quoted = !quoted;
        if (quoted && header[i] == '\\') ++i;
        if (quoted || i >= header.size() || header[i] != ';') continue;
        const std::string_view rest = header.substr(i + 1);
        const std::size_t equals = rest.find_first_of("=;\"");
        if (equals == std::string_view::npos || rest[equals] != '=') continue;
        if (!equals_blind(trimmed(rest.substr(0, equals)), name)) continue;
        std::string_view value = trimmed(rest.substr(equals + 1));
        if (!value.starts_with('"')) return std::string(trimmed(value.substr(0, value.find_first_of("; \t"))));
        std::string out;
        for (std::size_t at = 1; at < value.size() && value[at] != '"'; ++at) {
            if (value[at] == '\\' && at + 1 < value.size()) ++at;
            out += value[at];
        }
        return out;
    }
    return {};
}

}  // namespace

const MimeHeader* MimePart::find(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return h.name == name; });
    return found == headers.end() ? nullptr : &*found;
}

std::string MimePart::header(std::string_view name) const {
    const MimeHeader* found = find(name);
    return found ? clean_line(decode_header(found->value)) : std::string();
}

std::string MimePart::parameter(std::string_view name, std::string_view parameter) const {
    const MimeHeader* found = find(name);
    if (!found) return {};
    const std::string line = unfold_header(found->value);
    if (std::string plain = raw_parameter(line, parameter); !plain.empty()) return decode_header(plain);
    const std::string extended = raw_parameter(line, std::string(parameter) + "*");
    const std::size_t charset_end = extended.find('\'');
    const std::size_t language_end =
        charset_end == std::string::npos ? charset_end : extended.find('\'', charset_end + 1);
    if (language_end == std::string::npos) return {};
    return decode_text(decode_escapes(std::string_view(extended).substr(language_end + 1), '%'),
                       std::string_view(extended).substr(0, charset_end));
}

std::string decoded_body(const MimePart& part) {
    const std::string encoding = ascii_lower(part.header("content-transfer-encoding"));
    if (encoding == "base64") return decode_base64(part.body);
    if (encoding == "quoted-printable") return decode_quoted_printable(part.body);
    return std::string(part.body);
}

namespace {

/// Parses a part and those in it. `parts_left` bounds them all together.
class Parser {
public:
    MimePart parse(std::string_view text, int depth, std::string_view default_type) {
        MimePart part;
        part.headers = take_headers(text);
        part.body = text;
        const MimeHeader* type = part.find("content-type");
        const std::string line = type ? unfold_header(type->value) : std::string();
        part.media_type = ascii_lower(trimmed(std::string_view(line).substr(0, line.find(';'))));
        if (part.media_type.find('/') == std::string::npos) part.media_type = default_type;
        if (depth >= mime_depth_max) return part;
        if (part.media_type.starts_with("multipart/")) {
            split(part, raw_parameter(line, "boundary"), depth);
        } else if (part.media_type == "message/rfc822" && take_one()) {
            part.parts.push_back(parse(part.body, depth + 1, "text/plain"));
        }
        return part;
    }

private:
    bool take_one() { return parts_left_ > 0 && parts_left_-- > 0; }

    void split(MimePart& whole, const std::string& boundary, int depth) {
        if (boundary.empty() || boundary.size() > boundary_bytes_max) return;
        const std::string_view default_type = whole.media_type == "multipart/digest" ? "message/rfc822" : "text/plain";
        const std::string mark = "--" + boundary;
        std::optional<std::size_t> begin;
        const std::string_view text = whole.body;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t used = 0;
            const std::string_view line = take_line(text.substr(at), used);
            const std::string_view rest = line.starts_with(mark) ? trimmed(line.substr(mark.size())) : "no mark";
            if (rest.empty() || rest == "--") {
                if (begin) add(whole, text.substr(*begin, at - *begin), depth, default_type);
                begin = rest.empty() ? std::optional(at + used) : std::nullopt;
                if (!begin) return;
            }
            at += used;
        }
        if (begin) add(whole, text.substr(*begin), depth, default_type);  // cut off
    }

    /// The line end before a mark belongs to the mark.
    void add(MimePart& whole, std::string_view text, int depth, std::string_view default_type) {
        if (text.ends_with('\n')) text.remove_suffix(1);
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (take_one()) whole.parts.push_back(parse(text, depth + 1, default_type));
    }

    std::size_t parts_left_ = mime_parts_max;
};

}  // namespace

MimePart parse_mime(std::string_view message) {
    return Parser().parse(message, 0, "text/plain");
}

}  // namespace broadsheet
