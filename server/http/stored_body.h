// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The body of a reply that may be sent many times: never copied, compressed at most once.

#include <cstddef>
#include <mutex>
#include <string>
#include <utility>

namespace broadsheet {

/// May be read by any thread.
class StoredBody {
public:
    explicit StoredBody(std::string plain) : plain_(std::move(plain)) {}

    const std::string& plain() const { return plain_; }
    /// The same as gzip, made by the first who asks.
    const std::string& gzip() const;

    /// What it takes of memory at most, about: text shrinks to less than half.
    std::size_t bytes() const { return plain_.size() + plain_.size() / 2; }

private:
    const std::string plain_;
    mutable std::once_flag compressed_;
    mutable std::string gzip_;
};

/// `bytes` as a gzip file, made quickly rather than small.
std::string gzip_of(const std::string& bytes);

}  // namespace broadsheet
