// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/generation_database.h"

#include "engine/error.h"

namespace broadsheet::test {

Xapian::Database open_database(const Generation& generation) {
    Xapian::Database all;
    for (const Generation::Part& part : generation.parts())
        all.add_database(Xapian::Database(part.segment.files->database.reopen()));
    return all;
}

const Generation::Part& part_of(const Generation& generation, const Xapian::Database& segment) {
    for (const Generation::Part& part : generation.parts())
        if (Xapian::Database(part.segment.files->database.reopen()).get_uuid() == segment.get_uuid()) return part;
    throw Error(ErrorKind::corrupt, "index: this segment is no part of the generation");
}

}  // namespace broadsheet::test
