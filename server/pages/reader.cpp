// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace broadsheet {
namespace {

constexpr LanguageEntry languages[] = {{Language::english, "en", "English"},
                                       {Language::german, "de", "Deutsch"},
                                       {Language::french, "fr", "Français"},
                                       {Language::spanish, "es", "Español"},
                                       {Language::chinese, "zh", "中文"}};

struct Reader {
    Language language = Language::english;
    std::string address = "/";
};

thread_local Reader reader;

std::string_view trimmed(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
    const auto end = text.find_last_not_of(" \t");
    return end == text.npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

/// Takes the part before the next `mark` off `rest`.
std::string_view next_part(std::string_view& rest, char mark) {
    const auto end = std::min(rest.find(mark), rest.size());
    const auto part = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

std::optional<Language> chosen_language(std::string_view cookie) {
    constexpr std::string_view name = "language=";
    while (!cookie.empty()) {
        const auto part = next_part(cookie, ';');
        if (part.starts_with(name)) return page_language(part.substr(name.size()));
    }
    return std::nullopt;
}

/// The q value of the parameters behind a language, in thousandths; 0 for nonsense.
int quality_of(std::string_view parameters) {
    while (!parameters.empty()) {
        const auto part = next_part(parameters, ';');
        if (!part.starts_with("q=")) continue;
        double value = 0;
        const auto read = std::from_chars(part.data() + 2, part.data() + part.size(), value);
        return read.ec == std::errc() && value >= 0 && value <= 1 ? static_cast<int>(value * 1000) : 0;
    }
    return 1000;
}

}  // namespace

std::span<const LanguageEntry> page_languages() {
    return languages;
}

std::optional<Language> page_language(std::string_view tag) {
    std::string primary(tag.substr(0, std::min(tag.find_first_of("-_"), tag.size())));
    for (char& c : primary) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const auto* found = std::ranges::find(languages, primary, &LanguageEntry::code);
    return found == std::end(languages) ? std::nullopt : std::optional(found->language);
}

Language language_of(std::string_view cookie, std::string_view accepted) {
    if (const auto chosen = chosen_language(cookie)) return *chosen;
    Language best = Language::english;
    int best_quality = 0;
    while (!accepted.empty()) {
        std::string_view parameters = next_part(accepted, ',');
        const auto language = page_language(next_part(parameters, ';'));
        const int quality = quality_of(parameters);
        if (!language || quality <= best_quality) continue;
        best = *language;
        best_quality = quality;
    }
    return best;
}

ReaderScope::ReaderScope(Language language, std::string address)
    : language_before_(reader.language), address_before_(std::exchange(reader.address, std::move(address))) {
    reader.language = language;
}

ReaderScope::~ReaderScope() {
    reader.language = language_before_;
    reader.address = std::move(address_before_);
}

Language reader_language() {
    return reader.language;
}

std::string_view reader_language_code() {
    return std::ranges::find(languages, reader.language, &LanguageEntry::language)->code;
}

const std::string& reader_address() {
    return reader.address;
}

}  // namespace broadsheet
