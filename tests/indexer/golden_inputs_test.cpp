// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/indexer/golden_files.h"

#include <doctest/doctest.h>

using broadsheet::test::check_golden_files;

TEST_CASE("golden archives and compressed files give their members, or the reason why not") {
    CHECK(check_golden_files("archives") >= 10);
}

TEST_CASE("golden tables give their rows") {
    CHECK(check_golden_files("csv") >= 5);
}

TEST_CASE("golden JSON lines and lists give their articles") {
    CHECK(check_golden_files("jsonl") >= 3);
}
