// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_words.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Calls `test` with each word until it says yes.
template <class Test>
bool any_word(std::string_view names, Test test) {
    while (!names.empty()) {
        const auto begin = std::find_if(names.begin(), names.end(), is_word_byte);
        names.remove_prefix(static_cast<std::size_t>(begin - names.begin()));
        const auto end = std::find_if_not(names.begin(), names.end(), is_word_byte);
        const auto size = static_cast<std::size_t>(end - names.begin());
        if (size > 0 && test(names.substr(0, size))) return true;
        names.remove_prefix(size);
    }
    return false;
}

}  // namespace

bool has_word(std::string_view names, std::initializer_list<std::string_view> words) {
    return any_word(names,
                    [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); });
}

}  // namespace broadsheet
