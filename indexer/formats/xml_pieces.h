// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A stream of XML cut into its records (entries of a feed, news items, blocks of a page), one at a time, so that a
// file of any size needs the memory of one record and a fault in one of them harms no other.

#include "indexer/formats/format.h"
#include "indexer/formats/xml_markup.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace broadsheet {

/// Says whether an element is a record: its prefix and its name without it, both in lower case.
using WantedElement = bool (*)(std::string_view prefix, std::string_view local_name);

/// The largest record that is read.
inline constexpr std::size_t piece_bytes_max = std::size_t{16} * 1024 * 1024;

class XmlPieces {
public:
    /// `charset` is what is known from outside; what the XML declares comes first.
    XmlPieces(ByteStream& stream, std::string charset, WantedElement wanted);

    enum class Result { piece, too_long, end };
    /// The next wanted element with its tags, as valid UTF-8. One without an end tag ends before the next or at the
    /// end of the stream; one longer than piece_bytes_max is passed over.
    Result next(std::string& piece);

    /// What stands outside of the pieces so far (UTF-8, its first 512 KB).
    std::string outside() const;
    bool binary() const { return binary_; }
    bool empty() const { return bytes_ == 0; }

private:
    bool fill();
    bool read_on(std::size_t position);
    bool is_wanted(std::string_view name) const;
    void keep_outside(std::size_t end);
    Result finish(std::size_t end, std::string& piece);

    WantedElement wanted_;
    std::string label_;  ///< the character set of bytes that the stream hands through as they are
    bool binary_ = false;
    std::unique_ptr<ByteStream> text_;
    MarkupScanner scanner_;
    std::string buffer_;
    std::size_t begin_ = 0;  ///< what stands before is done with
    std::size_t at_ = 0;     ///< what stands before has been looked at
    bool inside_ = false;    ///< a piece begins at begin_
    bool skipping_ = false;  ///< and is too long
    bool at_end_ = false;
    std::size_t bytes_ = 0;
    std::string outside_;
};

/// Reads one record, given to it as UTF-8.
using PieceReader = std::function<void(const std::string& piece, std::string location, ArticleSink& sink)>;

/// Cuts a stream into records and hands them to sink.defer, about 256 KB at a time. `prepare` is called once, when the
/// first of them are ready (so that it sees the whole of what stands outside of them in a small file), and makes
/// their reader, which must own what it needs. Locations are "`noun` 1" and so on. A stream without a record becomes a
/// problem.
void read_pieces(ByteStream& stream, const InputInfo& info, WantedElement wanted, const std::string& noun,
                 const std::function<PieceReader(const std::string& outside)>& prepare, ArticleSink& sink);

}  // namespace broadsheet
