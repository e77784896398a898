// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/definition.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace broadsheet;

namespace {

/// "agi: artificial general intelligence; who: world health organization"
std::string definitions_of(std::string_view text) {
    std::string all;
    for (const Definition& each : find_definitions(text)) {
        if (!all.empty()) all += "; ";
        all += each.acronym + ": " + each.long_form;
    }
    return all;
}

struct Case {
    std::string_view text;
    std::string_view definitions;
};

template <std::size_t count>
void check(const Case (&cases)[count]) {
    for (const Case& each : cases) {
        CAPTURE(each.text);
        CHECK(definitions_of(each.text) == each.definitions);
    }
}

}  // namespace

TEST_CASE("an acronym in brackets is defined by the words before it") {
    check({
        {"Labs race towards artificial general intelligence (AGI), they say.", "agi: artificial general intelligence"},
        {"artificial general intelligence (A.G.I.)", "agi: artificial general intelligence"},
        {"artificial general intelligence (a.g.i.)", "agi: artificial general intelligence"},
        {"artificial general intelligences (AGIs)", "agi: artificial general intelligences"},
        {"Artificial General Intelligence (AGI's)", "agi: artificial general intelligence"},
        {"according to the World Health Organization (“WHO”).", "who: world health organization"},
        {"the World Health Organization ( WHO ) said", "who: world health organization"},
        {"the World Health Organization（WHO）said", "who: world health organization"},
        {"the “World Health Organization” (the WHO)", "who: world health organization"},
        {"the World Health Organization (WHO, Geneva)", "who: world health organization"},
        {"the World Health Organization (or WHO for short; not to be mixed up)", ""},
        {"the World Health\nOrganization (WHO) said", "who: world health organization"},
        {"the human-immunodeficiency virus (HIV)", "hiv: human immunodeficiency virus"},
        {"non-governmental organisations (NGOs)", "ngo: non governmental organisations"},
        {"the National People's Congress (NPC)", "npc: national people congress"},
        {"the U.S. Department of Agriculture (USDA)", "usda: us department of agriculture"},
        {"the new UN Development Program (UNDP)", "undp: un development program"},
        {"research and development (R&D) costs", "r&d: research and development"},
        {"the Group of Seven (G7) and the Group of 20 (G-20)", "g7: group of seven; g20: group of 20"},
        {"General Electric Co. (GE) and Union Pacific Corp (UNP)", "ge: general electric co; unp: union pacific corp"},
    });
}

TEST_CASE("small words may be passed over or lend their letter") {
    check({
        {"the Department of Justice (DOJ)", "doj: department of justice"},
        {"the Department of Justice (DoJ)", "doj: department of justice"},
        {"the General Agreement on Tariffs and Trade (GATT)", "gatt: general agreement on tariffs and trade"},
        {"the Organization of the Petroleum Exporting Countries (OPEC)",
         "opec: organization of the petroleum exporting countries"},
        {"the United Nations Educational, Scientific and Cultural Organization (UNESCO)",
         "unesco: united nations educational scientific and cultural organization"},
        {"the Organisation for Economic Co-operation and Development (OECD)",
         "oecd: organisation for economic co operation and development"},
        {"People for the Ethical Treatment of Animals (PETA)", "peta: people for the ethical treatment of animals"},
        {"la Banque d'Arbitrage et de Crédit (BAC)", "bac: banque arbitrage et de credit"},
    });
}

TEST_CASE("letters inside words count where initials don't suffice") {
    check({
        {"in hypertext markup language (HTML)", "html: hypertext markup language"},
        {"by deoxyribonucleic acid (DNA) tests", "dna: deoxyribonucleic acid"},
        {"coronavirus disease 2019 (COVID-19)", "covid19: coronavirus disease 2019"},
        {"a private branch exchange (PBX)", "pbx: private branch exchange"},
        {"cases of tuberculosis (TB)", "tb: tuberculosis"},
        {"at 900 megahertz (MHz)", "mhz: megahertz"},
        {"das Bundeskriminalamt (BKA)", "bka: bundeskriminalamt"},
        {"die Europäische Zentralbank (EZB)", "ezb: europaische zentralbank"},
        {"der Österreichische Rundfunk (ORF)", "orf: osterreichische rundfunk"},
    });
}

TEST_CASE("of several long forms the one of initials is taken, then the shortest") {
    check({
        {"in the national newspaper Commercial Arab National Congress (CANC)",
         "canc: commercial arab national congress"},
        {"the Federal Reserve and the Federal Trade Commission (FTC)", "ftc: federal trade commission"},
        {"Interest in the International Monetary Fund (IMF)", "imf: international monetary fund"},
        {"the Organisation of African Unity (OAU)", "oau: organisation of african unity"},
    });
}

TEST_CASE("names in small letters need initials throughout") {
    check({
        {"die Deutsche Presse-Agentur (dpa) meldet", "dpa: deutsche presse agentur"},
        {"the North American Free Trade Agreement (Nafta)", "nafta: north american free trade agreement"},
        {"North Americans fear a trade war (nafta)", ""},
        {"as an old saying goes (pictured)", ""},
    });
}

TEST_CASE("other languages and scripts") {
    check({
        {"Всемирная организация здравоохранения (ВОЗ)", "воз: всемирная организация здравоохранения"},
        {"Organisation mondiale de la santé (OMS)", "oms: organisation mondiale de la sante"},
        {"Sozialdemokratische Partei Österreichs (SPÖ)", "spo: sozialdemokratische partei osterreichs"},
        {"O Supremo Tribunal Federal (STF)", "stf: supremo tribunal federal"},
        {"世界卫生组织（World Health Organization，WHO）总干事", "who: world health organization"},
        {"世界卫生组织（WHO）", ""},
    });
}

TEST_CASE("the long form may stand in the brackets") {
    check({
        {"AGI (artificial general intelligence) is near", "agi: artificial general intelligence"},
        {"The AGIs (artificial general intelligences)", "agi: artificial general intelligences"},
        {"“WHO” (the World Health Organization)", "who: world health organization"},
        {"EZB (Europäische Zentralbank)", "ezb: europaische zentralbank"},
        {"BIP (kurz für Bruttoinlandsprodukt)", "bip: bruttoinlandsprodukt"},
        {"künstliche Intelligenz (englisch artificial intelligence, AI)", "ai: artificial intelligence"},
        {"the IMF (which is based in Washington)", ""},
    });
}

TEST_CASE("other brackets define nothing") {
    check({
        {"as we said (see below)", ""},
        {"PARIS (AP) - A man", ""},
        {"NAPLES, Italy (AP) -- Officials", ""},
        {"Alpine, Texas (AP) — Officials", ""},
        {"ASPEN (AP)", ""},
        {"NEW DELHI (AP) - Indian Prime Minister", ""},
        {"in the war (1939-1945) and (1945)", ""},
        {"Sen. Barbara Boxer (D-Calif.) and Rep. Ted X (R-TX)", ""},
        {"Karl Geiger (GER) beat Stephen Kipchoge (KEN) of Kenya (KEN)", ""},
        {"Reiner Haseloff (CDU)", ""},
        {"Harrisburg, Pennsylvania (PA)", ""},
        {"Rohr Industries (RHR) and Intel (INTC)", ""},
        {"The WHO said the WHO (WHO)", ""},
        {"the WHO health organisation (WHO)", ""},
        {"A B C (ABC)", ""},
        {"He likes artificial things. General intelligence (AGI)", ""},
        {"artificial\n\ngeneral intelligence (AGI)", ""},
        {"general intelligence (AGI)", ""},
        {"intelligence that is artificial and general (AGI)", ""},
        {"artificial (or not) general intelligence (AGI)", ""},
    });
}

TEST_CASE("each pair is given once, in order of appearance") {
    CHECK(definitions_of("World Health Organization (WHO). Prime Minister (PM). World Health Organization (WHO). "
                         "Project Manager (PM).") ==
          "who: world health organization; pm: prime minister; pm: project manager");
}

TEST_CASE("broken text defines what can still be read") {
    check({
        {"", ""},
        {"(", ""},
        {")(", ""},
        {"()", ""},
        {"(((((((", ""},
        {"\xEF\xBC\x88", ""},
        {"\xEF\xBC\x88\xEF\xBC", ""},
        {"World Health Organization (WHO", ""},
        {"World Health Organization ((WHO)", ""},
        {"\xFFWorld Health Organization (WHO)", "who: world health organization"},
        {"World Health\xC2 Organization (WHO)\xE2\x80", "who: world health organization"},
        {"World He\u00ADalth Organi\u200Bzation (W\u00ADHO)", "who: world health organization"},
        {"Monthly Meetings (MMs\uFF9E) and Mutual Markets (MMs\u0301)", "mm: mutual markets"},
        {"(WHO) World Health Organization (WHO)", "who: world health organization"},
    });
}

TEST_CASE("a long text of brackets is read in one go") {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += "(AB";
    CHECK(find_definitions(text).empty());
    text.clear();
    for (int i = 0; i < 100000; ++i) text += "alpha beta (AB) ";
    CHECK(definitions_of(text) == "ab: alpha beta");
}
