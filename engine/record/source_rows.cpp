// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/source_rows.h"

#include "engine/article/article.h"

namespace broadsheet {

SourceRows::SourceRows(sqlite::Connection& connection)
    : connection_(connection),
      find_(connection.prepare("SELECT id FROM source WHERE slug = ?1")),
      insert_(connection.prepare("INSERT INTO source (slug, name) VALUES (?1, ?2)")) {}

std::int64_t SourceRows::row_of(const std::string& name) {
    if (const auto known = known_.find(name); known != known_.end()) return known->second;
    const std::string slug = slug_of(name);
    find_.bind_all(std::string_view(slug));
    std::int64_t id = find_.step() ? find_.integer(0) : 0;
    find_.reset();
    if (id == 0) {
        insert_.bind_all(std::string_view(slug), std::string_view(name)).run();
        id = connection_.last_insert_id();
    }
    known_.emplace(name, id);
    return id;
}

}  // namespace broadsheet
