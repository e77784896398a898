// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_section.h"

#include "indexer/formats/record_fields.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace broadsheet {
namespace {

constexpr std::size_t section_bytes_max = 60;
constexpr std::size_t tag_bytes_max = 80;
constexpr std::size_t tags_max = 30;

bool says_nothing(std::string_view section) {
    static constexpr auto words = std::to_array<std::string_view>({"uncategorized", "uncategorised", "allgemein",
                                                                   "all",           "article",       "articles",
                                                                   "post",          "posts",         "blog",
                                                                   "page",          "pages",         "home",
                                                                   "homepage",      "startseite",    "thema",
                                                                   "story",         "stories",       "default",
                                                                   "general",       "none",          "null",
                                                                   "non classé",    "sin categoría", "senza categoria",
                                                                   "sem categoria", "index",         "main navigation",
                                                                   "navigation",    "menu",          "main menu",
                                                                   "artikel",       "aktuelles",     "undefined",
                                                                   "accueil",       "inicio"});
    const std::string lower = ascii_lower(section);
    return std::find(words.begin(), words.end(), lower) != words.end();
}

/// One name: "News - News" is "News", the first of "Marketing, Social Media"; empty if it says nothing.
std::string tidy_section(std::string section) {
    for (const std::string_view separator : {";", "|", ",", " > ", " / "})
        if (const std::size_t at = section.find(separator); at != std::string::npos && at > 2) section.resize(at);
    if (const std::size_t at = section.find(" - ");
        at != std::string::npos && section.substr(at + 3) == section.substr(0, at))
        section.resize(at);
    section = std::string(trimmed(decode_entities(section)));
    if (section.size() < 2 || section.size() > section_bytes_max || says_nothing(section)) return {};
    if (section.find("://") != std::string::npos || section.front() == '/' || section.front() == '@') return {};
    const bool number =
        std::all_of(section.begin(), section.end(), [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
    return number ? std::string() : section;
}

/// "sport" in https://paper.example/sport/2025/derby, as "Sport".
std::string section_in_address(std::string_view address) {
    static constexpr auto usual = std::to_array<std::string_view>(
        {"politics",   "politik",       "politique",  "politica",    "política",      "polityka",     "politiek",
         "world",      "welt",          "monde",      "mundo",       "mondo",         "business",     "wirtschaft",
         "economy",    "economia",      "economía",   "economie",    "finance",       "finanzen",     "money",
         "markets",    "sport",         "sports",     "deportes",    "esportes",      "fussball",     "football",
         "culture",    "kultur",        "cultura",    "arts",        "entertainment", "lifestyle",    "leben",
         "opinion",    "meinung",       "debatte",    "opiniones",   "kommentar",     "technology",   "tech",
         "technik",    "digital",       "netzwelt",   "science",     "wissen",        "wissenschaft", "sciences",
         "ciencia",    "health",        "gesundheit", "sante",       "salud",         "travel",       "reise",
         "reisen",     "education",     "bildung",    "environment", "umwelt",        "klima",        "climate",
         "local",      "lokales",       "regional",   "panorama",    "gesellschaft",  "society",      "societe",
         "sociedad",   "international", "ausland",    "inland",      "national",      "us-news",      "uk-news",
         "europe",     "europa",        "food",       "auto",        "feuilleton",    "medien",       "media",
         "obituaries", "weather",       "crime",      "justice"});
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    address.remove_prefix(scheme + 3);
    address.remove_prefix(std::min(address.find('/'), address.size()));
    for (int place = 0; place < 2 && address.size() > 1; ++place) {
        address.remove_prefix(1);
        const std::size_t end = address.find('/');
        if (end == std::string_view::npos) return {};
        std::string segment = ascii_lower(address.substr(0, end));
        if (std::find(usual.begin(), usual.end(), segment) != usual.end()) {
            segment.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(segment.front())));
            return segment;
        }
        address.remove_prefix(end);
    }
    return {};
}

bool is_tag(std::string_view tag) {
    if (tag.size() < 2 || tag.size() > tag_bytes_max) return false;
    if (tag.front() == '&' || tag.ends_with("&amp") || tag.ends_with("&quot")) return false;
    if (tag.front() == '@' || tag.front() == '_' || tag.find("://") != std::string_view::npos) return false;
    return tag.find(':') == std::string_view::npos || tag.find(": ") != std::string_view::npos;
}

std::vector<std::string> tidy_tags(const std::vector<std::string>& values) {
    std::vector<std::string> all;
    for (const std::string& value : values)  // each may be a list of its own
        for (std::string& tag : split_tags({clean_line_of_html(decode_entities(value))})) all.push_back(std::move(tag));
    std::vector<std::string> tags = split_tags(all);
    for (std::string& tag : tags)
        if (tag.starts_with('#')) tag.erase(0, 1);
    std::erase_if(tags, [](const std::string& tag) { return !is_tag(tag); });
    if (tags.size() > tags_max) tags.resize(tags_max);
    return tags;
}

}  // namespace

Sourced page_section(const MetaTable& meta, const LinkedData& data, std::string_view address) {
    if (std::string section = tidy_section(data.section); !section.empty())
        return {std::move(section), origin::json_ld};
    for (const std::string_view name : {"article:section", "parsely-section", "sailthru.section", "section",
                                        "og:section", "cxenseparse:section", "prism.section", "category", "dc.subject"})
        if (std::string section = tidy_section(meta.first({name})); !section.empty())
            return {std::move(section), origin::meta};
    if (std::string section = tidy_section(data.trail); !section.empty()) return {std::move(section), origin::json_ld};
    if (std::string section = section_in_address(address); !section.empty()) return {std::move(section), origin::url};
    return {};
}

std::vector<std::string> page_tags(const MetaTable& meta, const LinkedData& data, std::string_view& origin) {
    origin = origin::json_ld;
    std::vector<std::string> tags = tidy_tags(data.tags);
    if (!tags.empty()) return tags;
    origin = origin::meta;
    for (const std::string_view name : {"article:tag", "news_keywords", "parsely-tags", "sailthru.tags",
                                        "citation_keywords", "dc.subject", "keywords"})
        if (tags = tidy_tags(meta.all(name)); !tags.empty()) return tags;
    origin = {};
    return tags;
}

}  // namespace broadsheet
