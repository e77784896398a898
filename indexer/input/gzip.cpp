// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 128 * 1024;
/// What stays of the packed bytes that were read, to look for a member's beginning in them again.
constexpr std::size_t history_bytes = 64 * 1024;
constexpr std::size_t member_head_bytes = 4;

constexpr int gzip_window = 15 + 16;
constexpr int zlib_window = 15;
constexpr int bare_window = -15;

Bytef* packed_bytes(std::string_view bytes) {
    return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

/// zlib's state, which knows its own address and so never moves.
class Inflater {
public:
    explicit Inflater(int window) {
        if (inflateInit2(&z_, window) != Z_OK) throw std::bad_alloc();
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() { inflateEnd(&z_); }

    z_stream& z() { return z_; }

private:
    z_stream z_{};
};

}  // namespace

bool begins_gzip(std::string_view bytes) {
    return bytes.size() >= member_head_bytes && bytes.starts_with("\x1F\x8B\x08") && (bytes[3] & 0xE0) == 0;
}

struct GzipMembers::State {
    explicit State(ByteStream& source) : stream(source) {}

    std::string_view left() const { return std::string_view(buffer).substr(begin); }

    /// Reads on, keeping some of what has been used. False at the end of the stream.
    bool fill() {
        if (begin > history_bytes + block_bytes) {
            const std::size_t spent = begin - history_bytes;
            buffer.erase(0, spent);
            begin -= spent;
            buffer_offset += spent;
        }
        const std::size_t old_size = buffer.size();
        buffer.resize(old_size + block_bytes);
        const std::size_t got = stream.read({buffer.data() + old_size, block_bytes});
        buffer.resize(old_size + got);
        return got > 0;
    }

    /// Goes back into a broken member. Not without end: input made of false beginnings would cost its square.
    void step_back() {
        const std::uint64_t now = buffer_offset + begin;
        const std::uint64_t back = std::max(member_offset + 1, buffer_offset);
        if (back >= now || stepped_back + (now - back) > now + 1024 * 1024) return;
        stepped_back += now - back;
        begin = static_cast<std::size_t>(back - buffer_offset);
    }

    /// Moves to the next beginning of a member; false at the end.
    bool find_member() {
        passed = 0;
        for (;;) {
            while (left().size() < member_head_bytes && fill()) {
            }
            if (left().size() < member_head_bytes) {
                passed += count_other(left());
                begin = buffer.size();
                return false;
            }
            const std::size_t at = std::min(left().find("\x1F\x8B\x08"), left().size() - (member_head_bytes - 1));
            passed += count_other(left().substr(0, at));
            begin += at;
            if (begins_gzip(left())) return true;
            if (at == 0) {
                passed += left().front() != '\0';
                ++begin;
            }
        }
    }

    static std::uint64_t count_other(std::string_view bytes) {
        return bytes.size() - static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\0'));
    }

    ByteStream& stream;
    Inflater inflater{gzip_window};
    std::string buffer;
    std::size_t begin = 0;
    std::uint64_t buffer_offset = 0;
    std::uint64_t member_offset = 0;
    std::uint64_t passed = 0;
    std::uint64_t stepped_back = 0;
    MemberEnd end = MemberEnd::whole;
    bool ended = true;
};

GzipMembers::GzipMembers(ByteStream& stream) : state_(std::make_unique<State>(stream)) {}
GzipMembers::~GzipMembers() = default;

bool GzipMembers::next() {
    State& s = *state_;
    if (s.end == MemberEnd::broken) s.step_back();
    if (!s.find_member()) return false;
    s.member_offset = s.buffer_offset + s.begin;
    inflateReset(&s.inflater.z());
    s.end = MemberEnd::whole;
    s.ended = false;
    return true;
}

std::uint64_t GzipMembers::offset() const {
    return state_->member_offset;
}

std::uint64_t GzipMembers::passed_bytes() const {
    return state_->passed;
}

MemberEnd GzipMembers::end() const {
    return state_->end;
}

std::size_t GzipMembers::read(std::span<char> out) {
    State& s = *state_;
    if (s.ended || out.empty()) return 0;
    z_stream& z = s.inflater.z();
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    while (z.avail_out == out.size() && !s.ended) {
        if (s.left().empty() && !s.fill()) {
            s.end = MemberEnd::cut_off;
            s.ended = true;
            break;
        }
        z.next_in = packed_bytes(s.left());
        z.avail_in = static_cast<uInt>(s.left().size());
        const int result = inflate(&z, Z_NO_FLUSH);
        s.begin = s.buffer.size() - z.avail_in;
        if (result == Z_OK || result == Z_BUF_ERROR) continue;
        s.ended = true;
        if (result == Z_MEM_ERROR) throw std::bad_alloc();
        if (result != Z_STREAM_END) s.end = MemberEnd::broken;
    }
    return out.size() - z.avail_out;
}

namespace {

std::optional<Inflated> inflate_as(int window, std::string_view packed, std::size_t bytes_max) {
    Inflater inflater(window);
    z_stream& z = inflater.z();
    z.next_in = packed_bytes(packed);
    z.avail_in = static_cast<uInt>(packed.size());
    Inflated out;
    int result = Z_OK;
    while (result == Z_OK && out.bytes.size() < bytes_max) {
        const std::size_t old_size = out.bytes.size();
        out.bytes.resize(std::min(bytes_max, std::max<std::size_t>(2 * old_size, 64 * 1024)));
        z.next_out = reinterpret_cast<Bytef*>(out.bytes.data() + old_size);
        z.avail_out = static_cast<uInt>(out.bytes.size() - old_size);
        result = inflate(&z, Z_NO_FLUSH);
        out.bytes.resize(out.bytes.size() - z.avail_out);
    }
    out.whole = result == Z_STREAM_END;
    if (!out.whole && out.bytes.empty()) return {};
    return out;
}

}  // namespace

std::optional<Inflated> inflate_body(std::string_view packed, std::size_t bytes_max) {
    if (begins_gzip(packed)) return inflate_as(gzip_window, packed, bytes_max);
    // Servers send bare deflate data as "deflate" as often as zlib's, which the standard means.
    auto out = inflate_as(zlib_window, packed, bytes_max);
    if (!out) out = inflate_as(bare_window, packed, bytes_max);
    return out;
}

}  // namespace broadsheet
