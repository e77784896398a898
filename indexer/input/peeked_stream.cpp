// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/peeked_stream.h"

#include <algorithm>
#include <cstring>

namespace broadsheet {
namespace {

constexpr std::size_t first_bytes = 16 * 1024;

}  // namespace

std::string_view PeekedStream::head(std::size_t bytes) {
    while (!ended_ && head_.size() < bytes) {
        // Most inputs are much smaller than what is asked for.
        const std::size_t size = head_.size();
        head_.resize(std::min(bytes, std::max(2 * size, first_bytes)));
        const std::size_t more = stream_.read(std::span(head_).subspan(size));
        head_.resize(size + more);
        ended_ = more == 0;
    }
    return std::string_view(head_).substr(0, bytes);
}

std::size_t PeekedStream::read(std::span<char> buffer) {
    const std::size_t size = std::min(buffer.size(), head_.size() - given_);
    if (size == 0) return stream_.read(buffer);
    std::memcpy(buffer.data(), head_.data() + given_, size);
    given_ += size;
    if (given_ == head_.size()) {
        head_ = {};  // a megabyte, perhaps, that nobody needs any more
        given_ = 0;
    }
    return size;
}

bool PeekedStream::seek(std::uint64_t position) {
    if (!stream_.seek(position)) return false;
    head_ = {};
    given_ = 0;
    ended_ = false;
    return true;
}

}  // namespace broadsheet
