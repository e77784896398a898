// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/messages.h"
#include "engine/error.h"
#include "server/pages/catalogue.h"
#include "server/pages/markup.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"
#include "tests/server/sample_reply.h"
#include "tests/support/message_keys.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace broadsheet;

namespace {

/// {name}, {{name}}, {{#name}} and tags: what a translation must have as often as its English.
std::vector<std::string> placeholders(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '{' && text[at] != '<') continue;
        const auto end = std::min(text.find(text[at] == '{' ? '}' : '>', at), text.size() - 1);
        found.emplace_back(text.substr(at, end + 1 - at));
        at = end;
    }
    std::ranges::sort(found);
    return found;
}

std::string day_in(Language language, const std::string& iso) {
    const ReaderScope reader(language);
    return day_words(test::date_of(iso));
}

std::string grouped_in(Language language, std::uint64_t number) {
    const ReaderScope reader(language);
    return grouped(number);
}

}  // namespace

TEST_CASE("messages: every key of templates and sources is translated, with its placeholders, and nothing else is") {
    const auto keys = test::message_keys(BROADSHEET_SOURCE_DIR);
    REQUIRE(keys.size() > 100);
    for (const auto& [language, code, name] : page_languages()) {
        if (language == Language::english) continue;
        CAPTURE(code);
        const Catalogue& catalogue = catalogue_of(language);
        for (const auto& [key, plural] : keys) {
            CAPTURE(key);
            const auto known = catalogue.find(key);
            CHECK_MESSAGE(known != catalogue.end(), "tools/messages.sh adds it");
            if (known == catalogue.end()) continue;
            CHECK(known->second.plural == plural);
            CHECK(known->second.texts.size() == (plural.empty() ? 1 : plural_forms(language)));
            for (const auto& text : known->second.texts) {
                CHECK_FALSE(text.empty());
                if (!text.empty()) CHECK(placeholders(text) == placeholders(key));
            }
        }
        for (const auto& [key, entry] : catalogue) {
            CAPTURE(key);
            CHECK_MESSAGE(keys.contains(key), "tools/messages.sh takes it out");
        }
    }
}

TEST_CASE("messages: keys are found in templates and in sources") {
    test::MessageKeys keys;
    test::add_template_keys("<p title=\"{{#t}}Close{{/t}}\">{{#t}}Page {{page}}{{/t}}</p>", keys);
    test::add_source_keys(
        R"(message("Say \"" "it"), message_of(n, "{n} day", "{n} days"); counted(n, "word", "words");)"
        R"(message("by {who}", {{"who", name}}); a_message("no"); message(a ? "one" : "two"))",
        keys);
    const test::MessageKeys expected = {
        {"Close", ""},    {"Page {{page}}", ""}, {"Say \"it", ""}, {"{n} day", "{n} days"}, {"{n} word", "{n} words"},
        {"by {who}", ""}, {"one", ""},           {"two", ""}};
    CHECK(keys == expected);
}

TEST_CASE("catalogue: texts in several lines, plurals and escapes are read; fuzzy ones are not") {
    const auto read = read_catalogue(
        "msgid \"\"\nmsgstr \"Language: de\\n\"\n\n#: somewhere\nmsgid \"one \"\n"
        "\"two\"\nmsgstr \"eins \\\"zwei\\\"\"\n\nmsgid \"{n} day\"\nmsgid_plural \"{n} "
        "days\"\nmsgstr[0] \"{n} Tag\"\nmsgstr[1] \"{n} Tage\"\n#, fuzzy\nmsgid \"x\"\n"
        "msgstr \"y\"\n");
    REQUIRE(read.size() == 2);
    CHECK(read.at("one two").texts == std::vector<std::string>{"eins \"zwei\""});
    CHECK(read.at("{n} day").plural == "{n} days");
    CHECK(read.at("{n} day").texts.size() == 2);
    CHECK_THROWS_AS(read_catalogue("msgid nothing"), Error);
    CHECK_THROWS_AS(read_catalogue("msgxyz \"a\""), Error);
    CHECK_THROWS_AS(read_catalogue("\"a\""), Error);
}

TEST_CASE("reader: a choice counts before the browser, and nonsense is English") {
    CHECK(language_of("", "") == Language::english);
    CHECK(language_of("", "de-AT,de;q=0.9,en;q=0.5") == Language::german);
    CHECK(language_of("", "nl, fr;q=0.4, es;q=0.7") == Language::spanish);
    CHECK(language_of("", "zh-Hant-TW") == Language::chinese);
    CHECK(language_of("", "en-GB, de") == Language::english);
    CHECK(language_of("", "de;q=0, fr;q=2, ;;, *") == Language::english);
    CHECK(language_of("a=b; language=fr", "de") == Language::french);
    CHECK(language_of("language=xx", "de") == Language::german);
}

TEST_CASE("reader: scopes end with their thread's page") {
    {
        const ReaderScope reader(Language::german, "/help");
        CHECK(reader_language_code() == "de");
        CHECK(reader_address() == "/help");
    }
    CHECK(reader_language() == Language::english);
    CHECK(reader_address() == "/");
}

TEST_CASE("wording: numbers and dates are written as each language writes them") {
    CHECK(grouped_in(Language::english, 21578) == "21,578");
    CHECK(grouped_in(Language::german, 1021578) == "1.021.578");
    CHECK(grouped_in(Language::french, 21578) == "21\u202f578");
    CHECK(grouped_in(Language::spanish, 2157) == "2157");
    CHECK(grouped_in(Language::spanish, 21578) == "21.578");
    CHECK(grouped_in(Language::chinese, 21578) == "21,578");
    CHECK(day_in(Language::english, "2025-01-28") == "28 January 2025");
    CHECK(day_in(Language::german, "2025-01-28") == "28. Januar 2025");
    CHECK(day_in(Language::french, "2025-02-01") == "1er février 2025");
    CHECK(day_in(Language::spanish, "2025-01") == "enero de 2025");
    CHECK(day_in(Language::chinese, "2025-01-28") == "2025年1月28日");
    const ReaderScope reader(Language::german);
    CHECK(duration_words(1.34) == "1,3 ms");
    CHECK(message_of(1, "{n} article", "{n} articles") == "1 Artikel");
    CHECK(counted(21578, "source", "sources") == "21.578 Quellen");
}
