// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/parser.h"

#include <doctest/doctest.h>

#include <random>

using namespace broadsheet;
using namespace broadsheet::query;

namespace {

constexpr std::int64_t now_s = 1'740'787'200;  // 2025-03-01

ParsedQuery parsed(std::string_view text) {
    ParseOptions options;
    options.now_s = now_s;
    return parse(text, options);
}

/// The canonical text, with " !" behind for each warning.
std::string read(std::string_view text) {
    const ParsedQuery query = parsed(text);
    std::string shown = to_text(query.root);
    for (std::size_t i = 0; i < query.warnings.size(); ++i) shown += " !";
    return shown;
}

std::string read_any(std::string_view text) {
    ParseOptions options;
    options.any_word = true;
    return to_text(parse(text, options).root);
}

std::string shape_of(const Node& node) {
    std::string shape = (node.excluded ? "-" : "") + std::to_string(static_cast<int>(node.kind));
    for (const FieldId field : node.fields) shape += ":" + std::to_string(static_cast<int>(field));
    if (node.kind == NodeKind::dates) {
        shape +=
            std::to_string(node.range.from_s.value_or(-1)) + ".." + std::to_string(node.range.before_s.value_or(-1));
    } else {
        shape += "'" + node.text + "'" + std::to_string(node.distance);
    }
    shape += '[';
    for (const Node& child : node.children) shape += shape_of(child);
    return shape + ']';
}

std::size_t leaves_of(const Node& node) {
    if (node.children.empty()) return node.kind == NodeKind::nothing ? 0 : 1;
    std::size_t leaves = 0;
    for (const Node& child : node.children) leaves += leaves_of(child);
    return leaves;
}

}  // namespace

TEST_CASE("words, phrases, exclusions, alternatives and brackets are read") {
    CHECK(read("open source") == "open source");
    CHECK(read("  \"Open  Source\" licence ") == "\"Open  Source\" licence");
    CHECK(read("a OR b") == "a | b");
    CHECK(read("a | b") == "a | b");
    CHECK(read("a b OR c d") == "(a b) | (c d)");
    CHECK(read("a (b OR c) d") == "a (b | c) d");
    CHECK(read("a AND b OR c") == "(a b) | c");
    CHECK(read("a -b NOT c") == "a -b -c");
    CHECK(read("a AND NOT b") == "a -b");
    CHECK(read("a NOT NOT b") == "a b");
    CHECK(read("-(a OR b) c") == "-(a | b) c");
    CHECK(read("-\"open source\" c") == "-\"open source\" c");
    CHECK(read("((a))") == "a");
    CHECK(read("a OR -b") == "a | (-b)");
    CHECK(read("OPEN OR SHUT") == "OPEN | SHUT");
    CHECK(read("and or not near") == "and or not near");
    CHECK(read("fish and chips") == "fish and chips");
}

TEST_CASE("an empty query and a query without words mean nothing") {
    for (const char* text : {"", "   ", "()", "( ( ) )", "-", "*", "...", "\"\"", "\"--\"", "& / -", "- - -"}) {
        CAPTURE(text);
        CHECK(parsed(text).root.kind == NodeKind::nothing);
    }
}

TEST_CASE("only exclusions are everything without them") {
    const Node root = parsed("-open").root;
    REQUIRE(root.kind == NodeKind::all_of);
    REQUIRE(root.children.size() == 1);
    CHECK(root.children[0].excluded);
    CHECK(read("-open -source") == "-open -source");
}

TEST_CASE("a hyphen excludes only after a space, at the start and after a bracket") {
    CHECK(read("open-source") == "open-source");
    CHECK(read("order A-123-456") == "order A-123-456");
    CHECK(read("order -123-456") == "order -123-456");
    CHECK(parsed("order -123-456").root.children[1].excluded);
    CHECK(read("a - b") == "a b");
    CHECK(read("\"a\"-b") == "\"a\" b");
    CHECK(read("(-a b)") == "-a b");
    CHECK(read("title:-a") == "title:a");
    CHECK(read("--a") == "-a");
    CHECK(read("-\"!!\" foo") == "foo");
    CHECK(read("-= foo") == "foo");
    CHECK(read("-=\"open\" foo") == "-=open foo");
    CHECK(read("–a") == "–a");
}

TEST_CASE("operators in impossible places are words, and a warning says so") {
    CHECK(read("AND") == "and !");
    CHECK(read("a AND") == "a and !");
    CHECK(read("OR a") == "or a !");
    CHECK(read("a OR") == "a or !");
    CHECK(read("NOT") == "not !");
    CHECK(read("a OR OR b") == "(a or) | b !");
    CHECK(read("(OR)") == "or !");
    CHECK(read("NEAR a") == "near a !");
    CHECK(read("a NEAR") == "a near !");
    CHECK(read("a NEAR -b") == "a near -b !");
    CHECK(read("a | ") == "a !");
    CHECK(read("+AND +a") == "and a");
    CHECK(parsed("a AND").warnings[0].position == 2);
    CHECK(parsed("a AND").warnings[0].message == "AND needs something on both sides; searched as a word.");
}

TEST_CASE("NEAR binds its words tightest") {
    CHECK(read("open NEAR source") == "open NEAR/10 source");
    CHECK(read("open NEAR/5 source licence") == "open NEAR/5 source licence");
    CHECK(read("a NEAR/2 b NEAR/4 c") == "a NEAR/4 b NEAR/4 c");
    CHECK(read("a NEAR/0 b") == "a NEAR/1 b");
    CHECK(read("a NEAR/5000 b") == "a NEAR/100 b");
    CHECK(read("-a NEAR b") == "-(a NEAR/10 b)");
    CHECK(read("open-source NEAR econ*") == "open-source NEAR/10 econ*");
    CHECK(read("title:a NEAR title:b") == "title:a NEAR/10 title:b");
    CHECK(parsed("title:(a NEAR b)").root.fields == std::vector<FieldId>{FieldId::title});
    CHECK(read("a NEAR/x b") == "a near x b");
    CHECK(read("mergers/acquisitions 24/7") == "mergers acquisitions 24/7");
    CHECK(read("a NEAR/s b NEAR/Sentence c") == "a NEAR/s b NEAR/s c");
    CHECK(read("a NEAR/p b") == "a NEAR/p b");
    CHECK(read("a NEAR/paragraph b") == "a NEAR/p b");
    CHECK(read("a NEAR/s b NEAR/2 c") == "a NEAR/s b c !");
}

TEST_CASE("NEAR between what has no single place is read as both") {
    CHECK(read("(a b) NEAR c") == "a b c !");
    CHECK(read("\"a b\" NEAR c") == "\"a b\" NEAR/10 c");
    CHECK(read("(a | \"b c\") NEAR d") == "(a | \"b c\") NEAR/10 d");
    CHECK(read("(a | title:b) NEAR c") == "(a | title:b) c !");
    CHECK(read("source:x NEAR c") == "source:x c !");
    CHECK(read("title:a NEAR c") == "title:a c !");
}

TEST_CASE("fields reach to their value, phrase or bracket") {
    CHECK(read("title:open source") == "title:open source");
    CHECK(read("headline:\"open source\"") == "title:\"open source\"");
    CHECK(read("TITLE:(a OR b) c") == "(title:a | title:b) c");
    CHECK(read("by:smith") == "author:smith");
    CHECK(read("title: open") == "title:open");
    CHECK(read("-title:open") == "-title:open");
    CHECK(read("title:(a author:b)") == "title:a author:b");
    CHECK(read("title:econ*") == "title:econ*");
    CHECK(read("title:=Open") == "title:=Open");
    CHECK(read("title:AND") == "title:AND");
}

TEST_CASE("a field without a value and an unknown field are words") {
    CHECK(read("title:") == "title !");
    CHECK(read("title: OR b") == "title | b !");
    CHECK(read("titel:foo") == "titel:foo !");
    CHECK(parsed("titel:foo").warnings[0].message ==
          "There is no field \"titel\"; searched as words. Did you mean title:?");
    CHECK(read("10:30 https://example.com/a Brexit: what now") == "10:30 https://example.com/a Brexit: what now");
}

TEST_CASE("keyword fields take whole values, several by commas") {
    CHECK(read("source:reuters") == "source:reuters");
    CHECK(read("publication:reuters,afp") == "source:reuters | source:afp");
    CHECK(read("source:a,b open") == "(source:a | source:b) open");
    CHECK(read("source:\"The Evening Ledger\"") == "source:\"The Evening Ledger\"");
    CHECK(read("source:\"A B\",\"C D\",e") == "source:\"A B\" | source:\"C D\" | source:e");
    CHECK(read("source:e,\"A B\"") == "source:e | source:\"A B\"");
    CHECK(read("source:(The Evening Ledger)") == "source:\"The Evening Ledger\"");
    CHECK(read("source:(Evening Ledger OR Harbour Wire)") == "source:\"Evening Ledger\" | source:\"Harbour Wire\"");
    CHECK(read("source:(a, b)") == "source:a | source:b");
    CHECK(read("lang:English lang:en-GB") == "language:en language:en");
    CHECK(read("tag:climate -section:sport") == "tag:climate -section:sport");
    CHECK(read("source:reut*") == "source:reut !");
    CHECK(read("source:,") == "source !");
}

TEST_CASE("dates name a span of time") {
    CHECK(read("date:2025-01") == "date:2025-01");
    CHECK(read("date:2025-01-01..2025-01-31") == "date:2025-01");
    CHECK(read("date:2025-01..2025-02") == "date:2025-01-01..2025-02-28");
    CHECK(read("date:2024..") == "date:2024-01-01..");
    CHECK(read("date:..2024") == "before:2025-01-01");
    CHECK(read("before:2025") == "before:2025-01-01");
    CHECK(read("after:2025-01-28") == "date:2025-01-29..");
    CHECK(read("after:-7d") == "date:2025-02-22..");
    CHECK(read("date:-7d") == "date:2025-02-22..");
    CHECK(read("date:-1m..-7d") == "date:2025-02-01..2025-02-22");
    CHECK(read("date:2025..2024") == "date:2024-01-01..2025-12-31 !");
    CHECK(read("published:2025-01-28T09:30Z") == "date:2025-01-28T09:30:00Z..2025-01-28T09:30:59Z");
    CHECK(read("a -date:(2024 OR 2025)") == "a -(date:2024 | date:2025)");
}

TEST_CASE("an unreadable date is searched as words") {
    CHECK(read("date:2025-13") == "2025-13 !");
    CHECK(read("before:easter") == "easter !");
    CHECK(read("date:2025..soon") == "2025..soon !");
    CHECK(read("date:..") == "date !");
    CHECK(parsed("open date:2025-13").warnings[0].position == 10);
}

TEST_CASE("marks on words: prefix, exact, similar") {
    CHECK(parsed("econom*").root.kind == NodeKind::prefix);
    CHECK(parsed("=Elections").root.kind == NodeKind::written);
    CHECK(parsed("\"elections\"").root.kind == NodeKind::exact);
    CHECK(parsed("elections").root.kind == NodeKind::words);
    CHECK(read("econom* =Open") == "econom* =Open");
    CHECK(read("open-sourc*") == "open-sourc*");
    CHECK(read("electoin~ electoin~2") == "electoin~ electoin~2");
    CHECK(read("ec*mist") == "ec*mist !");
    CHECK(parsed("=\"open source\"").root.kind == NodeKind::written);
    CHECK(read("=\"open source\" -=\u201copen door\u201d") == "=\"open source\" -=\"open door\"");
    CHECK(read("title:=\"open source\"") == "title:=\"open source\"");
    CHECK(read("=\"open-source\" =\"C++\" =\"a:b\"") == "=open-source =C++ =\"a:b\"");
    CHECK(read("=\"open sourc*\"") == "\"open sourc*\"");
    CHECK(read("=\"open source\"~5") == "open NEAR/5 source");
    CHECK(read("\"open sourc*\"") == "\"open sourc*\"");
    CHECK(read("\"open source\"~5 x") == "open NEAR/5 source x");
}

TEST_CASE("all quotation marks in use make phrases") {
    for (const char* text : {"“open source”", "„open source“", "«open source»", "»open source«", "”open source”"}) {
        CAPTURE(text);
        CHECK(read(text) == "\"open source\"");
    }
    CHECK(read("\"open source") == "\"open source\" !");
    CHECK(read("12\" pipe") == "12 \"pipe\" !");
}

TEST_CASE("unbalanced brackets are mended") {
    CHECK(read("(a OR b") == "a | b !");
    CHECK(read("x (a OR b") == "x (a | b) !");
    CHECK(read("a) OR b") == "a | b !");
    CHECK(read(")(") == " ! !");
    CHECK(read("f(x)") == "f x");
}

TEST_CASE("op=or makes alternatives of words but not of filters and exclusions") {
    CHECK(read_any("a b c") == "a | b | c");
    CHECK(read_any("a b -c source:x date:2025") == "(a | b) -c source:x date:2025");
    CHECK(read_any("a AND b c") == "(a b) | c");
    CHECK(read_any("a") == "a");
}

TEST_CASE("exact=1 takes every word as written") {
    ParseOptions options;
    options.exact = true;
    CHECK(to_text(parse("Open title:source econ* -x", options).root) == "\"Open\" title:\"source\" econ* -\"x\"");
}

TEST_CASE("the limits hold and say so") {
    std::string many;
    for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + " ";
    CHECK(leaves_of(parsed(many).root) == query_leaves_max);
    CHECK(parsed(many).warnings.size() == 1);
    const std::string deep = std::string(100, '(') + "a" + std::string(100, ')');
    CHECK(read(deep) == "a !");
    const std::string long_query(5000, 'x');
    CHECK(parsed(long_query).root.text.size() == query_bytes_max);
    CHECK(parsed(long_query).warnings.size() == 1);
    std::string nots;
    for (int i = 0; i < 120; ++i) nots += "NOT ";
    CHECK(read(nots + "a") == "a");
}

TEST_CASE("bytes that are no text are left out") {
    CHECK(read("op\xff"
               "en") == "op en");
    CHECK(read(std::string_view("a\0b", 3)) == "a b");
}

TEST_CASE("whatever is typed, the canonical text reads back as the same query") {
    const std::string_view pieces[] = {
        "open", "Source", "open-source", "AND ",    " OR ",  " NOT ",   " NEAR/3 ", "(",  ")",    "\"",
        " ",    "-",      "title:",      "source:", "date:", "before:", "2025",     "..", "*",    "~",
        "=",    "+",      ",",           "|",       " | ",   "中文",    "l'été",    "“",  "\xff", ":",
        "x:",   "lang:",  "after:",      "-7d",     "&",     "AND",     "NEAR",     "//", "en",   " "};
    std::mt19937 random(11);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        const auto length = random() % 12;
        for (std::size_t i = 0; i < length; ++i) text += pieces[random() % std::size(pieces)];
        CAPTURE(text);
        const ParsedQuery first = parsed(text);
        const std::string canonical = to_text(first.root);
        CAPTURE(canonical);
        const ParsedQuery second = parsed(canonical);
        REQUIRE(to_text(second.root) == canonical);
        REQUIRE(shape_of(second.root) == shape_of(first.root));
        for (const Warning& warning : first.warnings) REQUIRE(warning.position <= text.size());
    }
}
