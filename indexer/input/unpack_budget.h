// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How much unpacking one input may cause, so that a few bytes made for harm don't keep us busy for days.

#include <cstddef>
#include <cstdint>
#include <string>

namespace broadsheet {

struct UnpackLimits {
    /// Of all layers together.
    std::uint64_t unpacked_bytes_max = std::uint64_t{256} * 1024 * 1024 * 1024;
    /// Unpacked bytes for each packed one, beyond the first `ratio_free_bytes`. News unpacks 3 to 30 times.
    std::uint64_t ratio_max = 1000;
    std::uint64_t ratio_free_bytes = std::uint64_t{64} * 1024 * 1024;
    std::uint64_t members_max = 1'000'000;
    std::size_t name_bytes_max = 1024;
    int archives_deep_max = 3;      ///< an archive in an archive in an archive
    int compressions_deep_max = 2;  ///< one compressed file in another, between two archives
};

/// What is left of the limits while one input is unpacked. Used by one thread.
class UnpackBudget {
public:
    explicit UnpackBudget(const UnpackLimits& limits = {}) : limits_(limits) {}

    const UnpackLimits& limits() const { return limits_; }
    void count_packed(std::uint64_t bytes) { packed_bytes_ += bytes; }
    /// What is read twice counts once: no more than `bytes` of packed ones are believed.
    void cap_packed(std::uint64_t bytes) { packed_bytes_max_ = bytes; }
    /// False if it is too much; the stream should end then.
    bool count_unpacked(std::uint64_t bytes);
    bool count_member();

    /// Which limit was passed, in plain words; empty if none was.
    const std::string& exhausted() const { return exhausted_; }

private:
    UnpackLimits limits_;
    std::uint64_t packed_bytes_ = 0;
    std::uint64_t packed_bytes_max_ = UINT64_MAX;
    std::uint64_t unpacked_bytes_ = 0;
    std::uint64_t members_ = 0;
    std::string exhausted_;
};

}  // namespace broadsheet
