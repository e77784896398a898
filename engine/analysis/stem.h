// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Stems by language (Snowball, through Xapian).

#include <memory>
#include <string>
#include <string_view>

namespace broadsheet {

/// The code under which the index keeps stems of a language: itself if there is a Snowball algorithm for it, "en" for
/// articles of no known language, else unstemmed_code.
std::string_view stem_code(std::string_view language);

/// Words under this code are their own stems.
inline constexpr std::string_view unstemmed_code = "--";

/// The code under which a word of an article in `code` is kept: acronyms and words with figures have no inflection.
std::string_view stem_code_of(std::string_view word, std::string_view code);

class Stemmer;

/// True for an acronym (".storm") that may be a word in capitals for emphasis: one that isn't inflected and no function
/// word. The index keeps it under both.
bool is_also_word(const std::string& acronym, std::string_view code);

/// Stems folded words of one language, remembering recent ones. Not for sharing between threads.
class Stemmer {
public:
    /// For a code without a Snowball algorithm, words are their own stems.
    explicit Stemmer(std::string_view code);
    ~Stemmer();
    Stemmer(Stemmer&&) noexcept;
    Stemmer& operator=(Stemmer&&) noexcept;

    /// The reference holds until the next call.
    const std::string& stem(const std::string& word);

    /// Tells that `word` will be asked for soon, so that what is remembered of it is at hand by then. Worth it for a
    /// word a few places ahead.
    void expect(std::string_view word) const;

    /// Stemmers made from now on remember some hundred words, not some ten thousand: a megabyte less for each language
    /// and thread, in a program whose many threads stem little.
    static void remember_little();

    /// This thread's stemmer for `code`, made at first use.
    static Stemmer& of(std::string_view code);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
