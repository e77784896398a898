// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/article/field.h"

#include "engine/analysis/term.h"
#include "engine/article/article.h"

#include <doctest/doctest.h>

#include <set>

using namespace broadsheet;

TEST_CASE("the field table is in order of its ids and its prefixes and names are distinct") {
    std::set<std::string_view> names, prefixes;
    std::size_t index = 0;
    for (const Field& entry : fields()) {
        CHECK(static_cast<std::size_t>(entry.id) == index++);
        CHECK(&field(entry.id) == &entry);
        CHECK(names.insert(entry.name).second);
        if (!entry.alias.empty()) CHECK(names.insert(entry.alias).second);
        if (entry.kind != FieldKind::date) CHECK(prefixes.insert(entry.prefix).second);
        CHECK_FALSE(entry.help.empty());
        CHECK(entry.example.find(entry.name) == 0);
    }
}

TEST_CASE("fields are found by name and alias, whatever the case") {
    CHECK(find_field("source") == FieldId::source);
    CHECK(find_field("Publication") == FieldId::source);
    CHECK(find_field("outlet") == FieldId::source);
    CHECK(find_field("HEADLINE") == FieldId::title);
    CHECK(find_field("byline") == FieldId::author);
    CHECK(find_field("by") == FieldId::author);
    CHECK(find_field("lang") == FieldId::language);
    CHECK(find_field("published") == FieldId::date);
    CHECK_FALSE(find_field("").has_value());
    CHECK_FALSE(find_field("titl").has_value());
    CHECK_FALSE(find_field("titles").has_value());
}

TEST_CASE("a slug is the folded letters of a name, joined by hyphens") {
    CHECK(slug_of("Le Courrier du Lac") == "le-courrier-du-lac");
    CHECK(slug_of("  The Evening  Ledger! ") == "the-evening-ledger");
    CHECK(slug_of("Süddeutsche Zeitung") == "suddeutsche-zeitung");
    CHECK(slug_of("People's Daily") == "peoples-daily");
    CHECK(slug_of("AT&T / R_2") == "at-t-r-2");
    CHECK(slug_of("江安晚报") == "江安晚报");
    CHECK(slug_of("Łódź Straße") == "lodz-strasse");
    CHECK(slug_of("***").empty());
    CHECK(slug_of("bad\xff"
                  "byte") == "bad-byte");
}

TEST_CASE("terms carry the prefix of their field") {
    CHECK(word_term({}, "open") == "open");
    CHECK(word_term(FieldId::title, "open") == "Sopen");
    CHECK(stem_term({}, "en", "elect") == "Zenelect");
    CHECK(stem_term(FieldId::title, "--", ".us") == "ZS--.us");
    CHECK(definition_term("agi", "artificial general intelligence") == "XDagi=artificial general intelligence");
    CHECK(keyword_term(FieldId::source, "The Evening Ledger") == "XSthe-evening-ledger");
    CHECK(keyword_term(FieldId::language, "English") == "Len");
    CHECK(keyword_term(FieldId::language, "en-GB") == "Len");
    CHECK(compound_term("opensource", "open-source") == "XHopensource=open-source");
    CHECK(compound_prefix("opensource") == "XHopensource=");
}

TEST_CASE("terms of very long values stay short and distinct") {
    const std::string long_name(1000, 'x');
    const std::string first = keyword_term(FieldId::source, long_name + "a");
    const std::string second = keyword_term(FieldId::source, long_name + "b");
    CHECK(first.size() <= 245);
    CHECK(first != second);
    CHECK(word_term({}, long_name).size() <= 245);
}
