// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/dead_set.h"

#include "engine/error.h"
#include "engine/fault_point.h"
#include "engine/index/durable_file.h"

#include <xxhash.h>

#include <bit>
#include <cstring>
#include <string>

namespace broadsheet {

bool DeadSet::insert(std::uint32_t document) {
    if (contains(document)) return false;
    bits_[document >> 6] |= std::uint64_t{1} << (document & 63);
    ++count_;
    return true;
}

void DeadSet::write(const std::filesystem::path& file) const {
    std::string bytes(reinterpret_cast<const char*>(bits_.data()), bits_.size() * sizeof bits_[0]);
    const std::uint64_t hash = XXH3_64bits(bytes.data(), bytes.size());
    bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
    write_durably(file, bytes);
    passed(FaultPoint::dead_set_written);
}

DeadSet DeadSet::read(const std::filesystem::path& file, std::uint32_t documents) {
    const MappedFile mapped(file);
    const std::string_view bytes = mapped.bytes();
    DeadSet set(documents);
    const std::size_t size = set.bits_.size() * sizeof set.bits_[0];
    std::uint64_t hash = 0;
    if (bytes.size() == size + sizeof hash) {
        std::memcpy(&hash, bytes.data() + size, sizeof hash);
        std::memcpy(set.bits_.data(), bytes.data(), size);
    }
    if (bytes.size() != size + sizeof hash || hash != XXH3_64bits(bytes.data(), size))
        throw Error(ErrorKind::corrupt, "index: " + file.string() + " is damaged (run `broadsheet rebuild`)");
    for (const std::uint64_t word : set.bits_) set.count_ += static_cast<std::uint32_t>(std::popcount(word));
    return set;
}

}  // namespace broadsheet
