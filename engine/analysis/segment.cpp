// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/segment.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/utf8.h"
#include "engine/error.h"

#include <unicode/brkiter.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <memory>

namespace broadsheet {

namespace {

bool is_hangul(char32_t character) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(character), &status) == USCRIPT_HANGUL;
}

/// What a stretch of the run is cut by.
enum class Stretch { dictionary, whole };

Stretch stretch_of(char32_t character) {
    const bool cut = fold(character).kind == CharacterKind::ideograph && !is_hangul(character);
    return cut ? Stretch::dictionary : Stretch::whole;
}

bool continues_stretch(char32_t character) {
    const CharacterKind kind = fold(character).kind;
    return kind == CharacterKind::mark || kind == CharacterKind::vanishing;
}

bool has_letter(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        const CharacterKind kind = fold(decoded.character).kind;
        if (kind == CharacterKind::letter || kind == CharacterKind::ideograph) return true;
        at += decoded.bytes;
    }
    return false;
}

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};

/// Making an iterator reads dictionaries, so each thread keeps one.
icu::BreakIterator& word_breaks() {
    thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status))
            throw Error(ErrorKind::io, "ICU's word dictionaries can't be loaded: reinstall the package libicu72");
        return made;
    }();
    return *iterator;
}

void add_cut(std::string_view stretch, std::vector<std::string_view>& words) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> text(
        utext_openUTF8(nullptr, stretch.data(), static_cast<int64_t>(stretch.size()), &status));
    icu::BreakIterator& breaks = word_breaks();
    breaks.setText(text.get(), status);
    if (U_FAILURE(status)) {
        words.push_back(stretch);
        return;
    }
    auto begin = static_cast<std::size_t>(breaks.first());
    bool after_single = false;
    for (int32_t end = breaks.next(); end != icu::BreakIterator::DONE; end = breaks.next()) {
        const auto cut = static_cast<std::size_t>(end);
        const std::string_view word = stretch.substr(begin, cut - begin);
        begin = cut;
        const bool single = count_characters(word) == 1;
        if (single && after_single) {
            // Single characters in a row are a word that the dictionary doesn't know: 开源.
            words.back() = {words.back().data(), words.back().size() + word.size()};
        } else if (has_letter(word)) {
            words.push_back(word);
        }
        after_single = single && has_letter(word);
    }
}

}  // namespace

bool has_ideograph(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        if (decoded.character >= 0x80 && fold(decoded.character).kind == CharacterKind::ideograph) return true;
        at += decoded.bytes;
    }
    return false;
}

std::vector<std::string_view> words_in_run(std::string_view run) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < run.size();) {
        const Decoded first = decode_utf8(run, begin);
        const Stretch kind = stretch_of(first.character);
        std::size_t end = begin + first.bytes;
        while (end < run.size()) {
            const Decoded next = decode_utf8(run, end);
            if (stretch_of(next.character) != kind && !continues_stretch(next.character)) break;
            end += next.bytes;
        }
        const std::string_view stretch = run.substr(begin, end - begin);
        if (kind == Stretch::dictionary) {
            add_cut(stretch, words);
        } else if (has_letter(stretch)) {
            words.push_back(stretch);
        }
        begin = end;
    }
    return words;
}

}  // namespace broadsheet
