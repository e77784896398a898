// SPDX-License-Identifier: GPL-3.0-or-later
// Token streams and tables of words: what goes in comes out, whatever is merged; damage is found or does no harm.
#include "engine/index/tokens.h"
#include "engine/error.h"
#include "engine/index/chunk_words.h"
#include "engine/index/lexicon.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <fstream>
#include <random>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

using Occurrences = std::vector<std::pair<std::uint32_t, std::string>>;

/// The words of a body, apart by spaces; "|" leaves out nine positions.
void add_article(ChunkWords& chunk, const std::string& body) {
    chunk.begin_article();
    std::uint32_t position = 0;
    std::istringstream words(body);
    for (std::string word; words >> word;) {
        if (word == "|") {
            position += 9;
            continue;
        }
        const std::uint32_t number = chunk.number_of(word);
        chunk.count(number, WordPlace::anywhere);
        chunk.stream.add_word(TextPart::body, ++position, number);
    }
    chunk.end_article();
}

Occurrences row_of(const Tokens& tokens, std::uint32_t document) {
    Occurrences row;
    tokens.stream(document).for_each_in_row([&](std::uint32_t position, std::uint32_t word) {
        row.emplace_back(position, tokens.words.word(tokens.words.ranks[word]));
    });
    return row;
}

std::uint32_t articles_with(const Tokens& tokens, std::string_view word) {
    const auto rank = tokens.words.find(word);
    return rank ? tokens.words.counts[*rank].articles : 0;
}

OwnedTokens chunk_of(const std::vector<std::string>& bodies) {
    ChunkWords chunk;
    for (const std::string& body : bodies) add_article(chunk, body);
    return chunk.finish();
}

}  // namespace

TEST_CASE("token stream: every part, gap, writing and break comes back where it was") {
    TokenStreamWriter writer;
    writer.add_word(TextPart::title, 1, 5);
    writer.add_word(TextPart::title, 122, 300);
    writer.add_word(TextPart::author, 2, 0);
    writer.add_word(TextPart::body, 1, 70'000);
    writer.add_word(TextPart::body, 12, 5);
    writer.add_writing(body_position + 1, 9);
    writer.add_writing(body_position + 1, 8);
    writer.add_break(4, false);
    writer.add_break(12, true);
    std::string bytes;
    writer.append_to(bytes);
    const TokenStream stream(bytes);

    std::vector<std::pair<std::uint32_t, std::uint32_t>> row, breaks;
    stream.for_each_in_row([&](std::uint32_t position, std::uint32_t word) { row.emplace_back(position, word); });
    CHECK(row == decltype(row){{1, 5},
                               {122, 300},
                               {author_position + 2, 0},
                               {body_position + 1, 70'000},
                               {body_position + 12, 5},
                               {body_position + 1, 9},
                               {body_position + 1, 8}});
    stream.for_each_break([&](std::uint32_t position, bool paragraph) { breaks.emplace_back(position, paragraph); });
    CHECK(breaks == decltype(breaks){{body_position + 4, 0}, {body_position + 12, 1}});
}

TEST_CASE("token stream: a title that repeats the body stands in no row but its own") {
    TokenStreamWriter writer;
    writer.add_word(TextPart::title, 1, 7);
    writer.add_word(TextPart::body, 1, 7);
    writer.set_title_repeats_body();
    std::string bytes;
    writer.append_to(bytes);
    std::vector<std::uint32_t> positions;
    TokenStream(bytes).for_each_in_row([&](std::uint32_t position, std::uint32_t) { positions.push_back(position); });
    CHECK(positions == std::vector<std::uint32_t>{body_position + 1});
    CHECK(TokenStream(bytes).words(TextPart::title).size() == 1);
}

TEST_CASE("token stream: bytes that are cut off or wrong are read without harm") {
    TokenStreamWriter writer;
    for (std::uint32_t i = 1; i < 200; ++i) writer.add_word(TextPart::body, i, i * 1000);
    writer.add_writing(body_position + 3, 4);
    writer.add_break(9, true);
    std::string whole;
    writer.append_to(whole);
    std::mt19937 random(3);
    std::size_t seen = 0;
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        std::string bytes = whole.substr(0, length);
        if (!bytes.empty()) bytes[random() % bytes.size()] = static_cast<char>(random());
        const TokenStream stream(bytes);
        stream.for_each_in_row([&](std::uint32_t, std::uint32_t) { ++seen; });
        stream.for_each_break([&](std::uint32_t, bool) { ++seen; });
    }
    CHECK(seen > whole.size());
}

TEST_CASE("tokens: chunks written as one have their articles in order and one table of words") {
    const TempDir folder;
    const OwnedTokens first = chunk_of({"zebra apple | pear", "apple"}), second = chunk_of({}),
                      third = chunk_of({"quince apple", "", "zebra zebra"});
    write_tokens(folder / "1.tokens", {first.view(), second.view(), third.view()});
    const TokensFile file(folder / "1.tokens");
    const Tokens& tokens = file.tokens();
    REQUIRE(tokens.documents() == 5);
    CHECK(file.streams_are_whole());
    CHECK(row_of(tokens, 0) == Occurrences{{1001, "zebra"}, {1002, "apple"}, {1012, "pear"}});
    CHECK(row_of(tokens, 1) == Occurrences{{1001, "apple"}});
    CHECK(row_of(tokens, 2) == Occurrences{{1001, "quince"}, {1002, "apple"}});
    CHECK(row_of(tokens, 3).empty());
    CHECK(row_of(tokens, 4) == Occurrences{{1001, "zebra"}, {1002, "zebra"}});
    CHECK(tokens.words.size() == 4);
    CHECK(articles_with(tokens, "apple") == 3);
    CHECK(articles_with(tokens, "zebra") == 2);
    CHECK(articles_with(tokens, "lemon") == 0);
    CHECK(tokens.words.numbers[*tokens.words.find("apple")] == 0);  // the most frequent has the shortest code
}

TEST_CASE("tokens: merging files in any grouping gives the same rows") {
    const TempDir folder;
    std::mt19937 random(11);
    std::vector<std::string> bodies(60);
    for (std::string& body : bodies)
        for (std::size_t i = random() % 40; i > 0; --i)
            body += word_of(static_cast<std::uint32_t>(random() % 300 * (random() % 20))) + ' ';
    const OwnedTokens whole = chunk_of(bodies);
    std::vector<OwnedTokens> chunks;
    for (std::size_t i = 0; i < bodies.size(); i += 7)
        chunks.push_back(chunk_of({bodies.begin() + static_cast<std::ptrdiff_t>(i),
                                   bodies.begin() + static_cast<std::ptrdiff_t>(std::min(i + 7, bodies.size()))}));
    std::vector<Tokens> front, back;
    for (std::size_t i = 0; i < chunks.size(); ++i) (i < 4 ? front : back).push_back(chunks[i].view());
    write_tokens(folder / "1.tokens", front);
    write_tokens(folder / "2.tokens", back);
    const TokensFile one(folder / "1.tokens"), two(folder / "2.tokens");
    write_tokens(folder / "3.tokens", {one.tokens(), two.tokens()});
    const TokensFile merged(folder / "3.tokens");
    REQUIRE(merged.tokens().documents() == bodies.size());
    for (std::uint32_t document = 0; document < bodies.size(); ++document)
        CHECK(row_of(merged.tokens(), document) == row_of(whole.view(), document));
    CHECK(merged.tokens().words.text == whole.text);
    for (std::uint32_t rank = 0; rank < whole.ends.size(); ++rank)
        CHECK(merged.tokens().words.counts[rank].articles == whole.counts[rank].articles);
}

TEST_CASE("tokens: a damaged table is refused, damaged streams are told by a check") {
    const TempDir folder;
    const OwnedTokens chunk = chunk_of({"one two three four", "five six"});
    const std::filesystem::path path = folder / "1.tokens";
    write_tokens(path, {chunk.view()});
    const auto size = static_cast<std::size_t>(std::filesystem::file_size(path));
    for (std::size_t at = 0; at < size; ++at) {
        std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekg(static_cast<std::streamoff>(at));
        const char was = static_cast<char>(stream.get());
        stream.seekp(static_cast<std::streamoff>(at));
        stream.put(static_cast<char>(was ^ 0x10)).flush();
        bool found = false;
        try {
            found = !TokensFile(path).streams_are_whole();
        } catch (const Error& error) {
            found = error.kind() == ErrorKind::corrupt;
        }
        const bool padding = at >= 8 + chunk.streams.size() && at < (8 + chunk.streams.size() + 7) / 8 * 8;
        CHECK(found != padding);
        stream.seekp(static_cast<std::streamoff>(at));
        stream.put(was).flush();
    }
    std::filesystem::resize_file(path, size / 2);
    CHECK_THROWS_AS(TokensFile{path}, Error);
}

TEST_CASE("lexicon: counts and beginnings are those of all segments together") {
    TestArchive archive;
    archive.put_and_index("/in/a", {{.title = "Harbour dredged", .body = "harbour harvest", .key = "1"},
                                    {.title = "Two", .body = "harvest of harps", .key = "2"}});
    archive.put_and_index("/in/b", {{.title = "Three", .body = "the harbour again", .key = "3"},
                                    {.title = "Four", .body = "Harbour and a harvest", .key = "4"}});
    FacetDictionary dictionary;
    const auto generation = Generation::open(archive.path(), archive.record().archive_id(), nullptr, dictionary);
    REQUIRE(generation->parts().size() == 2);
    const Lexicon lexicon(*generation);
    CHECK(lexicon.counts("harbour").articles == 3);
    CHECK(lexicon.counts("harbour").titles == 1);
    CHECK(lexicon.counts("harbour").small == 2);
    CHECK(lexicon.counts("nothing").articles == 0);
    using Counted = std::vector<Lexicon::Counted>;
    CHECK(lexicon.starting_with("har", 2) == Counted{{"harbour", 3}, {"harvest", 3}});
    CHECK(lexicon.starting_with("har", 9) == Counted{{"harbour", 3}, {"harvest", 3}, {"harps", 1}});
    CHECK(lexicon.starting_with("har", 9, FieldId::title) == Counted{{"harbour", 1}});
    CHECK(lexicon.starting_with("hax", 9).empty());
}
