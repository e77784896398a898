// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/mime.h"

#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t headers_max = 2000;
constexpr std::size_t boundary_bytes_max = 256;

/// The line at the front without its end, and how many bytes it takes with it.
std::string_view first_line(std::string_view text, std::size_t& used) {
    const std::size_t end = text.find('\n');
    used = end == std::string_view::npos ? text.size() : end + 1;
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

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
        const std::string_view line = first_line(text, used);
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

/// "=?" charset "?" B or Q "?" text "?="
struct EncodedWord {
    std::string charset;
    std::string bytes;
    std::size_t size = 0;  ///< of the whole as written
};

std::string decode_q(std::string_view text) {
    std::string spaced(text);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    return decode_quoted_printable(spaced);
}

std::optional<EncodedWord> encoded_word(std::string_view text) {
    constexpr std::size_t word_bytes_max = 2000;  // 75 by the standard, which many ignore
    if (!text.starts_with("=?")) return {};
    text = text.substr(0, word_bytes_max);
    const std::size_t charset_end = text.find('?', 2);
    if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?')
        return {};
    const std::size_t begin = charset_end + 3;
    const std::size_t end = text.find("?=", begin);
    if (end == std::string_view::npos) return {};
    const char encoding = text[charset_end + 1];
    const std::string_view content = text.substr(begin, end - begin);
    EncodedWord word;
    if (encoding == 'B' || encoding == 'b')
        word.bytes = decode_base64(content);
    else if (encoding == 'Q' || encoding == 'q')
        word.bytes = decode_q(content);
    else
        return {};
    std::string_view charset = text.substr(2, charset_end - 2);
    word.charset = charset.substr(0, charset.find('*'));  // RFC 2231 appends a language
    word.size = end + 2;
    return word;
}

/// Appends decoded text of words that follow each other: white space between them is dropped, and a character may be
/// split between two of one charset.
std::size_t append_words(std::string_view text, std::string& out) {
    std::size_t used = 0;
    std::string bytes;
    std::string charset;
    for (;;) {
        std::size_t next = used;
        while (used > 0 && next < text.size() && (text[next] == ' ' || text[next] == '\t')) ++next;
        auto word = encoded_word(text.substr(next));
        if (!word) break;
        if (!bytes.empty() && !equals_blind(charset, word->charset)) {
            out += decode_text(bytes, charset);
            bytes.clear();
        }
        charset = std::move(word->charset);
        bytes += word->bytes;
        used = next + word->size;
    }
    out += decode_text(bytes, charset);
    return used;
}

std::string unfolded(std::string_view value) {
    std::string line;
    for (const char c : value)
        if (c != '\r' && c != '\n') line += c;
    return std::string(trimmed(line));
}

}  // namespace

std::string decode_header(std::string_view value) {
    const std::string line = unfolded(value);
    const std::string_view text = line;
    std::string out;
    std::string raw;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t next = std::min(text.find("=?", i), text.size());
        raw += text.substr(i, next - i);
        i = next;
        if (i == text.size()) break;
        std::string words;
        const std::size_t used = append_words(text.substr(i), words);
        if (used == 0) {
            raw += text[i++];
            continue;
        }
        out += decode_text(std::exchange(raw, {})) + words;
        i += used;
    }
    return out + decode_text(raw);
}

namespace {

int hexadecimal_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/// Bytes written as a mark and two hexadecimal digits.
std::string decode_escapes(std::string_view text, char mark) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = i + 2 < text.size() ? hexadecimal_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexadecimal_digit(text[i + 2]) : -1;
        if (text[i] != mark || low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
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
    const std::string line = unfolded(found->value);
    if (std::string plain = raw_parameter(line, parameter); !plain.empty()) return decode_header(plain);
    const std::string extended = raw_parameter(line, std::string(parameter) + "*");
    const std::size_t charset_end = extended.find('\'');
    const std::size_t language_end =
        charset_end == std::string::npos ? charset_end : extended.find('\'', charset_end + 1);
    if (language_end == std::string::npos) return {};
    return decode_text(decode_escapes(std::string_view(extended).substr(language_end + 1), '%'),
                       std::string_view(extended).substr(0, charset_end));
}

std::string decode_base64(std::string_view text) {
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        int digit = -1;
        if (c >= 'A' && c <= 'Z') digit = c - 'A';
        if (c >= 'a' && c <= 'z') digit = c - 'a' + 26;
        if (c >= '0' && c <= '9') digit = c - '0' + 52;
        if (c == '+' || c == '-') digit = 62;
        if (c == '/' || c == '_') digit = 63;
        if (digit < 0) continue;
        held = (held << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFFF;
        if ((bits += 6) < 8) continue;
        bits -= 8;
        out += static_cast<char>(held >> bits & 0xFF);
    }
    return out;
}

std::string decode_quoted_printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        std::size_t used = 0;
        std::string_view line = first_line(text, used);
        const bool ends = used > 0 && text[used - 1] == '\n';
        text.remove_prefix(used);
        if (ends)  // spaces at a line's end were added on the way
            while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
        const bool soft = line.ends_with('=');
        if (soft) line.remove_suffix(1);
        out += decode_escapes(line, '=');
        if (ends && !soft) out += '\n';
    }
    return out;
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
        const std::string line = type ? unfolded(type->value) : std::string();
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
            const std::string_view line = first_line(text.substr(at), used);
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
