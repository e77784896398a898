// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/credential.h"

#include <cstdint>
#include <string_view>

namespace broadsheet {
namespace {

/// True if `text` begins with the name of a scheme, in any case, and a space.
bool has_scheme(std::string_view text, std::string_view scheme) {
    if (text.size() <= scheme.size() || text[scheme.size()] != ' ') return false;
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] | 0x20) : text[i];
        if (c != scheme[i]) return false;
    }
    return true;
}

std::string_view after_scheme(std::string_view text) {
    text.remove_prefix(text.find(' '));
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Empty if it isn't base64.
std::string base64_decoded(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const int value = base64_value(c);
        if (value < 0) return {};
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFU;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> held & 0xFFU);
    }
    return bytes;
}

Credential of_authorization(std::string_view header) {
    if (has_scheme(header, "bearer")) return {std::string(after_scheme(header)), false};
    if (!has_scheme(header, "basic")) return {};
    const std::string name_and_password = base64_decoded(after_scheme(header));
    const std::size_t colon = name_and_password.find(':');
    return {colon == std::string::npos ? std::string() : name_and_password.substr(colon + 1), true};
}

}  // namespace

std::optional<Credential> credential_of(const HttpRequest& request) {
    if (const auto header = request.header("authorization")) return of_authorization(*header);
    if (!request.path.starts_with("/v2/")) return std::nullopt;
    if (const auto key = request.header("x-api-key")) return Credential{std::string(*key)};
    for (const std::string_view name : {"apiKey", "apikey"}) {
        if (const auto key = request.parameter(name)) return Credential{std::string(*key)};
    }
    return std::nullopt;
}

}  // namespace broadsheet
