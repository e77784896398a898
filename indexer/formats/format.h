// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Files to articles: which formats there are, how they are told apart, and how each is read.

#include "engine/article/article.h"
#include "indexer/formats/field_map.h"
#include "indexer/input/byte_stream.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

enum class Format {
    text,
    markdown,
    html,
    mhtml,
    json,
    jsonl,
    csv,
    tsv,
    feed,  ///< RSS, RDF, Atom
    newsml_g2,
    nitf,
    alto,
    mets,
    reuters_sgml,
    warc,  ///< WARC and ARC, also gzip by the record
    email,
    mbox,
    pdf
};

std::string_view name_of(Format format);
std::optional<Format> find_format(std::string_view name);

/// Tells the format from the first bytes of a file; its name only breaks ties. No value for what is none of ours
/// (binary).
std::optional<Format> recognize(std::string_view head, std::string_view file_name);

/// In plain words, why recognize() gave no value for such a file: "it is an RTF document, which is not read".
std::string describe_unrecognized(std::string_view head);

/// True if a folder scan should look at a file of this name at all (hidden files, pictures, styles and the like are
/// passed over).
bool worth_reading(std::string_view file_name);

/// At what a rejected input failed.
enum class Stage { open, recognize, decode, parse, extract, store };
std::string_view name_of(Stage stage);

/// Receives what a reader finds, in the order of the file.
class ArticleSink {
public:
    virtual ~ArticleSink() = default;
    /// `location` says where in the file: "", "line 7", "row 12", "article 3".
    virtual void article(Article article, std::string location) = 0;
    /// One record that could not be used; the rest of the file goes on.
    virtual void problem(Stage stage, std::string location, std::string reason) = 0;

    /// Work on one piece of the input (a batch of records, a page of a web archive) that may be done on another thread;
    /// what it gives to its sink takes its place in the order of the file. It must own what it needs and may throw,
    /// which becomes a problem at `location`. `cost_bytes` is what it holds in memory until then. Here it is done at
    /// once.
    virtual void defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work);
};

/// What the user has said about records of named fields (CSV rows, JSON objects) of all inputs.
struct RecordOptions {
    FieldMap map;  ///< before all names that are known
    /// Told, on any thread, how a table's columns are read, a line of text each; empty if nobody asks.
    std::function<void(const std::string& path, const std::string& columns)> show_columns = {};
};

struct InputInfo {
    std::string path;        ///< for names and defaults; never opened
    std::int64_t now_s = 0;  ///< dates later than a day after this are not believed
    // What is known from outside of the input itself, as a web archive knows it of its pages:
    std::string url = {};      ///< the address that it was fetched from
    std::string charset = {};  ///< its character set as declared by HTTP or mail; empty if it isn't
    Date seen = {};            ///< when it was fetched
    std::shared_ptr<const RecordOptions> records = {};
};

/// Reads every article of an input of known format. One record's faults go to the sink; only I/O throws.
void read_articles(Format format, ByteStream& stream, const InputInfo& info, ArticleSink& sink);

}  // namespace broadsheet
