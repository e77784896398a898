// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/byline.h"

#include "engine/analysis/utf8.h"
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
constexpr std::ptrdiff_t name_words_max = 6;

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::array<std::string_view, Size>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// "By", "Von", "Text:", "Analysis by": what stands before a name.
std::string_view without_by(std::string_view text) {
    static constexpr auto words = std::to_array<std::string_view>({"by ",
                                                                   "by:",
                                                                   "von ",
                                                                   "von:",
                                                                   "par ",
                                                                   "par:",
                                                                   "por ",
                                                                   "por:",
                                                                   "di ",
                                                                   "door ",
                                                                   "from ",
                                                                   "av ",
                                                                   "af ",
                                                                   "autor:",
                                                                   "autor ",
                                                                   "autorin:",
                                                                   "autoren:",
                                                                   "auteur:",
                                                                   "auteur ",
                                                                   "autore:",
                                                                   "auteurs:",
                                                                   "author:",
                                                                   "authors:",
                                                                   "text:",
                                                                   "text by ",
                                                                   "texte:",
                                                                   "texto:",
                                                                   "words:",
                                                                   "story:",
                                                                   "bericht:",
                                                                   "автор:",
                                                                   "Автор:",
                                                                   "Авторы:",
                                                                   "Текст:",
                                                                   "авторы:",
                                                                   "текст:",
                                                                   "written by ",
                                                                   "words by ",
                                                                   "story by ",
                                                                   "posted by ",
                                                                   "published by ",
                                                                   "analysis by ",
                                                                   "opinion by ",
                                                                   "reported by ",
                                                                   "report by ",
                                                                   "review by ",
                                                                   "reviewed by ",
                                                                   "interview by ",
                                                                   "created by ",
                                                                   "submitted by ",
                                                                   "reporting by ",
                                                                   "photos by ",
                                                                   "ein beitrag von ",
                                                                   "ein gastbeitrag von ",
                                                                   "ein kommentar von ",
                                                                   "eine kolumne von ",
                                                                   "eine analyse von ",
                                                                   "ein interview von ",
                                                                   "kommentar von ",
                                                                   "interview von ",
                                                                   "un article de ",
                                                                   "propos recueillis par ",
                                                                   "escrito por ",
                                                                   "redactado por ",
                                                                   "publicado por ",
                                                                   "a cura di ",
                                                                   "作者：",
                                                                   "作者:",
                                                                   "文/",
                                                                   "文 / ",
                                                                   "記者"});
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
        best = at;
        length = separator.size();
    }
    return best;
}

/// Words for what people do at a newspaper.
bool names_work(std::string_view lower) {
    static constexpr auto ends = std::to_array<std::string_view>(
        {" editor",      " correspondent", " reporter",  " writer",       " journalist",      " columnist",
         " contributor", " staff",         " desk",      " team",         " newsroom",        " bureau",
         " redakteur",   " redakteurin",   " redaktion", " photographer", " editor-at-large", " editor-in-chief",
         " writers",     " reporters",     " producer",  " chief",        " author"});
    static constexpr auto begins = std::to_array<std::string_view>(
        {"staff ",           "senior ",    "chief ",    "special to ", "editor of ", "redaktion ",
         "editor in ",       "associate ", "for the ",  "redacción ",  "redazione ", "rédaction ",
         "contributors to ", "publiziert", "published", "publicado",   "publié",     "pubblicato",
         "veröffentlicht",   "posted",     "erstellt",  "geschrieben"});
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return lower.ends_with(end); }) ||
           std::any_of(begins.begin(), begins.end(), [&](std::string_view begin) { return lower.starts_with(begin); });
}

bool is_role(std::string_view name) {
    static constexpr auto words = std::to_array<std::string_view>({"reporter",
                                                                   "editor",
                                                                   "correspondent",
                                                                   "staff",
                                                                   "contributor",
                                                                   "writer",
                                                                   "columnist",
                                                                   "journalist",
                                                                   "author",
                                                                   "authors",
                                                                   "admin",
                                                                   "administrator",
                                                                   "webmaster",
                                                                   "root",
                                                                   "user",
                                                                   "redaktion",
                                                                   "redakteur",
                                                                   "redakteurin",
                                                                   "autor",
                                                                   "autorin",
                                                                   "autoren",
                                                                   "rédaction",
                                                                   "la rédaction",
                                                                   "redaction",
                                                                   "redacción",
                                                                   "redaccion",
                                                                   "redazione",
                                                                   "redactie",
                                                                   "redação",
                                                                   "redação ",
                                                                   "editors",
                                                                   "editorial",
                                                                   "newsroom",
                                                                   "news desk",
                                                                   "web desk",
                                                                   "team",
                                                                   "guest",
                                                                   "gastautor",
                                                                   "gast",
                                                                   "anonymous",
                                                                   "unknown",
                                                                   "null",
                                                                   "undefined",
                                                                   "none",
                                                                   "n/a",
                                                                   "name",
                                                                   "auteur",
                                                                   "auteurs",
                                                                   "default",
                                                                   "press release",
                                                                   "pressemitteilung",
                                                                   "agencies",
                                                                   "agency",
                                                                   "wire services",
                                                                   "news",
                                                                   "online",
                                                                   "press office",
                                                                   "presse",
                                                                   "jr",
                                                                   "jr.",
                                                                   "sr.",
                                                                   "phd",
                                                                   "ph.d.",
                                                                   "md",
                                                                   "m.d.",
                                                                   "editorial team",
                                                                   "editorial staff",
                                                                   "the editors",
                                                                   "contributors",
                                                                   "autore",
                                                                   "by",
                                                                   "von",
                                                                   "par",
                                                                   "редакция",
                                                                   "администратор",
                                                                   "админ",
                                                                   "info",
                                                                   "system",
                                                                   "superuser",
                                                                   "super user",
                                                                   "site admin",
                                                                   "site administrator",
                                                                   "online-redaktion",
                                                                   "home",
                                                                   "about",
                                                                   "kontakt",
                                                                   "contact",
                                                                   "more",
                                                                   "comments",
                                                                   "website"});
    const std::string lower = ascii_lower(name);
    return is_one_of(lower, words) || names_work(lower);
}

/// "MS", "RDN", "PhD": two to five letters, most of them capitals, as part of a list.
bool is_degree(std::string_view name) {
    if (name.size() < 2 || name.size() > 5) return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
}

bool is_name(std::string_view text) {
    if (text.size() < 2 || text.size() > name_bytes_max || is_role(text)) return false;
    if (std::count(text.begin(), text.end(), ' ') >= name_words_max) return false;
    if (text.find("://") != std::string_view::npos || text.front() == '#' || text.ends_with(':')) return false;
    if (text.front() == '@' || (text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos))
        return false;
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

}  // namespace

std::string agency_in(std::string_view name) {
    struct Agency {
        std::string_view name;
        std::string_view usual;
    };
    static constexpr auto long_names = std::to_array<Agency>({{"associated press", "AP"},
                                                              {"the associated press", "AP"},
                                                              {"agence france-presse", "AFP"},
                                                              {"agence france presse", "AFP"},
                                                              {"deutsche presse-agentur", "dpa"},
                                                              {"united press international", "UPI"},
                                                              {"press association", "PA Media"},
                                                              {"reuters staff", "Reuters"},
                                                              {"thomson reuters", "Reuters"},
                                                              {"canadian press", "The Canadian Press"},
                                                              {"agencia efe", "EFE"}});
    static constexpr auto usual_names = std::to_array<std::string_view>({"AP",
                                                                         "Reuters",
                                                                         "AFP",
                                                                         "dpa",
                                                                         "ANSA",
                                                                         "EFE",
                                                                         "Xinhua",
                                                                         "TASS",
                                                                         "PTI",
                                                                         "ANI",
                                                                         "IANS",
                                                                         "UPI",
                                                                         "KNA",
                                                                         "epd",
                                                                         "SID",
                                                                         "APA",
                                                                         "sda",
                                                                         "Keystone-SDA",
                                                                         "AAP",
                                                                         "Ritzau",
                                                                         "NTB",
                                                                         "Lusa",
                                                                         "PA Media",
                                                                         "Interfax",
                                                                         "Anadolu Agency",
                                                                         "Kyodo News",
                                                                         "Jiji Press",
                                                                         "PAP",
                                                                         "The Canadian Press",
                                                                         "MTI",
                                                                         "Hina",
                                                                         "Europa Press",
                                                                         "Belga",
                                                                         "ANP",
                                                                         "Yonhap",
                                                                         "Adnkronos",
                                                                         "ČTK"});
    const std::string lower = ascii_lower(name);
    for (const Agency& agency : long_names)
        if (agency.name == lower) return std::string(agency.usual);
    for (const std::string_view usual : usual_names)
        if (equals_blind(usual, lower)) return std::string(usual);
    return {};
}

std::vector<std::string> split_byline(std::string_view byline, std::string_view source) {
    std::vector<std::string> names;
    const std::string clean = clean_line_of_html(byline);
    std::string_view rest = before_rest(without_by(clean));
    while (!rest.empty()) {
        std::size_t length = 0;
        const std::size_t at = std::min(separator_at(rest, length), rest.size());
        std::string_view name = trimmed(without_by(trimmed(rest.substr(0, at))));
        rest.remove_prefix(std::min(rest.size(), at + length));
        if (const std::size_t bracket = name.find(" ("); bracket != std::string_view::npos)
            name = name.substr(0, bracket);
        name = without_house(name, source);
        if (!is_name(name) || names_source(name, source)) continue;
        if (!names.empty() && (is_degree(name) || equals_blind(name, "jr"))) continue;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    }
    return names;
}

}  // namespace broadsheet
