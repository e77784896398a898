// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/stored_body.h"

#include <zlib.h>

#include <limits>
#include <stdexcept>

namespace broadsheet {

std::string gzip_of(const std::string& bytes) {
    constexpr int level = Z_BEST_SPEED;  // a third of the time of the default, for a tenth more bytes
    constexpr int gzip_window = 15 + 16;
    constexpr int memory_level = 8;
    z_stream stream{};
    if (bytes.size() > std::numeric_limits<uInt>::max() ||
        deflateInit2(&stream, level, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("a reply cannot be compressed");
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);  // all of it fits: deflateBound
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    packed.shrink_to_fit();
    return packed;
}

const std::string& StoredBody::gzip() const {
    std::call_once(compressed_, [this] { gzip_ = gzip_of(plain_); });
    return gzip_;
}

}  // namespace broadsheet
