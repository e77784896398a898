// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/message_channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace broadsheet {

namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t read_bytes = std::size_t{256} * 1024;

/// Room for one descriptor beside a message, as sendmsg() and recvmsg() want it.
union Ancillary {
    cmsghdr aligned;
    std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

struct Header {
    std::uint32_t payload_bytes = 0;
    std::uint8_t kind = 0;
    std::uint8_t has_descriptor = 0;
    std::uint16_t nothing = 0;
};
static_assert(sizeof(Header) == header_bytes);

/// Leaves out what has been sent.
void advance(std::array<iovec, 2>& parts, std::size_t sent) {
    for (iovec& part : parts) {
        const std::size_t taken = std::min(part.iov_len, sent);
        part.iov_base = static_cast<char*>(part.iov_base) + taken;
        part.iov_len -= taken;
        sent -= taken;
    }
}

}  // namespace

OpenFile::~OpenFile() {
    if (number_ >= 0) ::close(number_);
}

MessageChannel::MessageChannel(OpenFile socket, bool take_descriptors)
    : socket_(std::move(socket)), take_descriptors_(take_descriptors) {}

bool MessageChannel::send(std::uint8_t kind, std::string_view payload, int descriptor) {
    if (payload.size() > message_bytes_max) return false;
    Header header{static_cast<std::uint32_t>(payload.size()), kind, descriptor >= 0, 0};
    std::array<iovec, 2> parts{{{&header, sizeof header}, {const_cast<char*>(payload.data()), payload.size()}}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    Ancillary ancillary{};
    if (descriptor >= 0) {
        message.msg_control = ancillary.bytes.data();
        message.msg_controllen = ancillary.bytes.size();
        cmsghdr* const rights = CMSG_FIRSTHDR(&message);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof descriptor);
        std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
    }
    const std::lock_guard lock(sending_);
    while (parts[0].iov_len + parts[1].iov_len > 0) {
        const ssize_t sent = ::sendmsg(socket_.number(), &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return false;
        advance(parts, static_cast<std::size_t>(sent));
        message.msg_control = nullptr;  // the descriptor went with the first byte
        message.msg_controllen = 0;
    }
    return true;
}

MessageChannel::Got MessageChannel::receive(Message& message, std::chrono::milliseconds patience) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    while (true) {
        const std::size_t there = buffer_.size() - begin_;
        Header header;
        if (there >= header_bytes) std::memcpy(&header, buffer_.data() + begin_, header_bytes);
        if (header.payload_bytes > message_bytes_max) throw ChannelFault{};
        if (there >= header_bytes && there - header_bytes >= header.payload_bytes) break;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
        if (patience.count() >= 0 && left.count() < 0) return Got::nothing;
        pollfd waiting{socket_.number(), POLLIN, 0};
        const int ready = ::poll(&waiting, 1, patience.count() < 0 ? -1 : static_cast<int>(left.count()));
        if (ready == 0) return Got::nothing;
        if (ready > 0 && !read_more()) return Got::end;
    }
    take_message(message);
    return Got::message;
}

/// From the buffer, which holds it whole.
void MessageChannel::take_message(Message& message) {
    Header header;
    std::memcpy(&header, buffer_.data() + begin_, header_bytes);
    message.kind = header.kind;
    message.payload.assign(buffer_, begin_ + header_bytes, header.payload_bytes);
    message.descriptor = {};
    if (header.has_descriptor != 0 && !arrived_.empty()) {
        message.descriptor = std::move(arrived_.front());
        arrived_.pop_front();
    }
    begin_ += header_bytes + header.payload_bytes;
    if (begin_ < buffer_.size()) return;
    buffer_.clear();
    begin_ = 0;
}

bool MessageChannel::read_more() {
    if (begin_ > 0) {
        buffer_.erase(0, begin_);
        begin_ = 0;
    }
    const std::size_t before = buffer_.size();
    buffer_.resize(before + read_bytes);
    iovec part{buffer_.data() + before, read_bytes};
    Ancillary ancillary{};
    msghdr received{};
    received.msg_iov = &part;
    received.msg_iovlen = 1;
    if (take_descriptors_) {
        received.msg_control = ancillary.bytes.data();
        received.msg_controllen = ancillary.bytes.size();
    }
    const ssize_t got = ::recvmsg(socket_.number(), &received, MSG_CMSG_CLOEXEC);
    buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    for (cmsghdr* rights = CMSG_FIRSTHDR(&received); rights; rights = CMSG_NXTHDR(&received, rights)) {
        if (rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS) continue;
        int descriptor = -1;
        std::memcpy(&descriptor, CMSG_DATA(rights), sizeof descriptor);
        arrived_.emplace_back(descriptor);
    }
    return got > 0 || (got < 0 && errno == EINTR);
}

}  // namespace broadsheet
