// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_authors.h"

#include "indexer/extract/byline.h"
#include "indexer/extract/byline_words.h"
#include "indexer/extract/html_words.h"
#include "indexer/extract/sourced.h"
#include "indexer/input/clean_text.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t byline_bytes_max = 120;
constexpr std::size_t authors_max = 20;

class Names {
public:
    explicit Names(std::string_view source) : source_(source) {}

    void take(const std::string& byline, std::string_view from) {
        if (byline.starts_with("http://") || byline.starts_with("https://")) return;
        for (std::string& name : split_byline(byline, source_)) {
            if (std::string agency = agency_in(name); !agency.empty()) {
                if (found_.agency.empty()) found_.agency = std::move(agency);
                continue;
            }
            if (found_.names.size() >= authors_max ||
                std::find(found_.names.begin(), found_.names.end(), name) != found_.names.end())
                continue;
            found_.names.push_back(std::move(name));
            found_.origin = from;
        }
    }

    bool empty() const { return found_.names.empty(); }
    PageAuthors finish() { return std::move(found_); }

private:
    std::string_view source_;
    PageAuthors found_;
};

bool is_byline(const xmlNode* node) {
    if (has_tag(node, {"html", "body", "main", "article", "section", "ul", "ol", "img", "input", "form"})) return false;
    const std::string relation = ascii_lower(attribute(node, "rel"));
    if (relation == "author" || relation.ends_with(" author") || attribute(node, "itemprop") == "author") return true;
    return has_word(class_and_id(node), {"byline", "author", "authors", "autor", "auteur", "authorname", "bylinename",
                                         "autores", "autoren", "verfasser", "articleauthor", "postauthor",
                                         "entryauthor", "writer", "forfatter", "autore", "auteurs", "redacteur"});
}

bool is_elsewhere(const xmlNode* node) {
    if (has_tag(node, {"script", "style", "aside", "footer", "nav", "svg", "form"})) return true;
    if (has_tag(node, {"html", "body", "main", "article"})) return false;
    return has_word(class_and_id(node), {"comment", "comments", "commentlist", "related", "recommended", "teaser",
                                         "teasers", "sidebar", "respond", "widget", "mostread", "popular", "trending"});
}

/// The names that links below a byline show, if it has such links.
std::vector<std::string> linked_names(xmlNode* byline) {
    std::vector<std::string> names;
    for_each_element(byline, [&](xmlNode* node) {
        if (tag_of(node) != "a") return true;
        const std::string target = ascii_lower(attribute(node, "href"));
        const bool person = target.find("author") != std::string::npos || target.find("autor") != std::string::npos ||
                            target.find("/by/") != std::string::npos || target.find("people") != std::string::npos ||
                            target.find("auteur") != std::string::npos || target.find("profile") != std::string::npos ||
                            target.find("writers") != std::string::npos || target.find("staff") != std::string::npos ||
                            target.find("user") != std::string::npos || ascii_lower(attribute(node, "rel")) == "author";
        std::string text = text_below(node);
        if (person && text.size() > 3 && text.size() < 60) names.push_back(std::move(text));
        return false;
    });
    return names;
}

/// The first short element that is marked as the author and holds a name.
void take_marked(xmlNode* root, Names& names) {
    constexpr int looks_max = 100;  // elements inside each other would be read again and again
    bool done = false;
    int looks = 0;
    for_each_element(root, [&](xmlNode* node) {
        if (done || looks >= looks_max || is_elsewhere(node)) return false;
        if (!is_byline(node)) return true;
        ++looks;
        const std::string text = text_below(node);
        if (text.size() < 3) return true;
        if (const auto linked = linked_names(node); !linked.empty() && linked.size() < 6)
            for (const std::string& name : linked) names.take(name, origin::text);
        else if (text.size() <= byline_bytes_max)
            names.take(text, origin::text);
        done = !names.empty();
        return !done && text.size() > byline_bytes_max;
    });
}

}  // namespace

PageAuthors page_authors(xmlNode* root, const MetaTable& meta, const LinkedData& data, std::string_view source) {
    Names names(source);
    for (const std::string& name : data.authors) names.take(name, origin::json_ld);
    for (const std::string_view name :
         {"author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
          "dcterms.creator", "dc.contributor", "byl", "byline", "citation_author", "cxenseparse:author",
          "og:article:author", "twitter:data1"}) {
        if (!names.empty()) break;
        if (name == "twitter:data1") {
            const std::string label = ascii_lower(meta.first({"twitter:label1"}));
            const bool writer = label.find("writ") != std::string::npos ||
                                label.find("verfasst") != std::string::npos ||
                                label.find("crit") != std::string::npos || label.find("author") != std::string::npos;
            if (!writer) continue;
        }
        for (const std::string& value : meta.all(name)) names.take(value, origin::meta);
    }
    if (names.empty()) take_marked(root, names);
    return names.finish();
}

}  // namespace broadsheet
