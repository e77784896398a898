// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/text_heading.h"

#include "engine/analysis/utf8.h"
#include "indexer/extract/date_scanner.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace broadsheet {
namespace {

constexpr std::size_t title_columns = 120;
constexpr std::size_t dateline_bytes_max = 120;

/// Position and length of the dash that ends a dateline; npos if there is none in time.
std::size_t dash_at(std::string_view text) {
    const std::string_view head = text.substr(0, dateline_bytes_max);
    std::size_t best = std::string_view::npos;
    for (const std::string_view dash : {" – ", " — ", " - ", " -- ", ") –", ") —", ") -", " -\n"})
        best = std::min(best, head.find(dash));
    return best;
}

/// Most letters of a dateline's city are capitals.
bool is_upper_case(std::string_view text) {
    std::size_t upper = 0;
    std::size_t lower = 0;
    for (const char c : text) {
        upper += std::isupper(static_cast<unsigned char>(c)) != 0;
        lower += std::islower(static_cast<unsigned char>(c)) != 0;
    }
    return upper >= 3 && lower * 4 < upper;
}

/// A name of at most four words without digits.
bool is_city(std::string_view text) {
    return !text.empty() && text.size() <= 40 && text.find_first_of("0123456789") == std::string_view::npos &&
           std::count(text.begin(), text.end(), ' ') <= 3;
}

/// ", March 3" or ", 3 March": a day and a month, as wire services write them after the city.
bool names_day(std::string_view text) {
    const DateScanner scanner(text);
    bool month = false;
    bool day = false;
    for (std::size_t i = 0; i < scanner.size(); ++i) {
        month = month || scanner.month_at(i) != 0;
        day = day || scanner.number_at(i).has_value();
    }
    return month && day;
}

/// "AP", "Reuters", "Harbour Wire"; not "REVISED" or "YEN PER KILO".
bool is_agency(std::string_view text) {
    if (text.size() < 2 || text.size() > 40 || text.find_first_of("0123456789") != std::string_view::npos) return false;
    return text.size() <= 5 || !is_upper_case(text);
}

std::string title_case(std::string_view text) {
    std::string out(text);
    bool inside = false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto byte = static_cast<unsigned char>(out[i]);
        if (inside && std::isupper(byte)) out[i] = static_cast<char>(std::tolower(byte));
        // Latin-1 capitals in UTF-8: C3 80..9E to C3 A0..BE.
        if (inside && byte >= 0x80 && byte <= 0x9E && byte != 0x97 && static_cast<unsigned char>(out[i - 1]) == 0xC3)
            out[i] = static_cast<char>(byte + 0x20);
        inside = std::isalpha(byte) || byte >= 0x80 || byte == '\'';
    }
    return out;
}

std::size_t sentence_end(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') return i;
        if (text.substr(i, 3) == "。" || text.substr(i, 3) == "！" || text.substr(i, 3) == "？") return i + 3;
        if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
        std::size_t end = i + 1;
        while (end < text.size() && (text[end] == '"' || text[end] == '\'' || text[end] == ')')) ++end;
        if (end < text.size() && text[end] != ' ' && text[end] != '\n') continue;
        // "U.S. ", "Mr. " end no sentence: a full stop after a short capitalised word or initial is passed over.
        std::size_t begin = i;
        while (begin > 0 && text[begin - 1] != ' ') --begin;
        if (text[i] == '.' && i - begin <= 3 && std::isupper(static_cast<unsigned char>(text[begin]))) continue;
        return end;
    }
    return text.size();
}

bool is_remains_line(std::string_view line) {
    static constexpr std::array<std::string_view, 16> starts{"leave a reply",
                                                             "leave a comment",
                                                             "your email address will not be published",
                                                             "required fields are marked",
                                                             "post a comment",
                                                             "cancel reply",
                                                             "save my name, email, and website",
                                                             "add a comment",
                                                             "share this:",
                                                             "like this:",
                                                             "like loading",
                                                             "post comment",
                                                             "notify me of follow-up comments",
                                                             "notify me of new posts",
                                                             "comment *",
                                                             "click to share on"};
    const std::string lower = ascii_lower(trimmed(line));
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return lower.starts_with(start); });
}

bool is_form_label(std::string_view line) {
    static constexpr std::array<std::string_view, 12> labels{"author",  "name",    "name *",  "email",
                                                             "email *", "website", "comment", "comments",
                                                             "reply",   "submit",  "share",   "print"};
    const std::string lower = ascii_lower(trimmed(line));
    return std::find(labels.begin(), labels.end(), lower) != labels.end();
}

}  // namespace

std::string place_name(std::string_view dateline) {
    std::string_view city = trimmed(dateline.substr(0, dateline.find_first_of(",(/")));
    while (!city.empty() && (city.back() == '-' || city.back() == ' ')) city.remove_suffix(1);
    const std::string clean = clean_line(city);
    if (!is_city(clean)) return {};
    return is_upper_case(clean) ? title_case(clean) : clean;
}

Dateline read_dateline(std::string_view text) {
    const std::size_t dash = dash_at(text);
    if (dash == std::string_view::npos) return {};
    std::string_view head = text.substr(0, text[dash] == ')' ? dash + 1 : dash);
    if (head.find('\n') != std::string_view::npos) return {};
    Dateline dateline;
    const std::size_t open = head.rfind('(');
    if (head.ends_with(')') && open != std::string_view::npos) {
        dateline.agency = clean_line(head.substr(open + 1, head.size() - open - 2));
        head = trimmed(head.substr(0, open));
    }
    const std::size_t comma = std::min(head.find(','), head.size());
    const std::string_view city = trimmed(head.substr(0, comma));
    const std::string_view rest = head.substr(comma);
    const bool plausible = city.size() >= 3 && is_upper_case(city) && is_city(city) &&
                           head.find_first_of(":\"!?") == std::string_view::npos;
    if (!plausible || (dateline.agency.empty() ? !names_day(rest) : !is_agency(dateline.agency))) return {};
    dateline.place = place_name(head);
    return dateline;
}

std::string title_from(std::string_view text) {
    text = trimmed(text);
    const std::string sentence = clean_line(text.substr(0, sentence_end(text.substr(0, 4000))));
    if (count_characters(sentence) <= title_columns) {
        if (sentence.ends_with('.') && !sentence.ends_with("..")) return sentence.substr(0, sentence.size() - 1);
        return sentence;
    }
    std::size_t bytes = 0;
    for (std::size_t columns = 0; bytes < sentence.size(); ++bytes)
        if ((static_cast<unsigned char>(sentence[bytes]) & 0xC0) != 0x80 && ++columns > title_columns) break;
    const std::string_view cut = std::string_view(sentence).substr(0, bytes);
    const std::size_t space = cut.rfind(' ');
    std::string_view words = space == std::string_view::npos || space < bytes / 2 ? cut : cut.substr(0, space);
    while (!words.empty() && (words.back() == ',' || words.back() == ';' || words.back() == ':'))
        words.remove_suffix(1);
    return std::string(words) + "…";
}

bool is_heading(std::string_view line, bool empty_line_follows, std::string_view next) {
    const std::size_t columns = count_characters(line);
    if (columns == 0 || columns > 200) return false;
    const bool ends_as_sentence = line.ends_with('.') && !line.ends_with("...");
    if (empty_line_follows) return !ends_as_sentence || columns <= 100;
    if (ends_as_sentence || columns > 120) return false;
    return is_upper_case(line) || next.starts_with("  ") || next.starts_with('\t') || count_characters(next) > 120;
}

std::string_view without_page_remains(std::string_view body) {
    // The remains stand in the last lines; a story that quotes such a line earlier keeps it.
    std::size_t cut = std::string_view::npos;
    std::size_t line_begin = body.size();
    std::size_t lines = 0;
    for (std::size_t end = body.size(); lines < 20 && line_begin > 0; ++lines) {
        line_begin = end == 0 ? 0 : body.rfind('\n', end - 1);
        line_begin = line_begin == std::string_view::npos ? 0 : line_begin + 1;
        if (is_remains_line(body.substr(line_begin, end - line_begin))) cut = line_begin;
        if (line_begin == 0) break;
        end = line_begin - 1;
    }
    if (cut == std::string_view::npos || cut == 0) return body;
    body = trimmed(body.substr(0, cut));
    for (;;) {  // "Author", the label over the form
        const std::size_t begin = body.rfind('\n');
        if (begin == std::string_view::npos || !is_form_label(body.substr(begin + 1))) return body;
        body = trimmed(body.substr(0, begin));
    }
}

}  // namespace broadsheet
