// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/typed_text.h"

#include "engine/analysis/function_word.h"
#include "engine/article/field.h"
#include "engine/query/mend.h"

#include <algorithm>
#include <string>

namespace broadsheet::query {

namespace {

/// From so many words on, capitals are a headline and no operators.
constexpr std::size_t shouted_words_min = 5;

/// Edits (insert, delete, replace, swap of neighbours) that turn one short name into the other.
std::size_t edits_between(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before(right.size() + 1), row(right.size() + 1), next(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t replaced = row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
        }
        std::swap(before, row);
        std::swap(row, next);
    }
    return row[right.size()];
}

}  // namespace

std::string_view nearest_field(std::string_view name) {
    for (const Field& field : fields()) {
        if (edits_between(name, field.name) <= (name.size() > 4 ? 2u : 1u)) return field.name;
    }
    return {};
}

bool is_shouted(std::string_view text) {
    if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
    std::size_t words = 0;
    bool sentence = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = std::min(text.find_first_not_of(' ', at), text.size());
        at = std::min(text.find(' ', begin), text.size());
        const std::string_view word = text.substr(begin, at - begin);
        if (word.empty() || word.front() < 'A' || word.front() > 'Z') continue;
        ++words;
        const bool operators = word == "AND" || word == "OR" || word == "NOT";
        sentence = sentence || (!operators && word.size() > 1 && is_function_word(lower_case(word), "en"));
    }
    return sentence && words >= shouted_words_min;
}

bool joins_words(std::string_view run) {
    const std::size_t slash = run.find('/');
    if (slash == 0 || slash == std::string_view::npos || run.back() == '/' || run.find("//") != run.npos) return false;
    return run.find_first_of("0123456789.:@?=&#_") == std::string_view::npos;
}

std::vector<std::string_view> words_between_slashes(std::string_view run) {
    std::vector<std::string_view> words;
    while (!run.empty()) {
        const std::size_t end = std::min(run.find('/'), run.size());
        words.push_back(run.substr(0, end));
        run.remove_prefix(std::min(end + 1, run.size()));
    }
    return words;
}

}  // namespace broadsheet::query
