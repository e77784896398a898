// SPDX-License-Identifier: GPL-3.0-or-later
// ALTO: a page or an issue of a newspaper after character recognition. What belongs together isn't told (METS does), so
// that a file is one article; each of its blocks of text is a paragraph.
#include "engine/analysis/utf8.h"
#include "indexer/formats/alto_text.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/xml_pieces.h"
#include "indexer/input/clean_text.h"

#include <unicode/uchar.h>

#include <utility>

namespace broadsheet {
namespace {

bool starts_small(std::string_view word) {
    if (word.empty()) return false;
    return u_islower(static_cast<UChar32>(decode_utf8(word, 0).character)) != 0;
}

/// Joins words to lines and lines to a paragraph.
class Paragraph {
public:
    void word(std::string_view content) {
        if (content.empty()) return;
        if (cut_ == Cut::hyphen && line_begins_ && starts_small(content)) text_.pop_back();
        const bool joins = line_begins_ && cut_ != Cut::none;  // "Saint-" and "Omer" keep their hyphen
        if (!text_.empty() && !joins) text_ += ' ';
        text_ += content;
        line_begins_ = false;
        cut_ = Cut::none;
    }
    void hyphen() { cut_ = Cut::mark; }
    void end_line() {
        if (cut_ == Cut::none && text_.size() > 1 && text_.back() == '-' && text_[text_.size() - 2] != ' ')
            cut_ = Cut::hyphen;
        line_begins_ = true;
    }
    std::string take() { return std::move(text_); }

private:
    enum class Cut { none, mark, hyphen };
    std::string text_;
    Cut cut_ = Cut::none;
    bool line_begins_ = true;
};

void add_line(const XmlElement& line, Paragraph& paragraph) {
    for (const XmlNode& node : line.nodes) {
        if (!node.element) continue;
        const XmlElement& part = *node.element;
        if (part.name == "string") {
            const std::string_view whole = part.attribute("subs_content");
            const std::string_view type = part.attribute("subs_type");
            if (!whole.empty() && type == "HypPart2") continue;  // the first part has given the word
            paragraph.word(clean_line(!whole.empty() && type == "HypPart1" ? whole : part.attribute("content")));
            if (!whole.empty()) return paragraph.end_line();
        } else if (part.name == "hyp") {
            paragraph.hyphen();
        }
    }
    paragraph.end_line();
}

}  // namespace

std::string alto_paragraph(const XmlElement& text_block) {
    Paragraph paragraph;
    for (const XmlElement* line : text_block.children("textline")) add_line(*line, paragraph);
    return paragraph.take();
}

void read_alto(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    XmlPieces pieces(stream, info.charset, [](std::string_view, std::string_view name) { return name == "textblock"; });
    Article article;
    std::string piece;
    std::size_t blocks = 0;
    for (;;) {
        const XmlPieces::Result result = pieces.next(piece);
        if (result == XmlPieces::Result::end) break;
        const std::string location = "block " + std::to_string(++blocks);
        if (result == XmlPieces::Result::too_long || article.body.size() > alto_text_bytes_max) {
            sink.problem(Stage::parse, location, "too long: the text ends here");
            break;
        }
        const XmlElement document = parse_xml(piece, XmlNamespaces());
        const XmlElement* block = document.child("textblock");
        if (!block) continue;
        if (article.language.empty()) article.language = block->attribute("lang");
        if (const std::string text = alto_paragraph(*block); !text.empty())
            article.body.append(article.body.empty() ? "" : "\n\n").append(text);
    }
    if (pieces.binary())
        sink.problem(Stage::decode, "", "not a text: it holds bytes that no text has");
    else if (article.body.empty())
        sink.problem(Stage::extract, "", "the page holds no recognised text");
    else
        deliver(std::move(article), "", info, sink);
}

}  // namespace broadsheet
