// SPDX-License-Identifier: GPL-3.0-or-later
// METS: which blocks of a newspaper's pages are an article. Read if the pages (ALTO) are inside; most METS files only
// point to them, and other files are never opened from here.
#include "indexer/formats/alto_text.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/xml_pieces.h"
#include "indexer/input/clean_text.h"

#include <unordered_map>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t articles_max = 100'000;

class MetsReader {
public:
    MetsReader(const InputInfo& info, ArticleSink& sink) : info_(info), sink_(sink) {}

    void read(ByteStream& stream) {
        XmlPieces pieces(stream, info_.charset, [](std::string_view, std::string_view name) {
            return name == "textblock" || name == "structmap" || name == "dmdsec";
        });
        std::string piece;
        for (auto result = pieces.next(piece); result != XmlPieces::Result::end; result = pieces.next(piece)) {
            if (result == XmlPieces::Result::too_long || bytes_ > alto_text_bytes_max)
                return sink_.problem(Stage::parse, "",
                                     "too large: it holds more than 64 MiB of text, or one part of 16");
            take(piece);
        }
        if (blocks_.empty())
            return sink_.problem(Stage::extract, "",
                                 "it only says how pages are put together; their text is in other files (ALTO)");
        for (const std::string& map : maps_) {
            const XmlElement document = parse_xml(map, XmlNamespaces());
            find_articles(document);
        }
        if (articles_ == 0)
            sink_.problem(Stage::extract, "", "it names no article (a logical division of type ARTICLE) with text");
    }

private:
    void take(const std::string& piece) {
        const XmlElement document = parse_xml(piece, XmlNamespaces());
        if (const XmlElement* block = document.child("textblock")) {
            std::string text = alto_paragraph(*block);
            bytes_ += text.size();
            blocks_.emplace(block->attribute("id"), std::move(text));
        } else if (const XmlElement* section = document.child("dmdsec")) {
            describe(*section);
        } else if (document.child("structmap")) {
            bytes_ += piece.size();
            maps_.push_back(piece);
        }
    }

    /// MODS: of the issue (it has a date) or of a part.
    void describe(const XmlElement& section) {
        const XmlElement* title = find_below(section, {"title"});
        if (const XmlElement* date = find_below(section, {"dateissued"})) {
            issued_ = read_news_date(text_in(*date));
            if (title) source_ = clean_line(text_in(*title));
            if (const XmlElement* language = find_below(section, {"languageterm"}))
                language_ = clean_line(text_in(*language));
        } else if (title) {
            titles_.emplace(section.attribute("id"), clean_line(text_in(*title)));
        }
    }

    void find_articles(const XmlElement& element) {
        for (const XmlNode& node : element.nodes) {
            if (!node.element || articles_ > articles_max) continue;
            if (node.element->name == "div" && equals_blind(node.element->attribute("type"), "article"))
                read_division(*node.element);
            else
                find_articles(*node.element);
        }
    }

    void gather(const XmlElement& element, Article& article) {
        for (const XmlNode& node : element.nodes) {
            if (!node.element) continue;
            const auto block = node.element->name == "area"
                                   ? blocks_.find(std::string(node.element->attribute("begin")))
                                   : blocks_.end();
            if (block != blocks_.end() && !block->second.empty())
                article.body.append(article.body.empty() ? "" : "\n\n").append(block->second);
            gather(*node.element, article);
        }
    }

    void read_division(const XmlElement& division) {
        Article article;
        const auto described = titles_.find(std::string(division.attribute("dmdid")));
        article.title = described != titles_.end() ? described->second : clean_line(division.attribute("label"));
        article.key = clean_line(division.attribute("id"));
        article.source = source_;
        article.language = language_;
        article.published = issued_;
        gather(division, article);
        if (article.body.empty()) return;
        // An id counts within its issue only.
        if (!article.key.empty() && issued_.known()) article.key = to_iso(issued_) + " " + article.key;
        deliver(std::move(article), "article " + std::to_string(++articles_), info_, sink_);
    }

    const InputInfo& info_;
    ArticleSink& sink_;
    std::unordered_map<std::string, std::string> blocks_;
    std::unordered_map<std::string, std::string> titles_;
    std::vector<std::string> maps_;
    std::string source_;
    std::string language_;
    Date issued_;
    std::size_t bytes_ = 0;
    std::size_t articles_ = 0;
};

}  // namespace

void read_mets(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    MetsReader(info, sink).read(stream);
}

}  // namespace broadsheet
