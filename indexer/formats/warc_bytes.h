// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The bytes of a web archive, unpacked if it is gzip, and where in the file they stand.
// Owns the window on them; knows nothing of records.

#include "indexer/input/gzip.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// Positions count unpacked bytes.
class WarcBytes {
public:
    explicit WarcBytes(ByteStream& stream);

    /// The next bytes, at most `count`; fewer only at the end. The view holds until the next call.
    std::string_view peek(std::size_t count);
    std::string take(std::size_t count);      ///< fewer than `count` at the end
    std::uint64_t skip(std::uint64_t count);  ///< returns how many there were
    void give_back(std::string_view bytes);   ///< what was taken last comes again
    std::uint64_t position() const { return position_; }

    /// Where a gzip member ends and the next one begins (or the file ends).
    struct Seam {
        std::uint64_t position = 0;
        std::uint64_t file_offset = 0;   ///< of the member that begins here
        std::uint64_t passed_bytes = 0;  ///< in the file before it, which belong to no member
        MemberEnd before = MemberEnd::whole;
    };
    /// In order, those that have been seen so far and not forgotten.
    const std::deque<Seam>& seams() const { return seams_; }
    /// The first seam after a position; the end of seams() if none is known.
    std::deque<Seam>::const_iterator seam_after(std::uint64_t position) const;
    /// Forgets the seams before the one at or before the position.
    void forget_seams();

    /// "offset 812": of the record, or of its gzip member if it begins one; else also the byte in the unpacked member.
    std::string place() const;

private:
    bool fill();
    std::size_t read_packed(std::span<char> buffer);
    void add_seam(Seam seam);

    ByteStream& stream_;
    std::string head_;  ///< read to tell gzip from plain; given before the stream
    std::unique_ptr<ByteStream> whole_;
    std::unique_ptr<GzipMembers> members_;
    bool in_member_ = false;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::uint64_t position_ = 0;
    std::deque<Seam> seams_;
};

}  // namespace broadsheet
