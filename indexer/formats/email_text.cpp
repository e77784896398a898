// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/email_text.h"

#include "indexer/input/clean_text.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t signature_lines_max = 15;
constexpr std::size_t address_bytes_max = 4000;

/// The last line of a text, with its end.
std::string_view last_line(std::string_view text) {
    if (text.size() < 2) return text;
    const std::size_t end = text.rfind('\n', text.size() - 2);
    return end == std::string_view::npos ? text : text.substr(end + 1);
}

std::string_view without_signature(std::string_view text) {
    std::string_view rest = text;
    for (std::size_t i = 0; i < signature_lines_max && !rest.empty(); ++i) {
        std::string_view line = last_line(rest);
        rest.remove_suffix(line.size());
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        if (line == "-- ") return rest;
    }
    return text;
}

bool is_address(std::string_view word) {
    return word.starts_with("http://") || word.starts_with("https://") || word.starts_with("mailto:");
}

}  // namespace

std::string join_flowed(std::string_view text, bool delete_space) {
    std::string out;
    bool flows = false;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!flows && !out.empty()) out += '\n';
        const bool quoted = line.starts_with('>');
        if (flows && quoted) out += '\n';
        if (line.starts_with(' ')) line.remove_prefix(1);  // stuffed
        flows = line.ends_with(' ') && line != "-- " && !quoted;
        if (flows && delete_space) line.remove_suffix(1);
        out += line;
    }
    return out;
}

std::string_view without_mail_tail(std::string_view text) {
    text = without_signature(text);
    std::string_view rest = text;
    bool quoted = false;
    while (!rest.empty()) {
        const std::string_view line = trimmed(last_line(rest));
        if (!line.empty() && !line.starts_with('>')) break;
        quoted = quoted || !line.empty();
        rest.remove_suffix(last_line(rest).size());
    }
    if (!quoted || trimmed(rest).empty()) return text;
    const std::string_view lead_in = trimmed(last_line(rest));
    if (lead_in.ends_with(':') && lead_in.size() < 200) rest.remove_suffix(last_line(rest).size());
    return trimmed(rest).empty() ? text : rest;
}

std::string without_link_noise(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        std::string kept;
        for (std::size_t i = 0; i < line.size();) {
            const char close = line[i] == '(' ? ')' : line[i] == '<' ? '>' : line[i] == '[' ? ']' : '\0';
            const bool link = close != '\0' && is_address(line.substr(i + 1));
            const std::size_t length = link ? line.substr(i, address_bytes_max).find(close) : std::string_view::npos;
            if (length == std::string_view::npos) {
                kept += line[i++];
                continue;
            }
            i += length + 1;
            while (kept.ends_with(' ')) kept.pop_back();
        }
        const std::string_view words = trimmed(kept);
        const bool was_noise = !trimmed(line).empty() && words.empty();
        const bool bare = is_address(words) && words.find(' ') == std::string_view::npos;
        if (!was_noise && !bare) out += kept + '\n';
    }
    return out;
}

}  // namespace broadsheet
