// SPDX-License-Identifier: GPL-3.0-or-later
// Quoted words: what two tellings of one event have in common when all else is put in other words.
#include "engine/analysis/utf8.h"
#include "engine/compare/hash.h"
#include "engine/compare/telling_terms.h"

#include <algorithm>
#include <array>

namespace broadsheet {

namespace {

constexpr std::size_t shingle_words = 4;
/// A mark without its partner must not make a quotation of the rest of the article.
constexpr std::size_t quotation_bytes_max = 1500;

enum class Mark : std::uint8_t { none, opening, closing, either };

struct Sign {
    Mark mark = Mark::none;
    std::size_t bytes = 1;
};

/// Single marks are left alone: most of them are apostrophes.
Sign sign_at(std::string_view text, std::size_t at) {
    const char byte = text[at];
    if (byte == '"') return {Mark::either, 1};
    if (byte == '`' || byte == '\'') {
        if (at + 1 == text.size() || text[at + 1] != byte) return {};
        return {byte == '`' ? Mark::opening : Mark::closing, 2};
    }
    if (static_cast<unsigned char>(byte) < 0x80) return {};
    const Decoded decoded = decode_utf8(text, at);
    switch (decoded.character) {
        case U'\u201E':  // „
        case U'\u300C':  // 「
        case U'\u300E':  // 『
            return {Mark::opening, decoded.bytes};
        case U'\u300D':  // 」
        case U'\u300F':  // 』
            return {Mark::closing, decoded.bytes};
        case U'\u201C':  // “ opens in English and closes in German
        case U'\u201D':  // ”
        case U'\u00AB':  // «
        case U'\u00BB':  // »
            return {Mark::either, decoded.bytes};
        default:
            return {Mark::none, decoded.bytes};
    }
}

/// Bytes that may begin a sign or end a paragraph; all others are passed over.
constexpr std::array<bool, 256> telling_bytes = [] {
    std::array<bool, 256> bytes{};
    for (std::size_t byte = 0x80; byte < bytes.size(); ++byte) bytes[byte] = true;
    for (const char byte : {'"', '`', '\'', '\n'}) bytes[static_cast<unsigned char>(byte)] = true;
    return bytes;
}();

struct Range {
    std::size_t begin;
    std::size_t end;
};

std::vector<Range> quotations(std::string_view text) {
    std::vector<Range> found;
    constexpr std::size_t none = std::string_view::npos;
    std::size_t open = none;
    for (std::size_t at = 0; at < text.size();) {
        if (!telling_bytes[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        const Sign sign = sign_at(text, at);
        const bool too_long = open != none && at - open > quotation_bytes_max;
        // A new paragraph may go on with the quotation, but then it opens again.
        if (too_long || (text[at] == '\n' && at + 1 < text.size() && text[at + 1] == '\n')) open = none;
        if (sign.mark != Mark::none) {
            if (open != none && sign.mark != Mark::opening) {
                found.push_back({open, at});
                open = none;
            } else if (sign.mark != Mark::closing) {
                open = at + sign.bytes;
            }
        }
        at += sign.bytes;
    }
    return found;
}

}  // namespace

std::vector<std::uint32_t> quoted_shingles(AnalysedText body) {
    std::vector<std::uint32_t> hashes;
    std::size_t token = 0;
    for (const Range range : quotations(body.text)) {
        std::vector<std::uint64_t> words;
        while (token < body.tokens.size() && body.tokens[token].begin < range.begin) ++token;
        for (; token < body.tokens.size() && body.tokens[token].end <= range.end; ++token) {
            const Token& word = body.tokens[token];
            if (word.kind != TokenKind::closed && word.kind != TokenKind::tag) words.push_back(hash_word(word.text));
        }
        for (std::size_t begin = 0; begin + shingle_words <= words.size(); ++begin) {
            std::uint64_t shingle = 0;
            for (std::size_t i = 0; i < shingle_words; ++i) shingle = combine(shingle, words[begin + i]);
            hashes.push_back(static_cast<std::uint32_t>(shingle));
        }
    }
    std::ranges::sort(hashes);
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    if (hashes.size() > quoted_shingles_max) hashes.resize(quoted_shingles_max);
    return hashes;
}

}  // namespace broadsheet
