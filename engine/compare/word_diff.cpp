// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/word_diff.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/utf8.h"
#include "engine/compare/edit_script.h"
#include "engine/compare/hash.h"

#include <algorithm>

namespace broadsheet {

namespace {

/// A piece of a text: hash of what it says, and its bytes together with the white space after it.
struct Piece {
    std::uint64_t hash;
    TextRange range;
};

bool is_space(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/// Words, single signs and single ideographs; white space at the beginning belongs to the first.
std::vector<Piece> words_of(std::string_view text, TextRange part) {
    std::vector<Piece> words;
    std::size_t at = part.begin;
    while (at < part.end) {
        const std::size_t from = at;
        while (at < part.end && is_space(text[at])) ++at;
        const std::size_t begin = at;
        bool first = true;
        while (at < part.end && !is_space(text[at])) {
            const Decoded decoded = decode_utf8(text, at);
            const CharacterKind kind = fold(decoded.character).kind;
            const bool of_word =
                kind == CharacterKind::letter || kind == CharacterKind::mark || kind == CharacterKind::vanishing;
            if (!first && !of_word) break;
            at += decoded.bytes;
            first = false;
            if (!of_word) break;
        }
        const std::size_t end = at;
        while (at < part.end && is_space(text[at])) ++at;
        words.push_back({hash_word(text.substr(begin, end - begin)), {words.empty() ? part.begin : from, at}});
    }
    return words;
}

/// Lines that aren't empty, each with the line breaks behind it.
std::vector<Piece> paragraphs_of(std::string_view text) {
    std::vector<Piece> paragraphs;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        while (at < text.size() && is_space(text[at])) ++at;
        const std::size_t first = at;
        at = std::min(text.find('\n', at), text.size());
        std::size_t last = at;
        while (last > first && is_space(text[last - 1])) --last;
        while (at < text.size() && is_space(text[at])) ++at;
        paragraphs.push_back({hash_word(text.substr(first, last - first)), {begin, at}});
    }
    return paragraphs;
}

std::vector<std::uint64_t> hashes_of(const std::vector<Piece>& pieces) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(pieces.size());
    for (const Piece& piece : pieces) hashes.push_back(piece.hash);
    return hashes;
}

/// Same and changed stretches by turns, in bytes.
struct Stretch {
    bool same;
    TextRange before;
    TextRange after;
};

TextRange bytes_of(const std::vector<Piece>& pieces, std::size_t begin, std::size_t end, TextRange whole) {
    const auto border = [&](std::size_t index) {
        return index < pieces.size() ? (index == 0 ? whole.begin : pieces[index].range.begin) : whole.end;
    };
    return {border(begin), border(end)};
}

std::vector<Stretch> compare(const std::vector<Piece>& before, TextRange before_whole, const std::vector<Piece>& after,
                             TextRange after_whole) {
    std::vector<CommonRun> matches = longest_match(hashes_of(before), hashes_of(after));
    matches.push_back({static_cast<std::uint32_t>(before.size()), static_cast<std::uint32_t>(after.size()), 0});
    std::vector<Stretch> stretches;
    std::size_t a = 0;
    std::size_t b = 0;
    for (const CommonRun& match : matches) {
        if (match.a_begin > a || match.b_begin > b) {
            stretches.push_back({false, bytes_of(before, a, match.a_begin, before_whole),
                                 bytes_of(after, b, match.b_begin, after_whole)});
        }
        a = match.a_begin + match.length;
        b = match.b_begin + match.length;
        if (match.length == 0) continue;
        stretches.push_back(
            {true, bytes_of(before, match.a_begin, a, before_whole), bytes_of(after, match.b_begin, b, after_whole)});
    }
    return stretches;
}

std::size_t length(TextRange range) {
    return range.end - range.begin;
}

std::size_t length(const Stretch& stretch) {
    return std::max(length(stretch.before), length(stretch.after));
}

void join(Stretch& first, const Stretch& second) {
    first.before.end = second.before.end;
    first.after.end = second.after.end;
    first.same = first.same && second.same;
}

/// Equal words that are fewer than the changed ones on both sides are equal by chance, and a reader is better served by
/// one change than by many.
std::vector<Stretch> mend(const std::vector<Stretch>& stretches) {
    std::vector<Stretch> mended;
    for (const Stretch& stretch : stretches) {
        if (!mended.empty() && mended.back().same == stretch.same) {
            join(mended.back(), stretch);
        } else {
            mended.push_back(stretch);
        }
        while (mended.size() >= 3 && !mended.back().same) {
            const std::size_t last = mended.size() - 1;
            const std::size_t equal = length(mended[last - 1]);
            if (equal > length(mended[last]) / 2 || equal > length(mended[last - 2]) / 2) break;
            join(mended[last - 2], mended[last - 1]);
            join(mended[last - 2], mended[last]);
            mended.resize(last - 1);
        }
    }
    return mended;
}

void append_runs(const Stretch& stretch, std::vector<DiffRun>& runs) {
    if (stretch.same) {
        runs.push_back({Change::same, stretch.before, stretch.after});
        return;
    }
    const TextRange before_end{stretch.before.end, stretch.before.end};
    const TextRange after_begin{stretch.after.begin, stretch.after.begin};
    if (length(stretch.before) > 0) runs.push_back({Change::removed, stretch.before, after_begin});
    if (length(stretch.after) > 0) runs.push_back({Change::added, before_end, stretch.after});
}

}  // namespace

std::vector<DiffRun> word_diff(std::string_view before, std::string_view after) {
    const std::vector<Stretch> paragraphs =
        compare(paragraphs_of(before), {0, before.size()}, paragraphs_of(after), {0, after.size()});
    std::vector<Stretch> words;
    for (const Stretch& stretch : paragraphs) {
        if (stretch.same || length(stretch.before) == 0 || length(stretch.after) == 0) {
            words.push_back(stretch);
            continue;
        }
        for (const Stretch& inner :
             compare(words_of(before, stretch.before), stretch.before, words_of(after, stretch.after), stretch.after)) {
            words.push_back(inner);
        }
    }
    std::vector<DiffRun> runs;
    for (const Stretch& stretch : mend(words)) append_runs(stretch, runs);
    return runs;
}

}  // namespace broadsheet
