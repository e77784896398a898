// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/field_aliases.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace broadsheet {
namespace {

using enum InputField;

constexpr auto aliases = [] {
    std::array table{
        // Ranks: 1 the field's own name or an unmistakable one, 2 usual, 3 second best, 4 better than nothing.
        Alias{"id", key, 2},
        Alias{"uid", key, 2},
        Alias{"guid", key, 1},
        Alias{"uuid", key, 2},
        Alias{"key", key, 1},
        Alias{"docid", key, 2},
        Alias{"documentid", key, 2},
        Alias{"articleid", key, 1},
        Alias{"newsid", key, 2},
        Alias{"uri", key, 3},
        Alias{"identifier", key, 2},
        Alias{"externalid", key, 3},

        Alias{"url", url, 1},
        Alias{"link", url, 2},
        Alias{"canonicalurl", url, 1},
        Alias{"canonical", url, 2},
        Alias{"weburl", url, 2},
        Alias{"articleurl", url, 1},
        Alias{"permalink", url, 1},
        Alias{"sourceurl", url, 3},
        Alias{"href", url, 3},
        Alias{"shorturl", url, 4},
        Alias{"mainentityofpage", url, 3},

        Alias{"title", title, 1},
        Alias{"headline", title, 1},
        Alias{"webtitle", title, 2},
        Alias{"headlines", title, 3},
        Alias{"articletitle", title, 1},
        Alias{"head", title, 3},
        Alias{"heading", title, 2},
        Alias{"titel", title, 2},
        Alias{"titre", title, 2},
        Alias{"titulo", title, 2},
        Alias{"titolo", title, 2},
        Alias{"name", title, 4},
        Alias{"hl1", title, 2},
        Alias{"slugline", title, 4},
        Alias{"subject", title, 4},
        Alias{"überschrift", title, 2},

        Alias{"subtitle", subtitle, 1},
        Alias{"subheadline", subtitle, 1},
        Alias{"standfirst", subtitle, 1},
        Alias{"deck", subtitle, 2},
        Alias{"dek", subtitle, 2},
        Alias{"kicker", subtitle, 4},
        Alias{"trailtext", subtitle, 2},
        Alias{"description", subtitle, 2},
        Alias{"summary", subtitle, 2},
        Alias{"abstract", subtitle, 2},
        Alias{"excerpt", subtitle, 3},
        Alias{"teaser", subtitle, 2},
        Alias{"snippet", subtitle, 4},
        Alias{"leadparagraph", subtitle, 4},
        Alias{"lead", subtitle, 3},
        Alias{"highlights", subtitle, 4},
        Alias{"descriptiontext", subtitle, 3},
        Alias{"alternativeheadline", subtitle, 3},

        Alias{"author", authors, 1},
        Alias{"authors", authors, 1},
        Alias{"by", authors, 2},
        Alias{"byline", authors, 2},
        Alias{"creator", authors, 2},
        Alias{"dccreator", authors, 2},
        Alias{"writer", authors, 2},
        Alias{"writers", authors, 2},
        Alias{"reporter", authors, 2},
        Alias{"journalist", authors, 2},
        Alias{"autor", authors, 2},
        Alias{"auteur", authors, 2},
        Alias{"autoren", authors, 2},
        Alias{"autore", authors, 2},
        Alias{"contributors", authors, 4},
        Alias{"von", authors, 3},

        Alias{"source", source, 1},
        Alias{"publication", source, 2},
        Alias{"publisher", source, 2},
        Alias{"outlet", source, 1},
        Alias{"newspaper", source, 1},
        Alias{"sourcename", source, 1},
        Alias{"sitename", source, 2},
        Alias{"site", source, 3},
        Alias{"journal", source, 3},
        Alias{"medium", source, 4},
        Alias{"quelle", source, 2},
        Alias{"domain", source, 4},
        Alias{"sourcedomain", source, 4},
        Alias{"hostname", source, 4},
        Alias{"provider", source, 4},
        Alias{"sourcehostname", source, 2},
        Alias{"cleanurl", source, 4},
        Alias{"zeitung", source, 2},

        Alias{"agency", agency, 1},
        Alias{"newsagency", agency, 1},
        Alias{"wire", agency, 3},
        Alias{"credit", agency, 4},
        Alias{"agentur", agency, 2},

        Alias{"section", section, 1},
        Alias{"sectionname", section, 1},
        Alias{"category", section, 2},
        Alias{"desk", section, 3},
        Alias{"newsdesk", section, 3},
        Alias{"rubrik", section, 2},
        Alias{"ressort", section, 2},
        Alias{"rubrique", section, 2},
        Alias{"articlesection", section, 1},
        Alias{"sectionid", section, 4},
        Alias{"channel", section, 4},
        Alias{"pillarname", section, 4},
        Alias{"topic", section, 3},
        Alias{"kategorie", section, 2},
        Alias{"seccion", section, 2},

        Alias{"tags", tags, 1},
        Alias{"tag", tags, 1},
        Alias{"keywords", tags, 1},
        Alias{"keyword", tags, 2},
        Alias{"categories", tags, 2},
        Alias{"topics", tags, 2},
        Alias{"labels", tags, 3},
        Alias{"subjects", tags, 3},
        Alias{"desfacet", tags, 3},
        Alias{"newskeywords", tags, 2},
        Alias{"metakeywords", tags, 4},
        Alias{"schlagworte", tags, 2},

        Alias{"language", language, 1},
        Alias{"lang", language, 1},
        Alias{"locale", language, 3},
        Alias{"inlanguage", language, 2},
        Alias{"sprache", language, 2},
        Alias{"langue", language, 2},
        Alias{"metalang", language, 3},

        Alias{"place", place, 1},
        Alias{"dateline", place, 2},
        Alias{"located", place, 2},
        Alias{"location", place, 3},
        Alias{"city", place, 3},
        Alias{"ort", place, 3},

        Alias{"published", published, 1},
        Alias{"publishedat", published, 1},
        Alias{"datepublished", published, 1},
        Alias{"publishdate", published, 1},
        Alias{"datepublish", published, 1},
        Alias{"publisheddate", published, 1},
        Alias{"publicationdate", published, 1},
        Alias{"pubdate", published, 1},
        Alias{"publishedon", published, 1},
        Alias{"publishedtime", published, 1},
        Alias{"publishtime", published, 1},
        Alias{"publicationtime", published, 1},
        Alias{"webpublicationdate", published, 1},
        Alias{"firstpublished", published, 1},
        Alias{"firstpublishedat", published, 1},
        Alias{"firstpublicationdate", published, 1},
        Alias{"articlepublishedtime", published, 1},
        Alias{"publishedutc", published, 1},
        Alias{"issued", published, 2},
        Alias{"date", published, 2},
        Alias{"datetime", published, 1},
        Alias{"datetimepub", published, 1},
        Alias{"dcdate", published, 2},
        Alias{"time", published, 4},
        Alias{"timestamp", published, 3},
        Alias{"created", published, 3},
        Alias{"createdat", published, 3},
        Alias{"datecreated", published, 3},
        Alias{"firstcreated", published, 2},
        Alias{"contentcreated", published, 3},
        Alias{"versioncreated", published, 4},
        Alias{"datum", published, 2},
        Alias{"fecha", published, 2},
        Alias{"data", published, 4},
        Alias{"day", published, 4},
        Alias{"year", published, 4},
        Alias{"issuedate", published, 2},

        Alias{"modified", modified, 1},
        Alias{"modifiedat", modified, 1},
        Alias{"datemodified", modified, 1},
        Alias{"updated", modified, 1},
        Alias{"updatedat", modified, 1},
        Alias{"updateddate", modified, 1},
        Alias{"lastmodified", modified, 1},
        Alias{"lastupdated", modified, 1},
        Alias{"datemodify", modified, 2},
        Alias{"modifieddate", modified, 1},
        Alias{"lastmod", modified, 2},
        Alias{"modificationdate", modified, 1},

        Alias{"seen", seen, 1},
        Alias{"crawled", seen, 2},
        Alias{"crawldate", seen, 2},
        Alias{"fetched", seen, 2},
        Alias{"datedownload", seen, 2},
        Alias{"scrapedat", seen, 2},
        Alias{"retrieved", seen, 2},
        Alias{"accessed", seen, 3},
        Alias{"crawledat", seen, 2},
        Alias{"fetchedat", seen, 2},
        Alias{"indexdate", seen, 3},

        Alias{"body", body, 1},
        Alias{"text", body, 2},
        Alias{"content", body, 2},
        Alias{"article", body, 3},
        Alias{"articlebody", body, 1},
        Alias{"maintext", body, 1},
        Alias{"bodytext", body, 1},
        Alias{"fulltext", body, 1},
        Alias{"bodyhtml", body, 3},
        Alias{"bodyxhtml", body, 3},
        Alias{"contenthtml", body, 3},
        Alias{"contenttext", body, 2},
        Alias{"articletext", body, 1},
        Alias{"articlecontent", body, 1},
        Alias{"cleanedtext", body, 2},
        Alias{"rawtext", body, 4},
        Alias{"textbody", body, 2},
        Alias{"story", body, 3},
        Alias{"document", body, 4},
        Alias{"newstext", body, 2},
        Alias{"contents", body, 3},
        Alias{"inhalt", body, 2},
        Alias{"texte", body, 3},
        Alias{"texto", body, 2},
        Alias{"cuerpo", body, 2},
        Alias{"plaintext", body, 2},
        Alias{"maincontent", body, 2},
        Alias{"paragraphs", body, 3},
    };
    std::sort(table.begin(), table.end(), [](const Alias& a, const Alias& b) { return a.name < b.name; });
    return table;
}();

std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80)
            letters += c;
        else if (std::isalnum(byte))
            letters += static_cast<char>(std::tolower(byte));
    }
    return letters;
}

}  // namespace

std::optional<Alias> find_alias(std::string_view name) {
    if (name.size() > 40) return {};
    const std::string letters = letters_of(name);
    const auto found = std::lower_bound(aliases.begin(), aliases.end(), letters,
                                        [](const Alias& a, const std::string& n) { return a.name < n; });
    if (found == aliases.end() || found->name != letters) return {};
    return *found;
}

}  // namespace broadsheet
