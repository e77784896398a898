// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/damaged_texts.h"

#include "engine/error.h"
#include "engine/record/prepared.h"
#include "engine/record/record_reader.h"
#include "engine/record/sqlite.h"
#include "engine/record/text_hash.h"

namespace broadsheet {

namespace {

/// Of a row of id, size, packed text, hash (0: unknown), title and subtitle.
bool is_damaged(const sqlite::Statement& row) {
    try {
        const sqlite::Blob packed = row.blob(2);
        Article article;
        article.title = row.text(4);
        article.subtitle = row.text(5);
        article.body = decompress_body({reinterpret_cast<const char*>(packed.data()), packed.size()},
                                       static_cast<std::size_t>(row.integer(1)));
        return row.integer(3) != 0 && text_hash_of(article) != row.integer(3);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::corrupt) throw;
        return true;
    }
}

}  // namespace

std::vector<ArticleId> damaged_texts(const std::filesystem::path& archive, std::size_t limit) {
    const sqlite::Connection connection(record_file(archive), sqlite::Connection::Mode::read_only);
    std::vector<ArticleId> damaged;
    // The hash is that of a text as its file gave it; where a summary has filled in a field since, it says nothing.
    for (const char* query :
         {"SELECT a.id, a.body_bytes, b.text, iif(a.filled, 0, a.text_hash), a.title, a.subtitle FROM article a"
          " LEFT JOIN body b ON b.article = a.id ORDER BY a.id",
          "SELECT article, body_bytes, text, 0, title, subtitle FROM version ORDER BY article"}) {
        auto rows = connection.prepare(query);
        while (damaged.size() < limit && rows.step())
            if (is_damaged(rows)) damaged.push_back({static_cast<std::uint32_t>(rows.integer(0))});
    }
    return damaged;
}

}  // namespace broadsheet
