// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/language.h"

#include "engine/analysis/utf8.h"
#include "engine/article/article.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>

namespace broadsheet {

namespace {

/// Enough to be certain, and a bound for very long articles.
constexpr std::size_t detection_bytes = 16'384;
constexpr int detection_percent_min = 50;

/// Detection costs more than all else that is done to a text, so a piece of the beginning and one of the middle are
/// looked at first. The whole text decides if they aren't plainly of one language.
constexpr std::size_t sample_piece_bytes = 180;
constexpr int sample_percent_min = 95;

struct Code {
    std::string_view other;
    std::string_view code;
};

/// Bibliographic codes of ISO 639-2, withdrawn codes, and codes that differ from what detection says.
constexpr std::array<Code, 26> other_codes = {
    {{"alb", "sq"}, {"arm", "hy"}, {"baq", "eu"}, {"bur", "my"}, {"chi", "zh"}, {"cze", "cs"}, {"dut", "nl"},
     {"fre", "fr"}, {"geo", "ka"}, {"ger", "de"}, {"gre", "el"}, {"ice", "is"}, {"mac", "mk"}, {"mao", "mi"},
     {"may", "ms"}, {"per", "fa"}, {"rum", "ro"}, {"slo", "sk"}, {"tib", "bo"}, {"wel", "cy"}, {"iw", "he"},
     {"in", "id"},  {"ji", "yi"},  {"jw", "jv"},  {"nb", "no"},  {"nob", "no"}}};

std::string display_name(std::string_view code, const char* shown_in) {
    std::array<UChar, 128> name{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = uloc_getDisplayLanguage(std::string(code).c_str(), shown_in, name.data(),
                                                   static_cast<int32_t>(name.size()), &status);
    std::string text;
    if (U_SUCCESS(status)) icu::UnicodeString(name.data(), length).toUTF8String(text);
    return text;
}

/// Names of the two-letter languages, in English and in themselves, as slugs.
std::map<std::string, std::string, std::less<>> make_names() {
    std::map<std::string, std::string, std::less<>> names;
    for (const char* const* code = uloc_getISOLanguages(); *code; ++code) {
        const std::string_view letters = *code;
        if (letters.size() != 2) continue;
        names.emplace(slug_of(display_name(letters, "en")), letters);
        names.emplace(slug_of(display_name(letters, *code)), letters);
    }
    return names;
}

std::string two_letter_code(std::string_view letters) {
    const auto other =
        std::find_if(other_codes.begin(), other_codes.end(), [&](auto& o) { return o.other == letters; });
    if (other != other_codes.end()) return std::string(other->code);
    if (letters.size() < 2 || letters.size() > 3) return "";
    std::array<char, 16> code{};
    UErrorCode status = U_ZERO_ERROR;
    // ICU turns a three-letter code into its two-letter one; what it doesn't know it hands back.
    const int32_t length =
        uloc_getLanguage(std::string(letters).c_str(), code.data(), static_cast<int32_t>(code.size()), &status);
    const std::string known(code.data(), U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
    if (known.size() != 2 || display_name(known, "en") == known) return "";
    return known;
}

/// `bytes` bytes from the middle of `text`, between two characters.
std::string_view middle_of(std::string_view text, std::size_t bytes) {
    std::string_view rest = text.substr(text.size() / 2);
    while (!rest.empty() && continues_utf8(rest.front())) rest.remove_prefix(1);
    return utf8_prefix(rest, bytes);
}

/// The code of the language of at least so much of `part`; empty if it can't be told reliably.
std::string detect(std::string_view part, int percent_min) {
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    int text_bytes = 0;
    int valid_bytes = 0;
    bool reliable = false;
    CLD2::ExtDetectLanguageSummaryCheckUTF8(part.data(), static_cast<int>(part.size()), true, &hints, 0,
                                            languages.data(), percents.data(), scores.data(), nullptr, &text_bytes,
                                            &reliable, &valid_bytes);
    if (!reliable || percents[0] < percent_min || languages[0] == CLD2::UNKNOWN_LANGUAGE) return "";
    return CLD2::LanguageCode(languages[0]);
}

/// As normalize_language, of a code that detection gives; each is looked up once.
std::string normalize_detected(const std::string& code) {
    if (code.empty()) return code;
    thread_local std::map<std::string, std::string> known;
    const auto found = known.find(code);
    return found != known.end() ? found->second : known.emplace(code, normalize_language(code)).first->second;
}

}  // namespace

std::string detect_language(std::string_view text) {
    const std::string_view part = utf8_prefix(text, detection_bytes);
    if (part.size() > 5 * sample_piece_bytes) {
        std::string sample(utf8_prefix(part, sample_piece_bytes));
        sample.append("\n").append(middle_of(part, sample_piece_bytes));
        if (const std::string code = detect(sample, sample_percent_min); !code.empty()) return normalize_detected(code);
    }
    return normalize_detected(detect(part, detection_percent_min));
}

std::string normalize_language(std::string_view tag) {
    static const auto names = make_names();
    const std::string slug = slug_of(std::string(tag));
    if (const auto named = names.find(slug); named != names.end()) return two_letter_code(named->second);
    return two_letter_code(std::string_view(slug).substr(0, slug.find('-')));
}

std::string language_name(std::string_view code, std::string_view in) {
    const std::string name = code.size() == 2 ? display_name(code, std::string(in).c_str()) : "";
    return name.empty() ? std::string(code) : name;
}

}  // namespace broadsheet
