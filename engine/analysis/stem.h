// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Stems by language (Snowball, through Xapian).

#include <memory>
#include <string>
#include <string_view>

namespace broadsheet {

/// Stems folded words of one language, remembering recent ones. Not for sharing between threads.
class Stemmer {
public:
    /// `language` is ISO 639-1; without a Snowball algorithm for it, words are their own stems.
    explicit Stemmer(std::string_view language);
    ~Stemmer();
    Stemmer(Stemmer&&) noexcept;
    Stemmer& operator=(Stemmer&&) noexcept;

    /// The reference holds until the next call.
    const std::string& stem(const std::string& word);

    /// This thread's stemmer for `language`, made at first use.
    static Stemmer& of(std::string_view language);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
