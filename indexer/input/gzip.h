// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Gzip a member at a time, as web archives pack their records, and packed HTTP bodies.
// Owns how reading goes on after a broken member.

#include "indexer/input/byte_stream.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

/// How a gzip member ended: as it should, in nonsense or a wrong checksum, or with the file.
enum class MemberEnd { whole, broken, cut_off };

/// True if the bytes begin as a gzip member does.
bool begins_gzip(std::string_view bytes);

class GzipMembers {
public:
    explicit GzipMembers(ByteStream& stream);
    ~GzipMembers();

    /// Goes to the next member, passing over bytes that belong to none; false at the end. After a broken member the
    /// search begins inside it, since missing bytes may have hidden where the next one begins.
    bool next();
    std::uint64_t offset() const;           ///< where in the stream the member begins
    std::uint64_t passed_bytes() const;     ///< how many bytes but zeros next() passed over to get there
    std::size_t read(std::span<char> out);  ///< 0 at the member's end
    MemberEnd end() const;                  ///< after read() gave 0

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct Inflated {
    std::string bytes;
    bool whole = true;  ///< false if the packed data are damaged, cut off or give more than was allowed
};

/// Unpacks gzip, zlib or bare deflate data, whichever they are. No value if not even a beginning could be unpacked.
std::optional<Inflated> inflate_body(std::string_view packed, std::size_t bytes_max);

}  // namespace broadsheet
