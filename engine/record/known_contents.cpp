// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/known_contents.h"

#include "engine/record/record_reader.h"

#include <algorithm>

namespace broadsheet {

KnownContents::KnownContents(const std::filesystem::path& archive)
    : connection_(record_file(archive), sqlite::Connection::Mode::read_only),
      hashes_(connection_.prepare("SELECT content_hash FROM holding WHERE file = ?1")) {}

std::vector<std::int64_t> KnownContents::of_file(std::int64_t file) {
    std::vector<std::int64_t> hashes;
    hashes_.bind_all(file);
    while (hashes_.step()) hashes.push_back(hashes_.integer(0));
    std::ranges::sort(hashes);
    return hashes;
}

}  // namespace broadsheet
