// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/record_reader.h"
#include "engine/record/record_state.h"

namespace broadsheet {

Holdings RecordReader::holdings(ArticleId id) {
    constexpr std::int64_t ns_per_s = 1'000'000'000;
    Holdings holdings;
    auto hashes = state_->connection.prepare("SELECT content_hash, text_hash FROM article WHERE id = ?1");
    hashes.bind_all(std::int64_t{id.value});
    if (!hashes.step()) return holdings;
    holdings.content_hash = static_cast<std::uint64_t>(hashes.integer(0));
    holdings.text_hash = static_cast<std::uint64_t>(hashes.integer(1));
    auto rows = state_->connection.prepare(
        "SELECT f.path, h.location, f.format, f.size_bytes, f.modified_ns FROM article a"
        " JOIN holding h ON h.article = a.id JOIN file f ON f.id = h.file WHERE a.id = ?1"
        " ORDER BY f.id = a.holder DESC, h.run DESC, f.id LIMIT ?2");
    rows.bind_all(std::int64_t{id.value}, static_cast<std::int64_t>(holding_files_max));
    while (rows.step()) {
        holdings.files.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3), rows.integer(4) / ns_per_s,
                                  holdings.files.empty()});
    }
    return holdings;
}

}  // namespace broadsheet
