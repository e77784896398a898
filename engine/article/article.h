// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an article is. Plain data, shared by everything else.

#include "engine/article/date.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet {

/// SQLite row id and id in URLs. Starts at 1, survives rebuilds, is never reused; 0 means none.
struct ArticleId {
    std::uint32_t value = 0;
    friend auto operator<=>(const ArticleId&, const ArticleId&) = default;
};

/// Counts changes of the record: every added, updated or removed article takes the next number.
using Sequence = std::uint64_t;

/// One article as its source gave it. All text is valid UTF-8 in NFC without control characters;
/// one-line fields hold no line breaks; `body` is plain paragraphs separated by one empty line.
struct Article {
    std::string key;  ///< the source's own key; empty if it has none
    std::string url;  ///< canonical address; empty if unknown
    std::string title;
    std::string subtitle;
    std::vector<std::string> authors;
    std::string source;  ///< name of the publication, "The Evening Ledger"
    std::string agency;
    std::string section;
    std::vector<std::string> tags;
    std::string language;  ///< ISO 639-1, "en"; empty if unknown
    std::string place;     ///< dateline, "HAMBURG"
    Date published;
    Date modified;
    Date seen;
    /// The source's own number of this version, from 1; 0 if it counts none. A lower one never replaces a higher one.
    std::uint32_t revision = 0;
    bool partial = false;    ///< only a summary, as feeds give it: the full text is somewhere else
    bool withdrawn = false;  ///< its publication has taken it back
    std::string origins;     ///< where fields were found, "title=json-ld authors=meta"; empty if it goes without saying
    std::string body;
};

/// Where an article was read from.
struct Provenance {
    std::string path;      ///< absolute path of the file
    std::string location;  ///< inside the file: "", "line 7", "row 12"
    std::string format;    ///< "html", "jsonl"
};

/// An article as the record holds it.
struct StoredArticle : Article {
    ArticleId id;
    Sequence sequence = 0;
    bool removed = false;
    std::uint32_t version = 1;  ///< number of this text among those that the article had
    std::string source_id;  ///< `source` as a slug, "the-evening-ledger"
    Provenance provenance;
};

/// Lower-case letters and digits of `name` in groups joined by "-"; accents are folded and apostrophes dropped:
/// "Le Courrier du Lac" is "le-courrier-du-lac", "People's Daily" is "peoples-daily".
std::string slug_of(const std::string& name);

}  // namespace broadsheet
