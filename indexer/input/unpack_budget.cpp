// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/unpack_budget.h"

#include <algorithm>

namespace broadsheet {

bool UnpackBudget::count_unpacked(std::uint64_t bytes) {
    if (!exhausted_.empty()) return false;
    unpacked_bytes_ += bytes;
    const std::uint64_t packed_bytes = std::min(packed_bytes_, packed_bytes_max_);
    if (unpacked_bytes_ > limits_.unpacked_bytes_max)
        exhausted_ = "it unpacks to more than " + std::to_string(limits_.unpacked_bytes_max >> 30) + " GiB";
    else if (unpacked_bytes_ > limits_.ratio_free_bytes && unpacked_bytes_ / limits_.ratio_max > packed_bytes)
        exhausted_ = "it unpacks to more than " + std::to_string(limits_.ratio_max) +
                     " times its size, as only files made for harm do";
    return exhausted_.empty();
}

bool UnpackBudget::count_member() {
    if (!exhausted_.empty()) return false;
    if (++members_ > limits_.members_max)
        exhausted_ = "it holds more than " + std::to_string(limits_.members_max) + " files";
    return exhausted_.empty();
}

}  // namespace broadsheet
