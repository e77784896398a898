// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/token.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/utf8.h"

#include <doctest/doctest.h>

#include <random>

using namespace broadsheet;

namespace {

/// Words separated by spaces, a closed form with its parts behind in brackets: "opensource(open source) licence".
std::string words_of(std::string_view text) {
    std::string words;
    std::size_t open_parts = 0;
    for (const Token& token : tokenize(text)) {
        if (!words.empty() && words.back() != '(') words += ' ';
        words += token.text;
        if (token.kind == TokenKind::closed) {
            words += '(';
            open_parts = token.parts;
        } else if (token.kind == TokenKind::part && --open_parts == 0) {
            words += ')';
        }
    }
    return words;
}

/// What each token covers in the text, joined by "|".
std::string covered_by_tokens(std::string_view text) {
    std::string covered;
    for (const Token& token : tokenize(text)) {
        if (!covered.empty()) covered += '|';
        covered += text.substr(token.begin, token.end - token.begin);
    }
    return covered;
}

std::string positions_of(std::string_view text) {
    std::string positions;
    for (const Token& token : tokenize(text)) positions += std::to_string(token.position) + ' ';
    return positions;
}

void check_order_and_boundaries(std::string_view text) {
    std::uint32_t begin = 0, position = 1, end = 0;
    for (const Token& token : tokenize(text)) {
        REQUIRE(token.begin >= begin);
        REQUIRE(token.position >= position);
        REQUIRE(token.begin < token.end);
        REQUIRE(token.end <= text.size());
        REQUIRE_FALSE(continues_utf8(text[token.begin]));
        REQUIRE((token.end == text.size() || !continues_utf8(text[token.end])));
        REQUIRE_FALSE(token.text.empty());
        REQUIRE(token.text.size() <= token_bytes_max);
        if (token.kind != TokenKind::part) REQUIRE(token.begin >= end);
        begin = token.begin;
        position = token.position;
        if (token.kind != TokenKind::tag) end = token.end;
    }
}

}  // namespace

TEST_CASE("words are folded to lower case without accents") {
    CHECK(words_of("The Quick FoX") == "the quick fox");
    CHECK(words_of("Élection Zürich São Łódź Ærø") == "election zurich sao lodz aero");
    CHECK(words_of("Straße ﬁnal ｆｕｌｌ　２０２５") == "strasse final full 2025");
    CHECK(words_of("cafe\u0301 caf\u00e9") == "cafe cafe");
    CHECK(words_of("İstanbul ISPARTA ılık") == "istanbul isparta ilik");
    CHECK(words_of("ΑΘΉΝΑΙ Σίσυφος") == "αθηναι σισυφοσ");
    CHECK(words_of("Ёлка Новый") == "елка новый");
    CHECK(words_of("مُحَمَّد أحمد ٢٠٢٥") == "محمد احمد 2025");
    CHECK(words_of("שָׁלוֹם") == "שלום");
}

TEST_CASE("signs that tell Indic and Thai words apart stay") {
    CHECK(words_of("हिन्दी").size() == std::string("हिन्दी").size());
    CHECK(words_of("कि") != words_of("की"));
    CHECK(words_of("ไทย") == "ไ ท ย");
    CHECK(words_of("กี่") == "กี่");
}

TEST_CASE("invisible characters vanish inside words") {
    CHECK(words_of("co\u00adoperation zero\u200bwidth \ufeffstart") == "cooperation zerowidth start");
    CHECK(words_of("open-\u00adsource") == "opensource(open source)");
    CHECK(covered_by_tokens("co\u00adop\u00ad x") == "co\u00adop|x");
}

TEST_CASE("a hyphenated compound is one closed word and its parts, whatever the dash") {
    const char* dashes[] = {"-",      "\u2010", "\u2011", "\u2012", "\u2013",
                            "\u2014", "\u2015", "\u2212", "\ufe63", "\uff0d"};
    for (const char* dash : dashes) CHECK(words_of(std::string("Open") + dash + "Source") == "opensource(open source)");
    CHECK(positions_of("an open-source licence") == "1 2 2 3 4 ");
    CHECK(covered_by_tokens("an open-source licence") == "an|open-source|open|source|licence");
    CHECK(words_of("state-of-the-art") == "stateoftheart(state of the art)");
    CHECK(words_of("xfce4-terminal fox-it Coca-Cola's") ==
          "xfce4terminal(xfce4 terminal) foxit(fox it) cocacola(coca cola)");
    CHECK(words_of("COVID-19 covid19") == "covid19(.covid 19) covid19");
    CHECK(words_of("first- and second-class -x y-") == "first and secondclass(second class) x y");
    CHECK(words_of("one - two -- three--four") == "one two three four");
    CHECK(words_of("U.S.-based McDonald's-style") == "usbased(.us based) mcdonaldstyle(mcdonald style)");
}

TEST_CASE("chains of many parts, of figures, or of great length are plain words") {
    CHECK(words_of("a-b-c-d-e-f") == "abcdef(a b c d e f)");
    CHECK(words_of("a-b-c-d-e-f-g") == "a b c d e f g");
    CHECK(words_of("2025-01-28 5-3 1990–2000") == "2025 01 28 5 3 1990 2000");
    CHECK(words_of("A-123-456") == "a123456(a 123 456)");
    const std::string half(60, 'x');
    CHECK(words_of(half + "-" + half) == half + " " + half);
}

TEST_CASE("apostrophes: possessives and elisions go, contractions close up") {
    for (const char* sign : {"'", "’", "ʼ", "′", "＇", "`"}) {
        const std::string apostrophe = sign;
        CAPTURE(sign);
        CHECK(words_of("Anna" + apostrophe + "s don" + apostrophe + "t O" + apostrophe + "Brien") ==
              "anna dont obrien");
        CHECK(words_of("l" + apostrophe + "élection d" + apostrophe + "État") == "election etat");
    }
    CHECK(covered_by_tokens("Anna's l'élection") == "Anna's|élection");
    CHECK(words_of("qu'il jusqu'à lorsqu'elle s'est aujourd'hui l'homme") == "il a elle est aujourdhui homme");
    CHECK(words_of("dell'arte un'altra all'Unione") == "arte altra unione");
    CHECK(words_of("l'avant-garde") == "avantgarde(avant garde)");
    CHECK(words_of("teachers' 'quoted' '90s rock'n'roll it's") == "teachers quoted 90s rocknroll it");
    CHECK(words_of("O'Brien's O'Neill-Smith") == "obrien oneillsmith(oneill smith)");
    CHECK(words_of("5'10") == "5 10");
}

TEST_CASE("dotted acronyms are one word, and their plurals and possessives are the same word") {
    CHECK(words_of("U.S. A.G.I. a.g.i. U.S e.g. U.S .") == ".us .agi .agi .us .eg .us");
    CHECK(covered_by_tokens("the U.S. said, A.G.I's rise.") == "the|U.S.|said|A.G.I's|rise");
    CHECK(words_of("AGI, AGIs, AGI's, AGIs' agi") == ".agi .agi .agi .agi agi");
    CHECK(words_of("GPUs, MPs, ÉNAs as IS Texas bUs UNICEFs") == ".gpu .mp .ena as .is texas bus unicef");
    CHECK(words_of("J.K.Rowling Ph.D. word.Next") == ".jk rowling ph d word next");
}

TEST_CASE("figures keep their decimal point and lose their thousands separators") {
    CHECK(words_of("3.14 1,000 1,000,000.50 $1.5bn 12,5 2024,2025") == "3.14 1000 1000000.50 1.5bn 12 5 2024 2025");
    CHECK(words_of("28.01.2025 1.2.3 end. 7.") == "28 01 2025 1 2 3 end 7");
    CHECK(words_of("covid19 24/7 10,0000") == "covid19 24 7 10 0000");
}

TEST_CASE("capitals are an acronym only among small letters") {
    CHECK(words_of("The US said IT and the WHO met") == "the .us said .it and the .who met");
    CHECK(words_of("LET US GO TO THE FAIR") == "let us go to the fair");
    CHECK(words_of("U.S. TELLS US TO GO") == ".us tells us to go");
    CHECK(words_of("AGI") == ".agi");
    CHECK(words_of("UNICEF said") == "unicef said");
    CHECK(words_of("He shouted THE UNITED STATES and left") == "he shouted the united states and left");
    CHECK(words_of("talks of US, UK, EU envoys") == "talks of .us .uk .eu envoys");
    CHECK(words_of("COCOA PRICES FALL\nThe EU said") == "cocoa prices fall the .eu said");
    CHECK(words_of("США заявили") == ".сша заявили");
}

TEST_CASE("a hyphen at the end of a line joins what it parted") {
    CHECK(words_of("the govern-\nment fell") == "the government(govern ment) fell");
    CHECK(words_of("the govern-\r\n  ment fell") == "the government(govern ment) fell");
    CHECK(words_of("an open-\nsource licence") == "an opensource(open source) licence");
    CHECK(words_of("London-\nParis and 3-\n4 and end-\n\nnext") == "london paris and 3 4 and end next");
}

TEST_CASE("figures are one word however their thousands are parted") {
    CHECK(words_of("1,000,000 1\u00a0000\u00a0000 1\u202f000\u202f000 1'000'000 1.000.000") ==
          "1000000 1000000 1000000 1000000 1000000");
    CHECK(words_of("3.141 28.01.2025 5'10 10\u00a0km") == "3.141 28 01 2025 5 10 10 km");
}

TEST_CASE("names with signs keep them where people know them so") {
    CHECK(words_of("C++ C# F# c++, C+ A# g++ C#x") == "c++ c# f# c++ c a# g++ c x");
    CHECK(words_of("AT&T R&D Q&A's S&P R&Drama Smith&Sons") == "at&t r&d q&a s&p r drama smith sons");
    CHECK(words_of("#tag @Name example.com and/or a_b user@host.org #1") ==
          "#tag tag @name name example com and or a b user host org 1");
    CHECK(words_of("MMs\uff9e") == ".mms\u3099");
    CHECK(words_of("½ ™ km² 1º №5") == "km2 1o 5");
}

TEST_CASE("characters of scripts without spaces are words side by side") {
    CHECK(words_of("开源软件") == "开 源 软 件");
    CHECK(positions_of("开源 软件") == "1 2 3 4 ");
    CHECK(words_of("GPT很好 5月") == ".gpt 很 好 5 月");
    CHECK(words_of("カ゛ ガ ｶﾞ") == words_of("カ゛ カ\u3099 カ\u3099"));
    CHECK(words_of("한국어 신문") == "한 국 어 신 문");
    CHECK(words_of("中-美") == "中 美");
}

TEST_CASE("only an empty line ends a paragraph") {
    CHECK(positions_of("one\ntwo") == "1 2 ");
    CHECK(positions_of("one\n\ntwo") == "1 12 ");
    CHECK(positions_of("one\r\n \t\r\n\n\ntwo") == "1 12 ");
    CHECK(positions_of("\n\n\none") == "1 ");
    CHECK(positions_of("one\n---\ntwo") == "1 2 ");
    CHECK(positions_of("one\n\n---\ntwo") == "1 12 ");
    CHECK(positions_of("one\u2029two") == "1 12 ");
    CHECK(positions_of("one\n\nopen-source") == "1 12 12 13 ");
}

TEST_CASE("invalid bytes separate words") {
    CHECK(words_of("one\xfftwo\xc3 three\xe2\x82") == "one two three");
    CHECK(words_of("open-\xffsource \xed\xa0\x80x") == "open source x");
}

TEST_CASE("very long words are cut between characters") {
    const std::string long_word(5000, 'a');
    CHECK(words_of(long_word) == std::string(token_bytes_max, 'a'));
    CHECK(covered_by_tokens(long_word) == long_word);
    std::string cyrillic = "x";
    for (int i = 0; i < 200; ++i) cyrillic += "ж";
    CHECK(words_of(cyrillic).size() == token_bytes_max - 1);
}

TEST_CASE("only one-letter pieces of compounds carry no stem") {
    const auto tokens = tokenize("a e-mail ж-фронт 中");
    std::string without;
    for (const Token& token : tokens) {
        if (!carries_stem(token)) without += token.text + " ";
    }
    CHECK(without == "e ж 中 ");
}

TEST_CASE("tokens that are not wanted are left out and still counted") {
    const std::string text = "An open-source licence, so Élan's open\n\nU.S. 开源 sea-going";
    FirstBytes wanted{};
    wanted['o'] = wanted['s'] = wanted['e'] = true;
    std::vector<Token> some;
    tokenize(text, wanted, some);
    std::vector<Token> all = tokenize(text);
    std::erase_if(all, [&](const Token& token) { return !wanted[static_cast<unsigned char>(token.text[0])]; });
    REQUIRE(some.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(some[i].text == all[i].text);
        CHECK(some[i].position == all[i].position);
        CHECK(some[i].begin == all[i].begin);
        CHECK(some[i].end == all[i].end);
    }
}

TEST_CASE("order and boundaries hold for any bytes") {
    const std::string_view pieces[] = {"a", "B",      "-",      "'",      ".",  ",", "&",    "+",          "#",    "1",
                                       " ", "\n",     "é",      "\u00ad", "’",  "–", "中",   "\u0301",     "\xff", "s",
                                       "l", "\u200b", "\u2029", "ﬁ",      "한", "𝔄", "\xe2", "\U0001F600", "000",  "_"};
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (int i = 0; i < 40; ++i) text += pieces[random() % std::size(pieces)];
        CAPTURE(text);
        check_order_and_boundaries(text);
    }
}

TEST_CASE("NFC and NFD of a text make the same words") {
    const std::string text = "Crème brûlée Ångström naïve Zoë ガギグ हिन्दी क़ Việt";
    std::string decomposed =
        "Cre\u0300me bru\u0302le\u0301e A\u030angstro\u0308m nai\u0308ve Zoe\u0308 "
        "カ\u3099キ\u3099ク\u3099 हिन्दी क\u093c Vie\u0323\u0302t";
    CHECK(words_of(text) == words_of(decomposed));
    CHECK(words_of(compose(decomposed)) == words_of(text));
}
