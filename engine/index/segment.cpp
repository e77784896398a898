// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/segment.h"

#include "engine/error.h"
#include "engine/index/index_error.h"

#include <xapian.h>

#include <algorithm>

namespace broadsheet {

namespace fs = std::filesystem;

SegmentFiles::SegmentFiles(const fs::path& index, const SegmentEntry& entry)
    : number(entry.number),
      columns(columns_file(index, entry.number)),
      tokens(tokens_file(index, entry.number)),
      database(database_file(index, entry.number)) {
    if (columns.documents() != entry.documents || tokens.tokens().documents() != entry.documents)
        throw Error(ErrorKind::corrupt, "index: segment " + std::to_string(number) + " has " +
                                            std::to_string(columns.documents()) + " documents, the manifest says " +
                                            std::to_string(entry.documents) + " (run `broadsheet rebuild`)");
}

Segment open_segment(const fs::path& index, const SegmentEntry& entry, const Segment* known) {
    Segment segment;
    segment.entry = entry;
    segment.files = known ? known->files : std::make_shared<const SegmentFiles>(index, entry);
    if (entry.dead_generation == 0) return segment;
    segment.dead = known && known->entry.dead_generation == entry.dead_generation
                       ? known->dead
                       : std::make_shared<const DeadSet>(
                             DeadSet::read(dead_file(index, entry.number, entry.dead_generation), entry.documents));
    return segment;
}

void require_whole_database(const fs::path& index, const Segment& segment) {
    const std::string file = database_file(index, segment.entry.number).string();
    try {
        const Xapian::Database database(segment.files->database.reopen());
        if (database.get_doccount() == segment.entry.documents) return;
        throw Error(ErrorKind::corrupt, "index: " + file + " holds " + std::to_string(database.get_doccount()) +
                                            " documents, its columns " + std::to_string(segment.entry.documents) +
                                            " (run `broadsheet rebuild`)");
    } catch (const Xapian::Error& error) {
        throw index_error(error, file);
    }
}

const Segment* find_segment(const std::vector<Segment>& segments, std::uint32_t number) {
    const auto found =
        std::ranges::find_if(segments, [number](const Segment& segment) { return segment.entry.number == number; });
    return found == segments.end() ? nullptr : &*found;
}

}  // namespace broadsheet
