// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/typing_turns.h"

#include <chrono>
#include <utility>

namespace broadsheet {
namespace {

constexpr int looks_max = 100;
constexpr std::chrono::milliseconds between_looks{20};

bool has_gone(const HttpRequest& request) {
    return request.client_gone && request.client_gone();
}

}  // namespace

TypingTurns::Turn::Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)), wanted_(other.wanted_) {}

TypingTurns::Turn::~Turn() {
    if (turns_) turns_->give_back();
}

TypingTurns::Turn TypingTurns::take(const HttpRequest& request) {
    if (!request.header("x-broadsheet-typing")) return {nullptr, true};
    std::unique_lock lock(mutex_);
    for (int looks = 0; taken_ && looks < looks_max; ++looks) {
        if (has_gone(request)) return {nullptr, false};
        free_.wait_for(lock, between_looks);
    }
    if (taken_) return {nullptr, true};
    taken_ = true;
    return {this, true};
}

void TypingTurns::give_back() {
    {
        const std::lock_guard lock(mutex_);
        taken_ = false;
    }
    free_.notify_one();
}

}  // namespace broadsheet
