// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The record's stored schema (articles.db), in prose:
//
//   archive      name, value: "id" is this archive's random identity, which its index must carry too; "stories" is the
//                sequence up to which changes have been compared with the other articles; "grouping" counts changes of
//                the table of that name.
//   source       one row a publication: slug and name as first met.
//   article      one row an article that was ever taken in. `id` is its identity in URLs and is never given twice.
//                `sequence` is the number of its last change: the index follows the record by it. `identity` is a
//                128-bit hash of what makes it this article (address, the source's own key, or place in a file).
//                `removed` rows are tombstones that keep their text, so that a restored file gets its id back: 0 is a
//                living article, 1 one that no file holds, 2 one that somebody has taken down, 3 both. What is taken
//                down stays so, whatever files say, until somebody brings it back; its text follows its files
//                meanwhile. `content_hash` covers every field, `text_hash` title, subtitle and body. `version` is the
//                number of the text shown, `taken_s` when the archive first had it. `holder` is the file whose text
//                this is, `filled` tells that fields were taken from a summary elsewhere. Lists are joined by line
//                feeds. Dates are seconds, precision, source, offset.
//   body         each article's text, zstd-compressed UTF-8; apart, so that walking the articles doesn't read it.
//   version      the texts that articles had besides the one shown, whole: a number is for ever one text.
//   fingerprint  what is kept of an article's text to compare it with others (engine/compare/fingerprint.h).
//   grouping     articles that tell the same: `story` is the smallest id of those on one event, `duplicate` of those
//                with nearly the same text (0: none). Articles alone have no row.
//   file         one row an input file, with the size, time and inode by which an untouched one is told without
//                reading it. A size of -1 means that it must be read again.
//   holding      which articles a file holds, where, in which run that was last seen, and the content hash that it
//                gave. An article without any is removed. What was posted is held by the file named "inbox", which
//                never loses anything.
//   problem      rejected inputs: the file, where in it, at what stage, and why.
//   run          one row an indexing run; without `finished_s` it is under way or died.
//
// `user_version` counts schema changes; a newer one than ours is refused.

#include "engine/record/sqlite.h"

#include <filesystem>

namespace broadsheet {

/// Throws Error{corrupt} if the record of an archive that has an index is missing or empty: it has been lost, and a new
/// one in its place would give the ids of its articles to others. An archive without an index may be a new one.
void refuse_lost_record(const std::filesystem::path& archive);

/// Creates or upgrades the schema, in one transaction: interrupted, it leaves what was there. After an upgrade from
/// version 1 every file will be read again, from version 2 none. Throws Error{corrupt} if the record is of a newer
/// version.
void migrate(sqlite::Connection& connection);

/// Throws Error if a record opened for reading isn't of exactly our version.
void require_current_schema(sqlite::Connection& connection);

}  // namespace broadsheet
