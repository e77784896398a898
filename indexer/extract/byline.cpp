// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/byline.h"

#include "indexer/extract/date_text.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

std::string_view without_by(std::string_view text) {
    static constexpr std::array<std::string_view, 12> words{
        "by ", "by: ", "by:", "von ", "par ", "por ", "di ", "door ", "from ", "written by ", "words by ", "story by "};
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::string_view word : words) {
            if (text.size() <= word.size() || !equals_blind(text.substr(0, word.size()), word)) continue;
            text = trimmed(text.substr(word.size()));
            changed = true;
        }
    }
    return text;
}

/// Marks and words between two names.
std::size_t separator_at(std::string_view text, std::size_t& length) {
    static constexpr std::array<std::string_view, 15> separators{
        " · ", " • ", ", and ", " and ", " und ", " et ", " y ", " e ", " en ", " & ", ";", "|", ",", "、", "，"};
    std::size_t best = std::string_view::npos;
    for (const std::string_view separator : separators) {
        const std::size_t at = text.find(separator);
        if (at >= best) continue;
        best = at;
        length = separator.size();
    }
    return best;
}

bool is_role(std::string_view name) {
    static constexpr std::array<std::string_view, 20> words{"reporter",
                                                            "editor",
                                                            "correspondent",
                                                            "staff",
                                                            "staff writer",
                                                            "staff reporter",
                                                            "political editor",
                                                            "contributor",
                                                            "senior reporter",
                                                            "senior writer",
                                                            "writer",
                                                            "columnist",
                                                            "jr",
                                                            "jr.",
                                                            "sr.",
                                                            "phd",
                                                            "md",
                                                            "associated press writer",
                                                            "special to the times",
                                                            "author"};
    const std::string lower = ascii_lower(name);
    return std::find(words.begin(), words.end(), lower) != words.end() || lower.ends_with(" editor") ||
           lower.ends_with(" correspondent") || lower.ends_with(" reporter");
}

bool is_name(std::string_view text) {
    if (text.empty() || text.size() > 100 || is_role(text)) return false;
    if (text.find("http") != std::string_view::npos || text.find("://") != std::string_view::npos) return false;
    if (text.front() == '@' || (text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos))
        return false;
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits * 2 < static_cast<std::ptrdiff_t>(text.size()) && !find_date(text);
}

}  // namespace

std::vector<std::string> split_byline(std::string_view byline, std::string_view source) {
    std::vector<std::string> names;
    const std::string clean = clean_line_of_html(byline);
    std::string_view rest = without_by(clean);
    while (!rest.empty()) {
        std::size_t length = 0;
        const std::size_t at = std::min(separator_at(rest, length), rest.size());
        std::string_view name = trimmed(without_by(trimmed(rest.substr(0, at))));
        rest.remove_prefix(std::min(rest.size(), at + length));
        if (const std::size_t bracket = name.find(" ("); bracket != std::string_view::npos)
            name = name.substr(0, bracket);
        if (!is_name(name) || (!source.empty() && equals_blind(name, source))) continue;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    }
    return names;
}

}  // namespace broadsheet
