// SPDX-License-Identifier: GPL-3.0-or-later
// NewsML-G2 (IPTC): a news item, or a message with many; NewsML 1.x on the way.
#include "indexer/formats/newsml_item.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/xml_pieces.h"

#include <array>
#include <utility>

namespace broadsheet {
namespace {

/// Items that hold no text of their own, and what they are.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> other_items{{
    {"packageitem", "a package: it arranges other items and holds no text"},
    {"conceptitem", "an entry of a vocabulary (a concept), not an article"},
    {"knowledgeitem", "a vocabulary (a knowledge item), not an article"},
    {"planningitem", "a plan of coming coverage, not an article"},
    {"catalogitem", "a catalogue of vocabularies, not an article"},
}};

bool is_item(std::string_view, std::string_view name) {
    if (name == "newsitem") return true;
    for (const auto& [item, reason] : other_items)
        if (item == name) return true;
    return false;
}

void read_item(const XmlElement& item, std::string location, const InputInfo& info, ArticleSink& sink) {
    for (const auto& [name, reason] : other_items)
        if (item.name == name) return sink.problem(Stage::extract, std::move(location), std::string(reason));
    std::string reason;
    const bool g2 = item.child("itemmeta") || item.child("contentmeta") || item.child("contentset");
    Article article = g2 ? read_g2_item(item, reason) : read_newsml_1_item(item, reason);
    if (article.withdrawn && article.title.empty()) article.title = "Withdrawn: " + article.key;
    if (article.title.empty() && article.body.empty())
        sink.problem(Stage::extract, std::move(location), std::move(reason));
    else
        deliver(std::move(article), std::move(location), info, sink);
}

}  // namespace

void read_newsml_g2(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const auto prepare = [&info](const std::string&) -> PieceReader {
        return [info](const std::string& piece, std::string location, ArticleSink& to) {
            const XmlElement document = parse_xml(piece, XmlNamespaces());
            for (const XmlNode& node : document.nodes)
                if (node.element) return read_item(*node.element, std::move(location), info, to);
        };
    };
    read_pieces(stream, info, is_item, "news item", prepare, sink);
}

}  // namespace broadsheet
