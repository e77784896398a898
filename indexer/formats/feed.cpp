// SPDX-License-Identifier: GPL-3.0-or-later
// RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF: an entry at a time, so that the size of a feed doesn't matter and a fault
// of markup stays in its entry.
#include "indexer/formats/feed_entry.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/xml_pieces.h"

#include <memory>
#include <utility>

namespace broadsheet {
namespace {

/// Entries under any prefix that may stand for RSS or Atom; modules have items, too.
bool is_entry(std::string_view prefix, std::string_view name) {
    if (name == "deleted-entry") return true;
    return (name == "item" || name == "entry") && prefix != "content" && prefix != "media" && prefix != "podcast";
}

}  // namespace

void read_feed(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const auto prepare = [&info](const std::string& outside) -> PieceReader {
        const auto feed = std::make_shared<const FeedContext>(read_feed_context(outside, info.url));
        InputInfo own = info;
        own.url.clear();  // the address of the feed is none of its entries'
        return [feed, own](const std::string& piece, std::string location, ArticleSink& to) {
            const XmlElement document = parse_xml(piece, feed->namespaces);
            for (const XmlNode& node : document.nodes)
                if (node.element) return deliver(read_feed_entry(*node.element, *feed), std::move(location), own, to);
        };
    };
    read_pieces(stream, info, is_entry, "entry", prepare, sink);
}

}  // namespace broadsheet
