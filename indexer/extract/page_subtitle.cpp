// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_subtitle.h"

#include "indexer/extract/date_text.h"
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

/// A short element soon after the headline whose class or itemprop says that it is the subtitle.
std::string marked_subtitle(xmlNode* root, std::string_view title) {
    constexpr int elements_max = 40;
    const std::string wanted = comparable_letters(title);
    std::string found;
    int elements = -1;  // since the headline
    for_each_element(root, [&](xmlNode* node) {
        if (!found.empty() || elements > elements_max) return false;
        if (has_tag(node, {"script", "style", "aside", "nav", "footer", "svg", "head"})) return false;
        if (tag_of(node) == "h1" && !wanted.empty()) {
            const std::string heading = comparable_letters(text_below(node));
            if (heading == wanted || heading.ends_with(wanted)) elements = 0;
            return false;
        }
        if (elements < 0) return true;
        ++elements;
        if (attribute(node, "itemprop") != "alternativeHeadline" && !names_subtitle(class_and_id(node))) return true;
        std::string text = text_below(node);
        if (text.size() < 20 || text.size() > marked_bytes_max || find_date(text)) return true;
        found = std::move(text);
        return false;
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
    // Captions and datelines may stand before it.
    const std::string text = comparable_letters(body.substr(0, 2000));
    const std::string_view beginning = std::string_view(start).substr(0, std::min<std::size_t>(start.size() - 2, 100));
    return text.find(beginning) != std::string::npos;
}

}  // namespace

Sourced page_subtitle(xmlNode* root, const MetaTable& meta, const LinkedData& data, std::string_view title) {
    const Sourced found[] = {
        {data.subtitle, origin::json_ld},
        {marked_subtitle(root, title), origin::text},
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
