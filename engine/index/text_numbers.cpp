// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/text_numbers.h"

#include <functional>

namespace broadsheet {

std::uint32_t TextNumbers::number_of(std::string_view text) {
    const std::size_t hash = std::hash<std::string_view>{}(text);
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
        const std::uint32_t known = slots_[slot] - 1;
        if (entries_[known].hash == hash && this->text(known) == text) return known;
    }
    entries_.push_back({hash, static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size())});
    texts_ += text;
    slots_[slot] = size();
    if (entries_.size() * 2 > slots_.size()) grow();
    return size() - 1;
}

void TextNumbers::grow() {
    std::vector<std::uint32_t> wider(slots_.size() * 2, 0);
    const std::size_t mask = wider.size() - 1;
    for (std::uint32_t number = 0; number < size(); ++number) {
        std::size_t slot = entries_[number].hash & mask;
        while (wider[slot] != 0) slot = (slot + 1) & mask;
        wider[slot] = number + 1;
    }
    slots_ = std::move(wider);
}

}  // namespace broadsheet
