// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_title.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace broadsheet {
namespace {

bool names_site(std::string_view part, std::string_view source) {
    const std::string a = comparable_letters(part);
    const std::string b = comparable_letters(source);
    if (a.size() < 2 || b.size() < 2) return false;
    return a.find(b) != std::string::npos || b.find(a) != std::string::npos;
}

struct Separator {
    std::size_t at;
    std::size_t size;
};

Separator last_separator(std::string_view title) {
    Separator last{std::string_view::npos, 0};
    for (const std::string_view separator : {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • "}) {
        const std::size_t at = title.rfind(separator);
        if (at != std::string_view::npos && (last.at == std::string_view::npos || at > last.at))
            last = {at, separator.size()};
    }
    return last;
}

std::vector<std::string> headings(xmlNode* root) {
    std::vector<std::string> texts;
    for_each_element(root, [&](xmlNode* node) {
        if (has_tag(node, {"script", "style", "footer", "aside", "nav"})) return false;
        if (tag_of(node) != "h1") return true;
        std::string text = text_below(node);
        if (text.size() > 3 && text.size() < 400) texts.push_back(std::move(text));
        return false;
    });
    return texts;
}

/// True if one of two titles contains the other, case and punctuation apart: both are the headline.
bool are_one(std::string_view a, std::string_view b) {
    const std::string x = comparable_letters(a);
    const std::string y = comparable_letters(b);
    return !x.empty() && !y.empty() && (x.find(y) != std::string::npos || y.find(x) != std::string::npos);
}

/// "Local news | Ferry comes home" where headline or og:title are just the end of it.
std::string without_kicker(std::string heading, std::string_view headline, std::string_view said) {
    for (const std::string_view title : {headline, said}) {
        const std::string_view rest = trimmed(title);
        if (rest.size() < 20 || rest.size() >= heading.size() || !heading.ends_with(rest)) continue;
        if (heading.size() - rest.size() < 60) return std::string(rest);
    }
    return heading;
}

}  // namespace

std::string comparable_letters(std::string_view text) {
    std::string letters;
    letters.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        // Typographic marks: U+0080–00BF, U+2000–207F, U+3000–303F.
        if (byte == 0xC2) {
            ++i;
        } else if ((byte == 0xE2 && (next == 0x80 || next == 0x81)) || (byte == 0xE3 && next == 0x80)) {
            i += 2;
        } else if (std::isalnum(byte) || byte >= 0x80) {
            letters += static_cast<char>(std::tolower(byte));
        }
    }
    return letters;
}

std::string without_site_name(std::string_view title, std::string_view source) {
    std::string_view rest = title;
    for (;;) {
        const Separator last = last_separator(rest);
        if (last.at == std::string_view::npos || last.at == 0) break;
        if (!names_site(rest.substr(last.at + last.size), source)) break;
        rest = trimmed(rest.substr(0, last.at));
    }
    // "The Evening Ledger: Ferry comes home", "Ledger » Ferry comes home"
    for (const std::string_view separator : {" » ", " | ", " - ", " – ", ": ", " :: "}) {
        const std::size_t first = rest.find(separator);
        if (first == std::string_view::npos || first > 50 || rest.size() - first < 20) continue;
        if (comparable_letters(rest.substr(0, first)) == comparable_letters(source))
            rest = trimmed(rest.substr(first + separator.size()));
    }
    return std::string(rest);
}

Sourced page_title(xmlNode* root, const MetaTable& meta, std::string_view headline, std::string_view source) {
    const std::vector<std::string> found = headings(root);
    const std::string said = meta.first(
        {"og:title", "twitter:title", "parsely-title", "sailthru.title", "citation_title", "dc.title", "title"});
    // The heading on the page is what readers see; it is the headline if something else on the page says so too.
    for (const std::string& heading : found)
        if (heading.size() > 8 && !names_site(heading, source) &&
            (are_one(heading, said) || are_one(heading, headline) || are_one(heading, meta.title())))
            return {without_kicker(without_site_name(heading, source), headline, said), origin::heading};
    if (!said.empty() && !names_site(said, source)) return {without_site_name(said, source), origin::meta};
    if (!headline.empty()) return {without_site_name(headline, source), origin::json_ld};
    if (found.size() == 1 && !names_site(found.front(), source)) return {found.front(), origin::heading};
    if (!said.empty()) return {without_site_name(said, source), origin::meta};
    std::string title = without_site_name(meta.title(), source);
    const Separator last = last_separator(title);
    // An unknown site's name is the short part at the end.
    if (source.empty() && last.at != std::string::npos && title.size() - last.at < 35 && last.at > 25)
        title.resize(last.at);
    if (title.empty() && !found.empty()) return {found.front(), origin::heading};
    return {std::move(title), origin::title_element};
}

}  // namespace broadsheet
