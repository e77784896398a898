// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/xml_pieces.h"

#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr std::size_t outside_bytes_max = 512 * 1024;

/// The label of <?xml encoding="…"?>, which junk may precede; empty if there is none.
std::string declared_charset(std::string_view head) {
    std::string plain;  // UTF-16 without a mark still shows its letters
    for (const char c : head.substr(0, 2048))
        if (c != '\0') plain += c;
    const std::size_t begin = plain.find("<?xml");
    if (begin == std::string::npos) return {};
    const std::string_view declaration = std::string_view(plain).substr(begin, plain.find('>', begin) - begin);
    for (const auto& [name, value] : attributes_of(declaration.substr(1), 10))
        if (equals_blind(name, "encoding")) return std::string(value);
    return {};
}

/// Works on some records: the closure of sink.defer.
struct Batch {
    std::vector<std::pair<std::string, std::string>> records;  ///< text, location
    std::size_t bytes = 0;

    void hand_over(const std::shared_ptr<const PieceReader>& reader, ArticleSink& sink) {
        if (records.empty()) return;
        std::string location = records.front().second;
        const std::size_t cost_bytes = std::exchange(bytes, 0);
        sink.defer(std::move(location), cost_bytes, [reader, own = std::exchange(records, {})](ArticleSink& to) {
            for (const auto& [text, place] : own) (*reader)(text, place, to);
        });
    }
};

}  // namespace

XmlPieces::XmlPieces(ByteStream& stream, std::string charset, WantedElement wanted)
    : wanted_(wanted), label_(std::move(charset)) {
    text_ = decoded(stream, [this](std::string_view head) {
        binary_ = is_binary(head.substr(0, 4096));
        if (std::string declared = declared_charset(head); !declared.empty()) label_ = std::move(declared);
        // Once converted, the text is what it says, whatever the label.
        std::string label = label_;
        if (detect_charset(head, label, false) != "UTF-8") label_.clear();
        return label;
    });
}

/// Reads on, after what is done with has been dropped.
bool XmlPieces::fill() {
    if (at_end_) return false;
    buffer_.erase(0, begin_);
    scanner_.forget(begin_);
    at_ -= begin_;
    begin_ = 0;
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + block_bytes);
    const std::size_t got = text_->read({buffer_.data() + old_size, block_bytes});
    buffer_.resize(old_size + got);
    bytes_ += got;
    at_end_ = got == 0;
    return !at_end_ && !binary_;
}

bool XmlPieces::is_wanted(std::string_view name) const {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return wanted_("", ascii_lower(name));
    return wanted_(ascii_lower(name.substr(0, colon)), ascii_lower(name.substr(colon + 1)));
}

std::string XmlPieces::outside() const {
    return decode_text(outside_, label_);
}

void XmlPieces::keep_outside(std::size_t end) {
    const std::size_t room = outside_bytes_max - std::min(outside_bytes_max, outside_.size());
    outside_.append(buffer_, begin_, std::min(end - begin_, room));
    begin_ = end;
}

/// The piece ends at `end`.
XmlPieces::Result XmlPieces::finish(std::size_t end, std::string& piece) {
    const bool usable = !std::exchange(skipping_, false) && end - begin_ <= piece_bytes_max;
    if (usable) piece = decode_text(std::string_view(buffer_).substr(begin_, end - begin_), label_);
    inside_ = false;
    begin_ = end;
    at_ = std::max(at_, begin_);
    return usable ? Result::piece : Result::too_long;
}

XmlPieces::Result XmlPieces::next(std::string& piece) {
    for (;;) {
        const XmlMarkup markup = scanner_.next(buffer_, at_, at_end_);
        if (markup.kind == XmlMarkup::Kind::none) {
            if (!read_on(markup.begin)) return inside_ ? finish(buffer_.size(), piece) : Result::end;
            continue;
        }
        at_ = markup.end;
        const bool ends = markup.kind == XmlMarkup::Kind::end;
        if ((!ends && markup.kind != XmlMarkup::Kind::start) || !is_wanted(markup.name)) continue;
        if (inside_) {
            if (!ends) at_ = markup.begin;  // the next one begins: an end tag is missing
            return finish(ends ? markup.end : markup.begin, piece);
        }
        if (ends) continue;
        keep_outside(markup.begin);
        inside_ = true;
        if (buffer_[markup.end - 2] == '/') return finish(markup.end, piece);
    }
}

/// After the last markup that is whole, at `position`. False at the end of the stream.
bool XmlPieces::read_on(std::size_t position) {
    at_ = position;
    if (!inside_) keep_outside(position);
    if (inside_ && position - begin_ > piece_bytes_max) {
        skipping_ = true;
        begin_ = position;
    }
    if (at_end_) return false;
    return fill() || !binary_;  // at the end what is left is looked at again, as a whole
}

void read_pieces(ByteStream& stream, const InputInfo& info, WantedElement wanted, const std::string& noun,
                 const std::function<PieceReader(const std::string& outside)>& prepare, ArticleSink& sink) {
    XmlPieces pieces(stream, info.charset, wanted);
    std::shared_ptr<const PieceReader> reader;
    Batch batch;
    std::size_t number = 0;
    std::string piece;
    for (;;) {
        const XmlPieces::Result result = pieces.next(piece);
        if (result == XmlPieces::Result::end || batch.bytes + piece.size() > block_bytes) {
            if (!reader && !batch.records.empty()) reader = std::make_shared<PieceReader>(prepare(pieces.outside()));
            batch.hand_over(reader, sink);
        }
        if (result == XmlPieces::Result::end) break;
        std::string location = noun + " " + std::to_string(++number);
        if (result == XmlPieces::Result::too_long) {
            sink.problem(Stage::parse, std::move(location), "longer than 16 MiB");
            continue;
        }
        batch.bytes += piece.size();
        batch.records.emplace_back(std::exchange(piece, {}), std::move(location));
    }
    if (pieces.binary())
        sink.problem(Stage::decode, "", "not a text: it holds bytes that no text has");
    else if (pieces.empty())
        sink.problem(Stage::extract, "", "the file is empty");
    else if (number == 0)
        sink.problem(Stage::extract, "", "it holds no " + noun);
}

}  // namespace broadsheet
