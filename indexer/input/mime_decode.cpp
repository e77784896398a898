// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/mime_decode.h"

#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace broadsheet {
namespace {

int hexadecimal_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
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

}  // namespace

std::string_view take_line(std::string_view text, std::size_t& used) {
    const std::size_t end = text.find('\n');
    used = end == std::string_view::npos ? text.size() : end + 1;
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

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

std::string unfold_header(std::string_view value) {
    std::string line;
    for (const char c : value)
        if (c != '\r' && c != '\n') line += c;
    return std::string(trimmed(line));
}

std::string decode_header(std::string_view value) {
    const std::string line = unfold_header(value);
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
        std::string_view line = take_line(text, used);
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

}  // namespace broadsheet
