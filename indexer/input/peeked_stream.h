// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A stream whose beginning can be looked at before it is read.

#include "indexer/input/byte_stream.h"

#include <string>
#include <string_view>

namespace broadsheet {

class PeekedStream final : public ByteStream {
public:
    /// `stream` stands at its front and outlives this.
    explicit PeekedStream(ByteStream& stream) : stream_(stream) {}

    /// The first `bytes` of the stream, fewer at its end; only before anything has been read. The view holds until the
    /// next call of anything.
    std::string_view head(std::size_t bytes);

    std::size_t read(std::span<char> buffer) override;
    bool seek(std::uint64_t position) override;
    std::optional<std::uint64_t> size_bytes() const override { return stream_.size_bytes(); }

private:
    ByteStream& stream_;
    std::string head_;
    std::size_t given_ = 0;
    bool ended_ = false;
};

}  // namespace broadsheet
