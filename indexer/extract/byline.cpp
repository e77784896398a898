// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/byline.h"

#include "engine/analysis/utf8.h"
#include "indexer/extract/byline_words.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/month_names.h"
#include "indexer/extract/page_title.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace broadsheet {
namespace {

constexpr std::size_t name_bytes_max = 80;
/// The names of some hundred people. What is longer is no byline, and every name is looked for in all that follows it.
constexpr std::size_t byline_bytes_max = 8000;
constexpr std::ptrdiff_t name_words_max = 6;

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::array<std::string_view, Size>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// What follows the names in a line that holds more: handles, dates, reading times, labels.
std::string_view before_rest(std::string_view text) {
    static constexpr auto marks = std::to_array<std::string_view>(
        {" @",          " published ",  " updated ",    " posted ",        " print this",   " follow ",
         " min read",   " minute read", " | published", " veröffentlicht", " aktualisiert", " publié ",
         " mis à jour", " - published", " on monday",   " share this",     "http://",       "https://",
         " www.",       " contact:",    " email:",      " e-mail:",        " dotyczy:",     " / "});
    const std::string lower = ascii_lower(text);
    std::size_t end = text.size();
    for (const std::string_view mark : marks)
        if (const std::size_t at = lower.find(mark); at != std::string::npos && at > 0) end = std::min(end, at);
    // A word that begins with a digit begins a date or a time.
    for (std::size_t i = 1; i < end; ++i)
        if (text[i - 1] == ' ' && std::isdigit(static_cast<unsigned char>(text[i]))) end = i;
    const bool cut = end < text.size();
    text = trimmed(text.substr(0, end));
    if (!cut) return text;
    for (;;) {  // "… Nov", "… Montag,", "… on"
        const std::size_t space = text.rfind(' ');
        if (space == std::string_view::npos) return text;
        std::string last = ascii_lower(text.substr(space + 1));
        while (!last.empty() && (last.back() == ',' || last.back() == '.' || last.back() == ':')) last.pop_back();
        static constexpr std::array<std::string_view, 8> joints{"on", "am", "le", "el", "at", "-", "|", "vom"};
        if (!last.empty() && month_of(last) == 0 && !is_weekday(last) && !is_one_of(last, joints)) return text;
        text = trimmed(text.substr(0, space));
    }
}

/// Marks and words between two names.
std::size_t separator_at(std::string_view text, std::size_t& length) {
    static constexpr std::array<std::string_view, 22> separators{
        " · ",  " • ", ", and ", " and ", " und ", " et ", " y ", " e ", " en ", " & ", " with ",
        " og ", " - ", " och ",  " и ",   " i ",   ";",    "|",   ",",   "、",   "，",  " – "};
    std::size_t best = std::string_view::npos;
    for (const std::string_view separator : separators) {
        const std::size_t at = text.find(separator);
        if (at >= best) continue;
        // "Eça e Silva" is one name, as "José Volta e Pinto" is: a second author has a first name, too.
        const bool joins_names = separator == " e " || separator == " y " || separator == " i ";
        if (joins_names && text.substr(at + separator.size()).find(' ') == std::string_view::npos) continue;
        best = at;
        length = separator.size();
    }
    return best;
}

/// "MS", "RDN", "PhD": two to five letters, most of them capitals, as part of a list.
bool is_degree(std::string_view name) {
    if (name.size() < 2 || name.size() > 5) return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
}

bool is_name(std::string_view text) {
    if (text.size() < 2 || text.size() > name_bytes_max || is_role(text)) return false;
    if (std::count(text.begin(), text.end(), ' ') >= name_words_max) return false;
    if (text.front() == '/' || is_weekday(ascii_lower(text))) return false;
    if (text.find("://") != std::string_view::npos || text.front() == '#' || text.ends_with(':')) return false;
    if (text.find('@') != std::string_view::npos || text.find("[email") != std::string_view::npos) return false;
    if (text.ends_with('!') || text.ends_with('?')) return false;
    // "paper.example": a host
    if (const std::size_t dot = text.rfind('.');
        dot != std::string_view::npos && dot > 3 && dot + 2 < text.size() && text.find(' ') == std::string_view::npos)
        return false;
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits * 2 < static_cast<std::ptrdiff_t>(text.size()) && !find_date(text);
}

/// True for "eveningledger.example" and "The Evening Ledger" alike where that is the publication.
bool names_source(std::string_view name, std::string_view source) {
    if (source.empty()) return false;
    const std::string a = comparable_letters(name);
    const std::string b = comparable_letters(source);
    if (a.empty() || b.empty()) return false;
    return a == b || a == "the" + b || "the" + a == b || (a.size() > 5 && b.starts_with(a)) ||
           (b.size() > 5 && a.starts_with(b) && a.size() < b.size() + 6);
}

/// "Jo Park Harbour Wire" without the publication or agency that stands behind a name of two words or more.
std::string_view without_house(std::string_view name, std::string_view source) {
    const auto cut = [&](std::string_view house) {
        const std::string letters = comparable_letters(house);
        if (letters.size() < 4) return false;
        for (std::size_t at = name.find(' '); at != std::string_view::npos; at = name.find(' ', at + 1)) {
            const std::string_view first = trimmed(name.substr(0, at));
            if (first.find(' ') == std::string_view::npos || comparable_letters(name.substr(at)) != letters) continue;
            name = first;
            return true;
        }
        return false;
    };
    if (cut(source)) return name;
    for (const std::string_view house : {"Associated Press", "Reuters", "Bloomberg News", "Press Association"})
        if (cut(house)) return name;
    return name;
}

/// "Zoë Prideaux-Lam ·" without what set it apart from a date or a place.
std::string_view without_marks(std::string_view name) {
    constexpr std::string_view marks[] = {"·", "•", "|", "–", "—", ";"};
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string_view mark : marks) {
            if (!name.ends_with(mark)) continue;
            name = trimmed(name.substr(0, name.size() - mark.size()));
            cut = true;
        }
    }
    return name;
}

}  // namespace

std::vector<std::string> split_byline(std::string_view byline, std::string_view source) {
    std::vector<std::string> names;
    const std::string clean = clean_line_of_html(utf8_prefix(byline, byline_bytes_max));
    std::string_view rest = before_rest(without_by(clean));
    while (!rest.empty()) {
        std::size_t length = 0;
        const std::size_t at = std::min(separator_at(rest, length), rest.size());
        std::string_view name = trimmed(without_by(trimmed(rest.substr(0, at))));
        rest.remove_prefix(std::min(rest.size(), at + length));
        if (const std::size_t bracket = name.find(" ("); bracket != std::string_view::npos)
            name = name.substr(0, bracket);
        if (const std::size_t slash = name.find('/'); slash > 0) name = name.substr(0, slash);  // "Jo Park/Reuters"
        name = without_house(without_marks(name), source);
        // What follows the publication is where it has its seat: "The Evening Ledger, Hamburg, Germany".
        if (names_source(name, source)) break;
        if (!is_name(name)) continue;
        if (!names.empty() && (is_degree(name) || equals_blind(name, "jr"))) continue;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    }
    return names;
}

}  // namespace broadsheet
