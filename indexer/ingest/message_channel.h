// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One end of a connection between two processes of ours: whole messages, some with an open file.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet {

/// A descriptor that is closed with its owner.
class OpenFile {
public:
    OpenFile() = default;
    explicit OpenFile(int number) : number_(number) {}
    OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~OpenFile();

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_ = -1;
};

/// What either side sends at most in one message; more is a fault of the sender.
inline constexpr std::size_t message_bytes_max = std::size_t{256} * 1024 * 1024;

struct Message {
    std::uint8_t kind = 0;
    std::string payload;
    OpenFile descriptor;  ///< open if one came along
};

/// What the other side sends can't be a message.
struct ChannelFault {};

class MessageChannel {
public:
    /// `take_descriptors`: whether the other side may send any; else they are dropped.
    MessageChannel(OpenFile socket, bool take_descriptors);

    /// Waits for room. False if the other side has gone. From any thread; messages stay whole.
    bool send(std::uint8_t kind, std::string_view payload, int descriptor = -1);

    enum class Got { message, nothing, end };
    /// Waits at most so long for a whole message, for ever if it is negative; what has come of one is kept for the next
    /// call. For one thread. Throws ChannelFault.
    Got receive(Message& message, std::chrono::milliseconds patience);

private:
    bool read_more();
    void take_message(Message& message);

    OpenFile socket_;
    const bool take_descriptors_;
    std::mutex sending_;
    std::string buffer_;  ///< received and not yet taken, from `begin_` on
    std::size_t begin_ = 0;
    std::deque<OpenFile> arrived_;  ///< of the messages to come that have one, in their order
};

}  // namespace broadsheet
