// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/target.h"

#include <algorithm>
#include <cstdint>

namespace broadsheet {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Decodes one component. `plus_is_space` holds for the query only.
std::optional<std::string> decode(std::string_view raw, bool plus_is_space, std::string& error) {
    std::string decoded;
    decoded.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size(); ++at) {
        char c = raw[at];
        if (c == '+' && plus_is_space) c = ' ';
        if (c == '%') {
            const int high = at + 2 < raw.size() ? hex_value(raw[at + 1]) : -1;
            const int low = high >= 0 ? hex_value(raw[at + 2]) : -1;
            if (low < 0) {
                error = "a % in the address is not followed by two hexadecimal digits; write % itself as %25";
                return std::nullopt;
            }
            c = static_cast<char>(high * 16 + low);
            at += 2;
        }
        if (is_control(c)) {
            error = "the address contains a control character";
            return std::nullopt;
        }
        decoded.push_back(c);
    }
    if (!is_target_utf8(decoded)) {
        error = "the address is not valid UTF-8";
        return std::nullopt;
    }
    return decoded;
}

bool parse_query(std::string_view query, Target& target, std::string& error) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (part.empty()) continue;
        const std::size_t equals = std::min(part.find('='), part.size());
        auto name = decode(part.substr(0, equals), true, error);
        if (!name) return false;
        auto value = decode(part.substr(std::min(equals + 1, part.size())), true, error);
        if (!value) return false;
        target.parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

/// Takes `http://host` off an absolute target; what is left begins with a slash or is the query.
void split_authority(std::string_view& raw, Target& target) {
    constexpr std::string_view scheme = "http://";
    if (!raw.starts_with(scheme)) return;
    raw.remove_prefix(scheme.size());
    const std::size_t end = std::min(raw.find_first_of("/?"), raw.size());
    target.authority = raw.substr(0, end);
    raw.remove_prefix(end);
}

struct Utf8Shape {
    std::size_t continuation_bytes;
    std::uint32_t initial_bits;
    std::uint32_t least;  ///< smallest code point that needs this many bytes
};

std::optional<Utf8Shape> shape_of(unsigned char lead) {
    if (lead < 0x80) return Utf8Shape{0, lead, 0};
    if ((lead & 0xe0) == 0xc0) return Utf8Shape{1, lead & 0x1fU, 0x80};
    if ((lead & 0xf0) == 0xe0) return Utf8Shape{2, lead & 0x0fU, 0x800};
    if ((lead & 0xf8) == 0xf0) return Utf8Shape{3, lead & 0x07U, 0x10000};
    return std::nullopt;
}

}  // namespace

bool is_target_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto shape = shape_of(static_cast<unsigned char>(bytes[at]));
        if (!shape || bytes.size() - at <= shape->continuation_bytes) return false;
        std::uint32_t code_point = shape->initial_bits;
        for (std::size_t i = 1; i <= shape->continuation_bytes; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[at + i]);
            if ((byte & 0xc0) != 0x80) return false;
            code_point = code_point << 6 | (byte & 0x3fU);
        }
        const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
        if (code_point < shape->least || surrogate || code_point > 0x10ffff) return false;
        at += shape->continuation_bytes + 1;
    }
    return true;
}

std::optional<Target> parse_target(std::string_view raw, std::string& error) {
    Target target;
    split_authority(raw, target);
    if (raw.find('#') != std::string_view::npos) {
        error = "the address has a fragment (#…), which is for the browser alone; write # itself as %23";
        return std::nullopt;
    }
    const std::size_t question = std::min(raw.find('?'), raw.size());
    if (raw.substr(0, question).empty() && !target.authority.empty()) {
        target.path = "/";
    } else if (raw.empty() || raw.front() != '/') {
        error = "the address does not begin with a slash";
        return std::nullopt;
    } else {
        auto path = decode(raw.substr(0, question), false, error);
        if (!path) return std::nullopt;
        target.path = std::move(*path);
    }
    if (!parse_query(raw.substr(std::min(question + 1, raw.size())), target, error)) return std::nullopt;
    return target;
}

}  // namespace broadsheet
