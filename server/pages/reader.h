// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who reads the page that this thread makes: in which language, and at which address.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

enum class Language : unsigned char { english, german, french, spanish, chinese };

struct LanguageEntry {
    Language language;
    std::string_view code;  ///< for lang attributes and the names of catalogues: "de"
    std::string_view name;  ///< in itself: "Deutsch"
};
/// All that pages are written in, English first.
std::span<const LanguageEntry> page_languages();

/// "de-AT" is German; no value for a language that pages aren't written in.
std::optional<Language> page_language(std::string_view tag);

/// What a reader has chosen (`cookie` is a Cookie header with language=de), else what the browser asks for
/// (`accepted` is an Accept-Language header), else English. Both may be empty or nonsense.
Language language_of(std::string_view cookie, std::string_view accepted);

/// Says for its lifetime who reads what this thread makes. Scopes may be nested.
class ReaderScope {
public:
    /// `address` is the path and the query of the page itself, for links that come back to it.
    explicit ReaderScope(Language language, std::string address = "/");
    ~ReaderScope();
    ReaderScope(const ReaderScope&) = delete;
    ReaderScope& operator=(const ReaderScope&) = delete;

private:
    Language language_before_;
    std::string address_before_;
};

/// English and "/" outside any scope.
Language reader_language();
std::string_view reader_language_code();
const std::string& reader_address();

}  // namespace broadsheet
