// SPDX-License-Identifier: GPL-3.0-or-later
// Compares our matcher with Xapian's on made-up searches: match_differential ARCHIVE SEED COUNT
// Prints what differs; ends with 1 if anything does.
#include "tests/support/match_differential.h"
#include "tests/support/query_generator.h"

#include <cstdio>
#include <string>

int main(int argc, char** argv) {
    using namespace broadsheet;
    if (argc != 4) return 2;
    test::MatchDifferential differential(argv[1]);
    test::QueryGenerator generator(differential.record(), std::stoull(argv[2]));
    const std::size_t count = std::stoul(argv[3]);
    std::size_t different = 0, found = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string faults = differential.differences(generator.next());
        found += differential.matches() != 0 ? 1 : 0;
        if (faults.empty()) continue;
        ++different;
        std::printf("%s\n", faults.c_str());
    }
    std::printf("%zu searches, %zu of them find something, %zu differ\n", count, found, different);
    return different == 0 ? 0 : 1;
}
