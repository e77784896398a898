// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/clean_text.h"

#include "engine/analysis/utf8.h"
#include "indexer/input/charset.h"

#include <libxml/HTMLparser.h>
#include <unicode/uchar.h>
#include <unicode/utf.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

namespace broadsheet {
namespace {

/// Characters that no reader sees and no query holds. Joiners stay: Persian, Indic scripts and emoji need them.
bool is_invisible(UChar32 c) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
    if (c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF) return true;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return true;  // direction overrides
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);                  // noncharacters
}

/// True for printable ASCII with single spaces, and none at the ends: what most lines are. Eight bytes at a time.
bool is_clean(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t highest = 0x80 * ones;
    if (text.empty()) return true;
    if (text.front() == ' ' || text.back() == ' ') return false;
    std::uint64_t space_before = 0;  // the highest bit of the lowest byte, if the byte before it is a space
    for (std::size_t at = 0; at < text.size(); at += 8) {
        std::uint64_t bytes = 'x' * ones;
        std::memcpy(&bytes, text.data() + at, std::min<std::size_t>(8, text.size() - at));
        // Below the space, what is taken away borrows; DEL carries into the highest bit; beyond ASCII it is set.
        if (((bytes - ' ' * ones) | (bytes + ones) | bytes) & highest) return false;
        const std::uint64_t spaces = ~((bytes ^ ' ' * ones) + 0x7F * ones) & highest;
        if (spaces & (spaces << 8 | space_before)) return false;
        space_before = spaces >> 56;
    }
    return true;
}

std::string fold_spaces(const std::string& text) {
    std::string out;
    out.reserve(text.size());
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        const Decoded decoded = decode_utf8(text, i);
        const auto c = static_cast<UChar32>(decoded.character);
        const std::size_t begin = std::exchange(i, i + decoded.bytes);
        if (c > ' ' && c < 0x7F) {
            if (space) out += ' ';
            space = false;
            out += static_cast<char>(c);
            continue;
        }
        if ((c >= 9 && c <= 13) || c == 0x85 || u_isUWhiteSpace(c)) {
            space = !out.empty();
            continue;
        }
        if (is_invisible(c)) continue;
        if (space) out += ' ';
        space = false;
        out.append(text, begin, decoded.bytes);
    }
    return out;
}

/// "&amp;" and the like at the front of `text`: the code point and how many bytes it takes; {0, 0} if it is no entity.
struct Entity {
    UChar32 code_point = 0;
    std::size_t size = 0;
};

/// What browsers make of the numbers 128 to 159: windows-1252, which those who wrote them meant.
UChar32 windows_1252(UChar32 c) {
    static constexpr UChar32 table[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                          0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? table[c - 0x80] : c;
}

Entity numeric_entity(std::string_view text) {
    const bool hexadecimal = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    const std::size_t begin = hexadecimal ? 3 : 2;
    std::size_t i = begin;
    UChar32 value = 0;
    for (; i < text.size() && i < begin + 8; ++i) {
        const int digit = u_digit(static_cast<unsigned char>(text[i]), hexadecimal ? 16 : 10);
        if (digit < 0 || static_cast<unsigned char>(text[i]) > 127) break;
        value = std::min<UChar32>(value * (hexadecimal ? 16 : 10) + digit, 0x110000);
    }
    if (i == begin) return {};
    if (i < text.size() && text[i] == ';') ++i;
    if (value > 0x10FFFF || U_IS_SURROGATE(value)) value = 0xFFFD;
    return {windows_1252(value), i};
}

Entity entity_at(std::string_view text) {
    if (text.size() < 3) return {};
    if (text[1] == '#') return numeric_entity(text);
    const std::size_t end = text.substr(0, 12).find(';');
    if (end == std::string_view::npos || end < 3) return {};
    const std::string name(text.substr(1, end - 1));
    if (name == "apos") return {'\'', end + 1};
    const htmlEntityDesc* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()));
    return entity ? Entity{static_cast<UChar32>(entity->value), end + 1} : Entity{};
}

}  // namespace

std::string decode_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t at = std::min(text.find('&'), text.size());
        out.append(text.substr(0, at));
        text.remove_prefix(at);
        if (text.empty()) break;
        const Entity entity = entity_at(text);
        if (entity.size == 0) {
            out += '&';
            text.remove_prefix(1);
            continue;
        }
        if (entity.code_point >= 32 || entity.code_point == '\n' || entity.code_point == '\t')
            append_utf8(out, static_cast<char32_t>(entity.code_point));
        text.remove_prefix(entity.size);
    }
    return out;
}

std::string clean_line(std::string_view text) {
    if (is_clean(text)) return std::string(text);
    return fold_spaces(to_nfc(std::string(text)));
}

std::string clean_line_of_html(std::string_view text) {
    if (text.find('&') == std::string_view::npos) return clean_line(text);
    return clean_line(decode_entities(text));
}

std::string_view trimmed(std::string_view text) {
    static constexpr std::string_view blanks = " \t\r\n\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return lower;
}

bool equals_blind(std::string_view a, std::string_view b) {
    return a.size() == b.size() && ascii_lower(a) == ascii_lower(b);
}

}  // namespace broadsheet
