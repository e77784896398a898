// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_subtitle.h"

#include "indexer/extract/html_words.h"
#include "indexer/extract/page_title.h"
#include "indexer/input/clean_text.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t marked_bytes_max = 400;

bool names_subtitle(std::string_view names) {
    return has_word(names, {"subtitle", "subheadline", "subhead", "subheading", "standfirst", "dek", "deck",
                            "subtitulo", "untertitel", "soustitre", "chapo", "vorspann", "sottotitolo", "bajada",
                            "copete", "articlesubtitle", "articledek", "teaserlead"});
}

/// A short element whose class or itemprop says that it is the subtitle.
std::string marked_subtitle(xmlNode* root) {
    std::string found;
    find_element(root, [&](xmlNode* node) {
        if (has_tag(node, {"script", "style", "aside", "nav", "footer", "svg", "body", "html", "a"})) return false;
        if (attribute(node, "itemprop") != "alternativeHeadline" && !names_subtitle(class_and_id(node))) return false;
        std::string text = text_below(node);
        if (text.size() < 20 || text.size() > marked_bytes_max) return false;
        found = std::move(text);
        return true;
    });
    return found;
}

/// The text without "…", "..." or "[…]" at its end.
std::string_view without_ellipsis(std::string_view text) {
    for (const std::string_view end : {"[…]", "[...]", "[&hellip;]", "…", "...", "Read more", "(...)"})
        if (text.ends_with(end)) text = trimmed(text.substr(0, text.size() - end.size()));
    return text;
}

bool repeats(std::string_view subtitle, std::string_view title) {
    const std::string a = comparable_letters(subtitle);
    const std::string b = comparable_letters(title);
    return a.empty() || b.starts_with(a) || (a.starts_with(b) && a.size() < b.size() + 40);
}

bool repeats_body(std::string_view subtitle, std::string_view body) {
    const std::string start = comparable_letters(without_ellipsis(subtitle));
    if (start.size() < 30) return false;
    // Datelines may stand before the text in one of the two.
    const std::string text = comparable_letters(body.substr(0, subtitle.size() * 2 + 300));
    const std::string_view beginning = std::string_view(start).substr(0, std::min<std::size_t>(start.size() - 2, 120));
    return text.substr(0, beginning.size() + 60).find(beginning) != std::string::npos;
}

}  // namespace

Sourced page_subtitle(xmlNode* root, const MetaTable& meta, const LinkedData& data, std::string_view title) {
    const Sourced found[] = {
        {data.subtitle, origin::json_ld},
        {marked_subtitle(root), origin::text},
        {meta.first({"og:description"}), origin::meta},
        {meta.first({"description", "twitter:description", "dc.description", "sailthru.description"}), origin::meta},
        {data.description, origin::json_ld}};
    for (const Sourced& one : found)
        if (!repeats(one.value, title)) return one;
    return {};
}

void drop_repeated_subtitle(Article& article) {
    if (!repeats_body(article.subtitle, article.body)) return;
    article.subtitle.clear();
    const std::size_t begin = article.origins.find("subtitle=");
    if (begin == std::string::npos) return;
    const std::size_t end = std::min(article.origins.find(' ', begin), article.origins.size() - 1);
    article.origins.erase(begin, end + 1 - begin);
}

}  // namespace broadsheet
