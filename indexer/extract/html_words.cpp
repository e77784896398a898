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

/// Letters and digits alone, words joined: "article__body js-x" is "articlebody jsx".
std::string joined(std::string_view names) {
    std::string out;
    for (const char c : names) {
        if (is_word_byte(c))
            out += c;
        else if (c == ' ')
            out += ' ';
    }
    return out;
}

}  // namespace

bool has_word(std::string_view names, std::initializer_list<std::string_view> words) {
    return any_word(names,
                    [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); });
}

bool names_body(std::string_view names) {
    static constexpr std::array<std::string_view, 40> bodies{
        "articlebody",      "articletext",    "articlecontent", "articlemain",        "storybody",       "storytext",
        "storycontent",     "entrycontent",   "postcontent",    "postbody",           "posttext",        "contentbody",
        "bodycontent",      "bodytext",       "bodycopy",       "newsbody",           "newstext",        "newscontent",
        "textcontent",      "maintext",       "articledetail",  "articlecopy",        "articlebodytext", "pagecontent",
        "singlecontent",    "blogcontent",    "contenttext",    "articlebodycontent", "textbody",        "entrytext",
        "entrybody",        "contentarticle", "contentnews",    "articlesection",     "fieldnamebody",   "richtext",
        "articleparagraph", "wysiwyg",        "bodymain",       "artikeltext"};
    const std::string names_joined = joined(names);
    return std::any_of(bodies.begin(), bodies.end(),
                       [&](std::string_view body) { return names_joined.find(body) != std::string::npos; });
}

bool names_boilerplate(std::string_view names) {
    static constexpr auto words = [] {
        std::array<std::string_view, 130> table{"ad",
                                                "ads",
                                                "adv",
                                                "advert",
                                                "advertisement",
                                                "advertising",
                                                "adsense",
                                                "adslot",
                                                "adbox",
                                                "advertorial",
                                                "agegate",
                                                "aside",
                                                "authorbio",
                                                "authorbox",
                                                "autor",
                                                "banner",
                                                "bio",
                                                "breadcrumb",
                                                "breadcrumbs",
                                                "bookmark",
                                                "bookmarks",
                                                "callout",
                                                "combx",
                                                "comment",
                                                "comments",
                                                "commentlist",
                                                "community",
                                                "contact",
                                                "consent",
                                                "cookie",
                                                "cookies",
                                                "copyright",
                                                "correction",
                                                "disqus",
                                                "disclaimer",
                                                "donate",
                                                "donation",
                                                "dropdown",
                                                "facebook",
                                                "fb",
                                                "feedback",
                                                "follow",
                                                "footer",
                                                "footnav",
                                                "gdpr",
                                                "headermenu",
                                                "hidden",
                                                "hide",
                                                "icons",
                                                "inlinepromo",
                                                "instagram",
                                                "jumplinks",
                                                "keywords",
                                                "legends",
                                                "login",
                                                "logo",
                                                "mailchimp",
                                                "masthead",
                                                "menu",
                                                "metadata",
                                                "modal",
                                                "more",
                                                "moreon",
                                                "mostpopular",
                                                "mostread",
                                                "nav",
                                                "navbar",
                                                "navigation",
                                                "newsletter",
                                                "newslettersignup",
                                                "next",
                                                "noprint",
                                                "onward",
                                                "outbrain",
                                                "overlay",
                                                "pager",
                                                "pagination",
                                                "partner",
                                                "paywall",
                                                "popular",
                                                "popup",
                                                "prev",
                                                "previous",
                                                "print",
                                                "printonly",
                                                "promo",
                                                "promobox",
                                                "promotion",
                                                "rail",
                                                "rating",
                                                "readmore",
                                                "readnext",
                                                "recirc",
                                                "recirculation",
                                                "recommendation",
                                                "recommendations",
                                                "recommended",
                                                "related",
                                                "relatedlinks",
                                                "relatedposts",
                                                "relatedarticles",
                                                "remark",
                                                "replies",
                                                "reply",
                                                "respond",
                                                "rss",
                                                "search",
                                                "secondary",
                                                "share",
                                                "sharebar",
                                                "sharedaddy",
                                                "sharing",
                                                "shoutbox",
                                                "sidebar",
                                                "signup",
                                                "skip",
                                                "skyscraper",
                                                "social",
                                                "socials",
                                                "sponsor",
                                                "sponsored",
                                                "submeta",
                                                "subscribe",
                                                "subscription",
                                                "taboola",
                                                "tagcloud",
                                                "taglist",
                                                "tags",
                                                "teaser"};
        std::sort(table.begin(), table.end());
        return table;
    }();
    static constexpr auto more_words = [] {
        std::array<std::string_view, 18> table{"toolbar", "tooltip", "topics",   "trending", "twitter",   "upsell",
                                               "widget",  "widgets", "whatsapp", "yarpp",    "zergnet",   "thumbnails",
                                               "sumome",  "jp",      "addtoany", "postmeta", "entrymeta", "byline"};
        std::sort(table.begin(), table.end());
        return table;
    }();
    return any_word(names, [&](std::string_view word) {
        return std::binary_search(words.begin(), words.end(), word) ||
               std::binary_search(more_words.begin(), more_words.end(), word);
    });
}

}  // namespace broadsheet
