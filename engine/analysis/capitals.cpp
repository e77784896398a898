// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/capitals.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"

#include <algorithm>

#include <string.h>

namespace broadsheet {

namespace {

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

/// What a line is made of.
struct Letters {
    std::size_t small = 0;
    std::size_t capital = 0;
    std::size_t words = 0;    ///< of capitals, two letters and more
    std::size_t longest = 0;  ///< of those
};

Letters count_letters(std::string_view line) {
    Letters letters;
    std::size_t run = 0;
    const auto end_run = [&] {
        if (run > 1) ++letters.words;
        if (run > 1) letters.longest = std::max(letters.longest, run);
        run = 0;
    };
    for (std::size_t at = 0; at < line.size();) {
        bool capital = is_capital(line[at]), small = is_small(line[at]);
        std::size_t bytes = 1;
        if (static_cast<unsigned char>(line[at]) >= 0x80) {
            const Decoded decoded = decode_utf8(line, at);
            const FoldedCharacter folded = fold(decoded.character);
            bytes = decoded.bytes;
            capital = folded.capital;
            small = !capital && folded.kind == CharacterKind::letter;
        }
        at += bytes;
        if (capital) ++run;
        if (capital) ++letters.capital;
        if (small) ++letters.small;
        if (!capital) end_run();
    }
    end_run();
    return letters;
}

/// True if so many of the bytes are small letters that no line of them shouts: capitals would have to be twice as many.
/// Most lines are done with after their first third.
bool is_mostly_small(std::string_view line) {
    constexpr std::size_t step = 32;
    std::size_t small = 0;
    for (std::size_t at = 0; at + step <= line.size(); at += step) {
        for (std::size_t i = 0; i < step; ++i) small += static_cast<unsigned char>(line[at + i] - 'a') < 26 ? 1 : 0;
        if (3 * small >= line.size()) return true;
    }
    return false;
}

/// Three words in capitals are a headline; so is a word too long for an acronym, standing for itself.
bool shouts(const Letters& letters) {
    if (letters.small == 0) return letters.words >= 3 || letters.longest > acronym_letters_max;
    return letters.words >= 3 && letters.capital > 2 * letters.small;
}

}  // namespace

bool Capitals::is_shouted(std::size_t begin, std::size_t end) {
    if (!known_ || begin < line_begin_ || begin >= line_end_) look_at_line(begin);
    return line_shouts_ || stands_in_row(begin, end);
}

void Capitals::look_at_line(std::size_t at) {
    const void* const before = at == 0 ? nullptr : ::memrchr(text_.data(), '\n', at);
    line_begin_ = before ? static_cast<std::size_t>(static_cast<const char*>(before) - text_.data()) + 1 : 0;
    line_end_ = std::min(text_.find('\n', at), text_.size());
    const std::string_view line = text_.substr(line_begin_, line_end_ - line_begin_);
    line_shouts_ = !is_mostly_small(line) && shouts(count_letters(line));
    known_ = true;
}

bool Capitals::stands_in_row(std::size_t begin, std::size_t end) const {
    std::size_t words = 1;
    bool long_word = false;
    const auto count = [&](std::size_t letters) {
        ++words;
        long_word = long_word || letters > acronym_letters_max;
        return words < 3;
    };
    for (std::size_t at = end; at + 1 < text_.size() && text_[at] == ' ' && is_capital(text_[at + 1]);) {
        std::size_t last = at + 1;
        while (last < text_.size() && is_capital(text_[last])) ++last;
        const bool whole = last == text_.size() || !is_small(text_[last]);
        if (!whole || last - at < 3 || !count(last - at - 1)) break;
        at = last;
    }
    for (std::size_t at = begin; words < 3 && at >= 2 && text_[at - 1] == ' ' && is_capital(text_[at - 2]);) {
        std::size_t first = at - 1;
        while (first > 0 && is_capital(text_[first - 1])) --first;
        const bool whole = first == 0 || !is_small(text_[first - 1]);
        if (!whole || at - first < 3 || !count(at - 1 - first)) break;
        at = first;
    }
    return words >= 3 || (words == 2 && long_word);
}

}  // namespace broadsheet
