// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/fold.h"

#include "engine/analysis/utf8.h"
#include "engine/error.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

namespace broadsheet {

namespace {

constexpr std::size_t page_characters = 256;
constexpr std::size_t page_count = 0x110000 / page_characters;

struct Page {
    std::array<FoldedCharacter, page_characters> characters;
    std::string text;  ///< what the folds of this page point into
};

struct Replacement {
    char32_t character;
    std::string_view text;
};

/// Letters that Unicode does not decompose but readers type without their stroke or ligature, and letters that Persian,
/// Urdu and Arabic keyboards write differently: one of each stands for all.
constexpr std::array<Replacement, 20> opened = {{{U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"}, {U'ł', "l"}, {U'đ', "d"},
                                                 {U'ð', "d"},  {U'þ', "th"}, {U'ħ', "h"}, {U'ı', "i"}, {U'ŧ', "t"},
                                                 {U'ŋ', "n"},  {U'ĸ', "k"},  {U'ƒ', "f"}, {U'ی', "ي"}, {U'ى', "ي"},
                                                 {U'ے', "ي"},  {U'ک', "ك"},  {U'ہ', "ه"}, {U'ھ', "ه"}, {U'ە', "ه"}}};

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = instance(status);
    if (U_FAILURE(status)) {
        throw Error(ErrorKind::io, "ICU's normalization data can't be loaded: reinstall the package libicu72");
    }
    return *normalizer;
}

bool is_dash(char32_t c) {
    return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D || c == 0x05BE;
}

bool is_apostrophe(char32_t c) {
    switch (c) {
        case U'\'':
        case U'`':
        case 0x00B4:
        case 0x02B9:
        case 0x02BB:
        case 0x02BC:
        case 0x02BD:
        case 0x05F3:
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x2032:
        case 0xA78C:
        case 0xFF07:
            return true;
        default:
            return false;
    }
}

bool is_ideograph(UChar32 c) {
    if (c == 0x30FC) return true;  // the kana length sign has no script of its own
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
        case USCRIPT_HANGUL:  // particles follow their word without a space
            return true;
        default:
            return false;
    }
}

/// Accents of alphabets go; the voicing signs of kana and the signs of Indic scripts tell words apart and stay.
bool is_accent(UChar32 c) {
    if (!(U_GET_GC_MASK(c) & U_GC_M_MASK) || c == 0x3099 || c == 0x309A) return false;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_INHERITED:
        case USCRIPT_COMMON:
        case USCRIPT_LATIN:
        case USCRIPT_GREEK:
        case USCRIPT_CYRILLIC:
        case USCRIPT_ARABIC:
        case USCRIPT_HEBREW:
            return true;
        default:
            return false;
    }
}

bool is_word_category(UChar32 c) {
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

bool is_arabic(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_ARABIC;
}

/// True if the letter that stands in this decomposition is more than its fold: é, ø, ё, but no variant of an Arabic
/// one.
bool is_accented(const icu::UnicodeString& decomposed) {
    for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const UChar32 each = decomposed.char32At(i);
        if (is_arabic(each)) return false;
        const auto same = [&](const Replacement& entry) { return entry.character == static_cast<char32_t>(each); };
        if (is_accent(each) || std::any_of(opened.begin(), opened.end(), same)) return true;
    }
    return false;
}

void append_folded(std::string& text, UChar32 c) {
    const int digit = u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(c) : -1;
    if (digit >= 0) {
        text += static_cast<char>('0' + digit);
        return;
    }
    const auto plain = static_cast<char32_t>(c);
    const auto entry = std::find_if(opened.begin(), opened.end(), [&](auto& each) { return each.character == plain; });
    if (entry != opened.end()) {
        text += entry->text;
    } else if (!is_apostrophe(plain)) {
        append_utf8(text, plain);
    }
}

/// Signs stay decomposed, so that a text in NFD makes the same words; only Hangul syllables are kept whole.
/// No value for a character whose expansion is more than letters, such as "½".
bool fold_letter(UChar32 c, std::string& text, bool& accented) {
    static const icu::Normalizer2& case_folding = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
    static const icu::Normalizer2& composition = normalizer(icu::Normalizer2::getNFCInstance);
    static const icu::Normalizer2& decomposition = normalizer(icu::Normalizer2::getNFDInstance);
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString lower = case_folding.normalize(icu::UnicodeString(c), status);
    const bool keep_whole =
        c == 0x0419 || c == 0x0439 ||
        (c >= 0x1100 && u_hasBinaryProperty(c, UCHAR_ALPHABETIC) && uscript_getScript(c, &status) == USCRIPT_HANGUL);
    const icu::UnicodeString plain = (keep_whole ? composition : decomposition).normalize(lower, status);
    if (U_FAILURE(status)) return false;
    accented = is_accented(plain);
    for (int32_t i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
        const UChar32 each = plain.char32At(i);
        if (is_accent(each)) continue;
        if (!is_word_category(each)) return false;
        append_folded(text, each);
    }
    return true;
}

CharacterKind kind_of(UChar32 c) {
    const auto character = static_cast<char32_t>(c);
    if (c == U'\n' || c == 0x85 || c == 0x2028) return CharacterKind::newline;
    if (c == 0x2029) return CharacterKind::paragraph;
    if (u_isUWhiteSpace(c)) return CharacterKind::space;
    if (is_dash(character)) return CharacterKind::dash;
    if (is_apostrophe(character)) return CharacterKind::apostrophe;
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || c == 0x0640) return CharacterKind::vanishing;
    if (!is_word_category(c)) return CharacterKind::separator;
    if (U_GET_GC_MASK(c) & U_GC_M_MASK) return CharacterKind::mark;
    // Half-width voicing signs are letters by category and marks by nature.
    if (c == 0xFF9E || c == 0xFF9F) return CharacterKind::mark;
    const bool number = u_charType(c) == U_DECIMAL_DIGIT_NUMBER;
    return !number && is_ideograph(c) ? CharacterKind::ideograph : CharacterKind::letter;
}

std::unique_ptr<const Page> make_page(std::size_t number) {
    auto page = std::make_unique<Page>();
    std::array<std::size_t, page_characters + 1> begins{};
    for (std::size_t i = 0; i < page_characters; ++i) {
        begins[i] = page->text.size();
        const auto c = static_cast<UChar32>(number * page_characters + i);
        CharacterKind kind = kind_of(c);
        const bool in_words =
            kind == CharacterKind::letter || kind == CharacterKind::mark || kind == CharacterKind::ideograph;
        if (in_words && !fold_letter(c, page->text, page->characters[i].accented)) {
            page->text.resize(begins[i]);
            kind = CharacterKind::separator;
        }
        if (kind == CharacterKind::letter && page->text.size() == begins[i]) kind = CharacterKind::mark;
        page->characters[i].kind = kind;
        page->characters[i].capital = u_isupper(c) != 0;
    }
    begins[page_characters] = page->text.size();
    for (std::size_t i = 0; i < page_characters; ++i) {
        page->characters[i].text = std::string_view(page->text).substr(begins[i], begins[i + 1] - begins[i]);
    }
    return page;
}

/// Pages live until the program ends; two threads that make the same one keep the first.
const Page& page_of(std::size_t number) {
    static std::array<std::atomic<const Page*>, page_count> pages{};
    const Page* page = pages[number].load(std::memory_order_acquire);
    if (page) return *page;
    auto made = make_page(number);
    if (pages[number].compare_exchange_strong(page, made.get(), std::memory_order_acq_rel)) return *made.release();
    return *page;
}

}  // namespace

FoldedCharacter fold(char32_t character) {
    if (character > 0x10FFFF) return {};
    return page_of(character / page_characters).characters[character % page_characters];
}

char plain_sign(char32_t character) {
    if (is_dash(character)) return '-';
    if (is_apostrophe(character)) return '\'';
    if (character < 0x80) return static_cast<char>(character);
    if (character >= 0xFF01 && character <= 0xFF5E) return static_cast<char>(character - 0xFF01 + '!');
    return 0;
}

std::string accented_form(std::string_view word) {
    static const icu::Normalizer2& case_folding = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
    std::string letters, plain;
    bool accented = false;
    for (std::size_t at = 0; at < word.size();) {
        const Decoded decoded = decode_utf8(word, at);
        if (is_apostrophe(decoded.character)) break;
        const FoldedCharacter folded = fold(decoded.character);
        at += decoded.bytes;
        if (folded.kind != CharacterKind::letter && folded.kind != CharacterKind::mark) continue;
        append_utf8(letters, decoded.character);
        plain += folded.text;
        accented = accented || folded.accented;
    }
    if (!accented) return "";
    UErrorCode status = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF8({letters.data(), static_cast<int32_t>(letters.size())});
    std::string form;
    case_folding.normalize(source, status).toUTF8String(form);
    return U_FAILURE(status) || form == plain ? "" : form;
}

std::string compose(std::string_view text) {
    static const icu::Normalizer2& composition = normalizer(icu::Normalizer2::getNFCInstance);
    UErrorCode status = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    std::string composed;
    composition.normalize(source, status).toUTF8String(composed);
    return U_SUCCESS(status) ? composed : std::string(text);
}

}  // namespace broadsheet
