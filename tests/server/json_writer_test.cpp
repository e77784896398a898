// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/json_writer.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <limits>

using namespace broadsheet;

namespace {

std::string written(std::string_view text) {
    JsonWriter json;
    json.string(text);
    return json.take();
}

template <typename Number>
std::string written_number(Number number) {
    JsonWriter json;
    json.number(number);
    return json.take();
}

}  // namespace

TEST_CASE("json writer: every character of a text reads back as it was") {
    std::string all;
    for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
    for (const std::string& text : {std::string(), all, std::string("résumé “中文” 😀"), std::string("\\\"/\x7f")}) {
        CAPTURE(text);
        CHECK(nlohmann::json::parse(written(text)) == text);
    }
    CHECK(written("a\"b\\c\n\x01") == R"("a\"b\\c\n\u0001")");
}

TEST_CASE("json writer: bytes that are no UTF-8 become U+FFFD, those around them stay") {
    CHECK(written("a\xff"
                  "b") ==
          "\"a\xEF\xBF\xBD"
          "b\"");
    for (const char* broken : {"\xC3", "x\xE4\xB8", "\xED\xA0\x80", "\xC0\x80y", "\xF5\x80\x80\x80"}) {
        const std::string json = written(broken);
        CHECK(nlohmann::json::accept(json));
        CHECK(json.find("\xEF\xBF\xBD") != std::string::npos);
    }
}

TEST_CASE("json writer: commas stand between values, and nowhere else") {
    JsonWriter json;
    json.begin_object();
    json.key("empty");
    json.begin_array();
    json.end_array();
    json.string_member("colon", ":");
    json.key("list");
    json.begin_array();
    json.number(1);
    json.string("[");
    json.boolean(true);
    json.begin_object();
    json.end_object();
    json.begin_object();
    json.key("none");
    json.null();
    json.end_object();
    json.end_array();
    json.number_member("last", std::numeric_limits<std::uint64_t>::max());
    json.end_object();
    CHECK(json.take() ==
          R"({"empty":[],"colon":":","list":[1,"[",true,{},{"none":null}],"last":18446744073709551615})");
}

TEST_CASE("json writer: numbers are short and read back the same") {
    CHECK(written_number(12.346) == "12.346");
    CHECK(written_number(-7) == "-7");
    CHECK(nlohmann::json::parse(written_number(1e300)) == 1e300);
    CHECK(nlohmann::json::parse(written_number(0.1)) == 0.1);
    CHECK(written_number(std::numeric_limits<double>::quiet_NaN()) == "null");
    CHECK(written_number(std::numeric_limits<double>::infinity()) == "null");
}
