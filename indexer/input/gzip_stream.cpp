// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/unpacked_stream.h"

#include "engine/error.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 64 * 1024;
constexpr int gzip_window_bits = 15 + 16;

class GzipStream final : public UnpackedStream {
public:
    GzipStream(ByteStream& packed, UnpackBudget& budget) : packed_(packed), budget_(budget) {
        if (inflateInit2(&inflate_, gzip_window_bits) != Z_OK)
            throw Error(ErrorKind::io, "zlib can't be started: there is too little memory");
    }
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;
    ~GzipStream() override { inflateEnd(&inflate_); }

    std::size_t read(std::span<char> buffer) override {
        while (!ended_) {
            if (inflate_.avail_in == 0 && !fill()) {
                end(at_member_start_ ? "" : "the gzip data end in the middle: the rest is missing");
            } else if (at_member_start_ && !begin_member()) {
                break;
            } else if (const std::size_t got = unpack(buffer); got != 0) {
                if (budget_.count_unpacked(got)) return got;
                end(budget_.exhausted());
            }
        }
        return 0;
    }

private:
    bool fill() {
        if (input_.empty()) input_.resize(block_bytes);
        const std::size_t got = packed_.read(input_);
        inflate_.next_in = reinterpret_cast<Bytef*>(input_.data());
        inflate_.avail_in = static_cast<uInt>(got);
        return got != 0;
    }

    /// Between members: zeros, with which tapes are filled up, and the end are in order; anything else isn't.
    bool begin_member() {
        while (inflate_.avail_in != 0 && *inflate_.next_in == 0 && members_ != 0) {
            ++inflate_.next_in;
            --inflate_.avail_in;
        }
        if (inflate_.avail_in == 0) return true;
        if (members_ != 0 && *inflate_.next_in != 0x1F) {
            end("what follows the gzip data is no gzip: it is left out");
            return false;
        }
        inflateReset(&inflate_);
        at_member_start_ = false;
        ++members_;
        return true;
    }

    std::size_t unpack(std::span<char> buffer) {
        if (at_member_start_) return 0;
        const auto wanted = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1U << 30U));
        inflate_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        inflate_.avail_out = wanted;
        const int result = inflate(&inflate_, Z_NO_FLUSH);
        if (result == Z_STREAM_END)
            at_member_start_ = true;
        else if (result != Z_OK && result != Z_BUF_ERROR)
            end("the gzip data are damaged" + std::string(inflate_.msg ? ": " : "") +
                (inflate_.msg ? inflate_.msg : "") + "; the rest is missing");
        return wanted - inflate_.avail_out;
    }

    void end(std::string fault) {
        ended_ = true;
        fault_ = std::move(fault);
    }

    ByteStream& packed_;
    UnpackBudget& budget_;
    z_stream inflate_{};
    std::string input_;
    std::size_t members_ = 0;
    bool at_member_start_ = true;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<UnpackedStream> open_gzip(ByteStream& packed, UnpackBudget& budget) {
    return std::make_unique<GzipStream>(packed, budget);
}

std::string gzip_head(std::string_view head, std::size_t bytes_max) {
    UnpackBudget budget;
    const auto packed = bytes_of(std::string(head));
    GzipStream stream(*packed, budget);
    std::string unpacked(bytes_max, '\0');
    std::size_t size = 0;
    while (size < bytes_max) {
        const std::size_t got = stream.read(std::span(unpacked).subspan(size));
        if (got == 0) break;
        size += got;
    }
    unpacked.resize(size);
    return unpacked;
}

}  // namespace broadsheet
