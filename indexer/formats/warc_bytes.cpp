// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/warc_bytes.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;
/// Real members are of some hundred bytes at least; made ones must not fill the memory with their seams.
constexpr std::size_t seams_max = 100'000;

/// The first bytes of a stream, then the stream.
class Rejoined final : public ByteStream {
public:
    Rejoined(std::string head, ByteStream& rest) : head_(std::move(head)), rest_(rest) {}

    std::size_t read(std::span<char> buffer) override {
        const std::size_t count = std::min(buffer.size(), head_.size() - given_);
        if (count == 0) return rest_.read(buffer);
        std::memcpy(buffer.data(), head_.data() + given_, count);
        given_ += count;
        return count;
    }

private:
    std::string head_;
    ByteStream& rest_;
    std::size_t given_ = 0;
};

std::string first_bytes(ByteStream& stream, std::size_t count) {
    std::string head(count, '\0');
    std::size_t size = 0;
    while (size < count) {
        const std::size_t got = stream.read({head.data() + size, count - size});
        if (got == 0) break;
        size += got;
    }
    head.resize(size);
    return head;
}

}  // namespace

WarcBytes::WarcBytes(ByteStream& stream) : stream_(stream) {
    std::string head = first_bytes(stream_, 4);
    const bool packed = begins_gzip(head);
    whole_ = std::make_unique<Rejoined>(std::move(head), stream_);
    if (packed)
        members_ = std::make_unique<GzipMembers>(*whole_);
    else
        seams_.push_back({});
}

void WarcBytes::add_seam(Seam seam) {
    if (!seams_.empty() && seams_.back().position == seam.position) {
        seam.before = std::max(seam.before, seams_.back().before);
        seam.passed_bytes += seams_.back().passed_bytes;
        seams_.back() = seam;
        return;
    }
    if (seams_.size() >= seams_max) seams_.pop_front();
    seams_.push_back(seam);
}

std::size_t WarcBytes::read_packed(std::span<char> buffer) {
    for (;;) {
        if (in_member_) {
            if (const std::size_t got = members_->read(buffer); got > 0) return got;
        }
        const MemberEnd before = in_member_ ? members_->end() : MemberEnd::whole;
        const bool was_in_member = std::exchange(in_member_, members_->next());
        const std::uint64_t end = position_ + (buffer_.size() - begin_) - buffer.size();
        if (in_member_ || was_in_member || members_->passed_bytes() > 0)
            add_seam({end, members_->offset(), members_->passed_bytes(), before});
        if (!in_member_) return 0;
    }
}

bool WarcBytes::fill() {
    if (begin_ > 0 && begin_ >= buffer_.size() / 2) {
        buffer_.erase(0, begin_);
        begin_ = 0;
    }
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + block_bytes);
    const std::span<char> room(buffer_.data() + old_size, block_bytes);
    const std::size_t got = members_ ? read_packed(room) : whole_->read(room);
    buffer_.resize(old_size + got);
    return got > 0;
}

std::string_view WarcBytes::peek(std::size_t count) {
    while (buffer_.size() - begin_ < count && fill()) {
    }
    return std::string_view(buffer_).substr(begin_, count);
}

std::string WarcBytes::take(std::size_t count) {
    std::string taken;
    while (taken.size() < count) {
        const std::string_view part = peek(std::min(count - taken.size(), block_bytes));
        if (part.empty()) break;
        taken += part;
        begin_ += part.size();
        position_ += part.size();
    }
    return taken;
}

std::uint64_t WarcBytes::skip(std::uint64_t count) {
    std::uint64_t skipped = 0;
    while (skipped < count) {
        const auto part = peek(static_cast<std::size_t>(std::min<std::uint64_t>(count - skipped, block_bytes))).size();
        if (part == 0) break;
        begin_ += part;
        position_ += part;
        skipped += part;
    }
    return skipped;
}

void WarcBytes::give_back(std::string_view bytes) {
    buffer_.replace(0, begin_, bytes);
    begin_ = 0;
    position_ -= bytes.size();
}

std::deque<WarcBytes::Seam>::const_iterator WarcBytes::seam_after(std::uint64_t position) const {
    return std::upper_bound(seams_.begin(), seams_.end(), position,
                            [](std::uint64_t wanted, const Seam& seam) { return wanted < seam.position; });
}

void WarcBytes::forget_seams() {
    const auto after = seam_after(position_);
    if (after - seams_.begin() > 1) seams_.erase(seams_.begin(), after - 1);
}

std::string WarcBytes::place() const {
    const auto after = seam_after(position_);
    if (after == seams_.begin()) return "offset " + std::to_string(position_);
    const Seam& seam = *(after - 1);
    const std::uint64_t inside = position_ - seam.position;
    if (!members_) return "offset " + std::to_string(position_);
    std::string place = "offset " + std::to_string(seam.file_offset);
    if (inside > 0) place += " (byte " + std::to_string(inside) + " of the unpacked member)";
    return place;
}

}  // namespace broadsheet
