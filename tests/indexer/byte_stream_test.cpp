// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/byte_stream.h"
#include "engine/error.h"

#include <doctest/doctest.h>

#include <string>

using namespace broadsheet;

TEST_CASE("lines come without their ends, with their numbers") {
    const auto stream = bytes_of("one\r\n\ntwo\nlast without end");
    LineReader lines(*stream, 100);
    std::string_view line;
    REQUIRE(lines.next(line) == LineReader::Result::line);
    CHECK(line == "one");
    REQUIRE(lines.next(line) == LineReader::Result::line);
    CHECK(line.empty());
    REQUIRE(lines.next(line) == LineReader::Result::line);
    CHECK(line == "two");
    CHECK(lines.line_number() == 3);
    REQUIRE(lines.next(line) == LineReader::Result::line);
    CHECK(line == "last without end");
    CHECK(lines.next(line) == LineReader::Result::end);
}

TEST_CASE("lines longer than a block are whole, too long ones are skipped to their end") {
    const std::string big(600'000, 'a');
    const auto stream = bytes_of(big + "\nshort\n" + big + big + "\nafter\n");
    LineReader lines(*stream, 700'000);
    std::string_view line;
    REQUIRE(lines.next(line) == LineReader::Result::line);
    CHECK(line == big);
    REQUIRE(lines.next(line) == LineReader::Result::line);
    CHECK(line == "short");
    CHECK(lines.next(line) == LineReader::Result::too_long);
    CHECK(lines.line_number() == 3);
    REQUIRE(lines.next(line) == LineReader::Result::line);
    CHECK(line == "after");
    CHECK(lines.next(line) == LineReader::Result::end);
}

TEST_CASE("read_all gives everything, or nothing if it is too large") {
    bool too_large = true;
    const auto small = bytes_of("abc");
    CHECK(read_all(*small, 3, too_large) == "abc");
    CHECK_FALSE(too_large);
    const auto large = bytes_of("abcd");
    CHECK(read_all(*large, 3, too_large).empty());
    CHECK(too_large);
}

TEST_CASE("a file that can't be opened says which and why") {
    CHECK_THROWS_WITH_AS(open_file("/no/such/file"), doctest::Contains("/no/such/file"), Error);
    CHECK_THROWS_AS(open_file("/"), Error);
}
