// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/error.h"
#include "indexer/formats/csv_columns.h"
#include "indexer/formats/csv_header.h"
#include "indexer/formats/csv_rows.h"
#include "indexer/formats/json_elements.h"
#include "tests/indexer/collected_articles.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using Fields = std::vector<std::string>;

namespace {

std::vector<std::string> rows_of(std::string bytes, char separator, std::size_t row_bytes_max = 1000) {
    const auto stream = bytes_of(std::move(bytes));
    CsvRows rows(*stream, row_bytes_max);
    rows.set_separator(separator);
    std::vector<std::string> found;
    std::string_view row;
    for (auto result = rows.next(row); result != CsvRows::Result::end; result = rows.next(row)) {
        if (result == CsvRows::Result::row) found.emplace_back(row);
        if (result == CsvRows::Result::too_long) found.emplace_back("too long");
        if (result == CsvRows::Result::unclosed_quote) found.emplace_back("unclosed");
    }
    return found;
}

CollectedArticles read_mapped(Format format, const std::string& text, const std::string& map) {
    auto records = std::make_shared<RecordOptions>();
    records->map = FieldMap::parse(map);
    InputInfo info;
    info.now_s = test_now_s;
    info.records = records;
    CollectedArticles collected;
    read_articles(format, *bytes_of(text), info, collected);
    return collected;
}

}  // namespace

TEST_CASE("rows end where no quote is open") {
    CHECK(rows_of("a,b\r\n\r\nc,\"d\ne\"\rf", ',') == Fields{"a,b", "c,\"d\ne\"", "f"});
    CHECK(rows_of("a,\"b\"\"\nc\"\nd", ',') == Fields{"a,\"b\"\"\nc\"", "d"});
    CHECK(rows_of("6\" nails,x\ny", ',') == Fields{"6\" nails,x", "y"});
    CHECK(rows_of("a,\"b\nc,d\ne", ',') == Fields{"unclosed", "c,d", "e"});
    CHECK(rows_of("a\t\"b\nc\"\nd", '\t') == Fields{"a\t\"b\nc\"", "d"});
    CHECK(rows_of("a\t\"b\nc\td", '\t') == Fields{"a\t\"b", "c\td"});
    CHECK(rows_of(std::string(50, 'x') + "\ny", ',', 20) == Fields{"too long", "y"});
    CHECK(rows_of("\n\n", ',').empty());
}

TEST_CASE("fields of a row: quotes, spaces before them, text after them") {
    CHECK(fields_of_row("a, \"b,c\" ,\"\"\"d\"\"\",", ',') == Fields{"a", "b,c ", "\"d\"", ""});
    CHECK(fields_of_row("\"He said \"no\" twice\",b", ',') == Fields{"He said \"no\" twice", "b"});
    CHECK(fields_of_row("a|b\"c\"|", '|') == Fields{"a", "b\"c\"", ""});
    CHECK(fields_of_row("\"a\"\t\"b\"c\t\"\"\t\"", '\t') == Fields{"a", "\"b\"c", "", "\""});
    CHECK(fields_of_row("", ',') == Fields{""});
}

TEST_CASE("the separator is what the names in the header, or else the most, speak for") {
    CHECK(separator_of("a;b;c,d") == ';');
    CHECK(separator_of("a|b") == '|');
    CHECK(separator_of("a\tb") == '\t');
    CHECK(separator_of("title") == ',');
    CHECK(stated_separator("sep=;\r") == ';');
    CHECK(stated_separator("septic") == 0);
}

TEST_CASE("the user's word goes before every known name") {
    const std::string table = "Headline,Kicker,Pub,Notes\nFerry,It came home.,03/02/2025,Secret\n";
    const CollectedArticles c =
        read_mapped(Format::csv, table, "body=kicker, date=Pub,ignore=Headline,title=Notes,dates=day-first");
    CHECK(c.problems.empty());
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].title == "Secret");
    CHECK(c.articles[0].body == "It came home.");
    CHECK(to_iso(c.articles[0].published) == "2025-02-03");
    CHECK(read_mapped(Format::jsonl, "{\"H\":\"Ferry\",\"T\":\"Home.\"}", "title=H,body=T").articles.size() == 1);
    CHECK(read_mapped(Format::json, "{\"H\":\"Ferry\",\"T\":\"Home.\"}", "title=H,body=T").articles.size() == 1);
    CHECK_THROWS_AS(FieldMap::parse("colour=Red"), Error);
    CHECK_THROWS_AS(FieldMap::parse("title"), Error);
    CHECK_THROWS_AS(FieldMap::parse("dates=first"), Error);
}

TEST_CASE("each column of dates decides its own order, another one's proof helps, and doubt is told") {
    CsvColumns columns({"title", "published", "updated"}, {});
    columns.observe({"a", "03/02/2025", "04/02/2025"}, 2);
    columns.observe({"b", "01/02/2025", "25/02/2025"}, 3);
    columns.decide("en", ',');
    CHECK(columns.doubts().empty() == false);
    CHECK(columns.doubts()[0].column == "published");
    CHECK(columns.doubts()[0].reason.find("read as day first, because the column \"updated\" shows it") !=
          std::string::npos);
    CHECK(columns.description() ==
          "  title → title\n  published → published (day first, because the column \"updated\" shows it)\n"
          "  updated → modified (day first, as 25/02/2025 in row 3 shows)\n");
    CHECK(columns.fields({"a", "03/02/2025", "x"}).first(InputField::published) == "2025-02-03");

    CsvColumns american({"title", "date"}, {});
    american.observe({"a", "03/02/2025"}, 2);
    american.decide("en", ',');
    CHECK(american.fields({"a", "03/02/2025"}).first(InputField::published) == "2025-03-02");
    CHECK(american.contradicts({"a", "28/02/2025"}));
    CHECK_FALSE(american.contradicts({"a", "02/28/2025"}));

    CsvColumns german({"titel", "datum"}, {});
    german.observe({"a", "03/02/2025"}, 2);
    german.decide("de", ',');
    CHECK(german.fields({"a", "3/2/25"}).first(InputField::published) == "2025-02-03");
}

TEST_CASE("a date that contradicts the order only after many rows is told once, and the rows are kept") {
    std::string table = "title,date,text\n";
    for (int i = 0; i < 3000; ++i) table += "A,03/02/2025,The ferry came home and the town was there to see it\n";
    table += "B,28/02/2025,x\nC,27/02/2025,y\n";
    const CollectedArticles c = read_from(Format::csv, table);
    CHECK(c.articles.size() == 3002);
    REQUIRE(c.problems.size() == 2);
    CHECK(c.problems[0].location == "column date");
    CHECK(c.problems[1].location == "row 3002");
}

TEST_CASE("a table of our own export is read as what it was made of, and nobody else's loses an apostrophe") {
    const std::string rows = "7,hw-7,'=1+1 boats,\"''- a quote\",\"'@desk; '=Mei\",'tis\n";
    const CollectedArticles ours =
        read_from(Format::csv, "id,key,title,body,authors,section,datePrecision,dateSource,seenAt\n" + rows);
    REQUIRE(ours.articles.size() == 1);
    CHECK(ours.articles[0].title == "=1+1 boats");
    CHECK(ours.articles[0].body == "'- a quote");
    CHECK(ours.articles[0].key == "hw-7");
    CHECK(ours.articles[0].section == "'tis");
    const CollectedArticles theirs = read_from(Format::csv, "id,key,title,body,authors,section\n" + rows);
    REQUIRE(theirs.articles.size() == 1);
    CHECK(theirs.articles[0].title == "'=1+1 boats");
}

TEST_CASE("elements of a list are cut from a stream of any length") {
    const auto elements_of = [](std::string text) {
        const auto stream = bytes_of(std::move(text));
        JsonElements elements(*stream, 20);
        std::vector<std::string> found;
        std::string_view element;
        for (;;) {
            const auto result = elements.next(element);
            if (result == JsonElements::Result::element) found.emplace_back(element);
            if (result == JsonElements::Result::too_long) found.emplace_back("too long");
            if (result == JsonElements::Result::cut_off) found.emplace_back("cut off");
            if (result == JsonElements::Result::more_after_end) found.emplace_back("more");
            if (result != JsonElements::Result::element && result != JsonElements::Result::too_long) return found;
        }
    };
    CHECK(elements_of("[]").empty());
    CHECK(elements_of(" [ {\"a\":[1,2]} , \"],\\\"[\",3]\n") == Fields{"{\"a\":[1,2]} ", "\"],\\\"[\"", "3"});
    CHECK(elements_of("[1,[2") == Fields{"1", "cut off"});
    CHECK(elements_of("[1] 2") == Fields{"1", "more"});
    CHECK(elements_of("[{\"long\":\"0123456789012345678901234567890\"},2]") == Fields{"too long", "2"});
}

TEST_CASE("a list of more than 4 MiB is read piece by piece, with the same locations") {
    std::string list = "[";
    for (int i = 1; i <= 3; ++i)
        list +=
            (i == 1 ? "" : ",\n") + std::string("{\"title\":\"T\",\"body\":\"") + std::string(1'500'000, 'x') + "\"}";
    const CollectedArticles c = read_from(Format::json, list + ", 7]");
    CHECK(c.locations == Fields{"article 1", "article 2", "article 3"});
    REQUIRE(c.problems.size() == 1);
    CHECK(c.problems[0].location == "article 4");
}
