// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/news_language_cases.h"

namespace broadsheet::test {

namespace {

LanguageGroup proximity() {
    return {
        "NEAR with words, compounds and phrases",
        {item("near", "They praised open-source software, whose free licence costs nothing."),
         item("far",
              "Open source tools came first in that town. Many years later, after long and bitter talks in "
              "both houses of the old parliament on the hill, they agreed on a free licence."),
         item("loose", "The free parking near the open square needs no licence, said a source."),
         item("banker", "The economist called the bank careless."),
         item("bankers", "Economics bored him. He spent years at sea, then in the mines, and never saw a bank."),
         item("closed", "A free licence for opensource maps.")},
        {only({"open-source NEAR/5 licence", "licence NEAR/5 open-source", "opensource NEAR/5 licence"}, "near closed"),
         only({"open-source NEAR/5 \"free licence\"", "\"free licence\" NEAR/5 open-source"}, "near closed"),
         some({"\"open source\" NEAR/5 licence"}, "near", "far loose banker"),
         only({"open-source NEAR/100 licence"}, "near far closed"), only({"open-source licence"}, "near far closed"),
         only({"econom* NEAR/3 bank*", "bank NEAR/3 economist"}, "banker"),
         some({"econom* NEAR bank"}, "banker", "bankers"),
         only({"(open-source OR economist) NEAR/5 (licence OR bank)"}, "near closed banker"),
         only({"free NEAR/1 licence"}, "near far closed"), some({"open near licence"}, "loose", "near far closed")}};
}

LanguageGroup sentences() {
    return {
        "NEAR in one sentence and in one paragraph",
        {item("sentence",
              "The harbour, which had been dredged and widened at great cost the year before, was on "
              "Tuesday, to the dismay of the ferry company and its many guests, closed by a strike."),
         item("abbreviation", "Dr. H. Vance of the harbour met St. Mary's St. strike leaders."),
         item("paragraph", "The harbour was quiet. A strike began."),
         item("paragraphs", "The harbour was quiet.\n\nA strike began."),
         item("japanese", "港は静かだ。ストライキが始まった。", "ja"),
         item("japaneseone", "港でストライキが始まった。", "ja"), headlined("title", "Harbour news", "Strike ends."),
         item("harbour", "The harbour is old.")},
        {only({"harbour NEAR/s strike", "strike NEAR/s harbour", "harbours NEAR/s strikes"}, "sentence abbreviation"),
         only({"harbour NEAR/p strike"}, "sentence abbreviation paragraph"),
         only({"harbour strike"}, "sentence abbreviation paragraph paragraphs title"),
         only({"港 NEAR/s ストライキ"}, "japaneseone"), only({"港 NEAR/p ストライキ"}, "japanese japaneseone"),
         only({"\"the harbour\" NEAR/s strike"}, "sentence abbreviation"),
         only({"harbour NEAR/10 strike"}, "abbreviation paragraph"), only({"\"harbour news strike\""}, "")}};
}

LanguageGroup operators() {
    return {
        "brackets, OR, NOT",
        {item("cat", "One cat."), item("dog", "One dog."), item("both", "One cat and one dog."),
         item("bird", "One bird, one dog."), item("fish", "One fish."),
         item("words", "Fish or chips, not near and far.")},
        {only({"cat dog", "cat AND dog", "(cat dog)", "((cat) (dog))", "dog cat"}, "both"),
         only({"cat OR dog", "cat | dog", "(cat OR dog)"}, "cat dog both bird"),
         only({"(cat OR dog) -bird", "(cat OR dog) NOT bird", "-bird (cat | dog)"}, "cat dog both"),
         only({"cat dog OR bird", "(cat AND dog) OR bird"}, "both bird"), only({"dog -(cat OR bird)"}, "dog"),
         only({"dog -cat -bird"}, "dog"), filtered({"-dog", "NOT dog"}, "cat fish words"),
         filtered({"-\"one dog\""}, "cat fish words"), only({"fish or chips"}, "words"),
         only({"fish OR chips"}, "fish words"), only({"not near"}, "words"),
         only({"(cat OR (dog bird)) one"}, "cat both bird"), only({"(cat OR dog", "cat OR dog)"}, "cat dog both bird"),
         only({"\"one cat", "\u201cone cat\u201d"}, "cat both"),
         asked(Asking::any_word, only({"cat fish"}, "cat both fish words")),
         asked(Asking::any_word, only({"cat bird -dog"}, "cat")),
         filtered({"", "  ", "()", "\"\"", "*", "..."}, "cat dog both bird fish words")}};
}

LanguageGroup fields() {
    Story harvest = headlined("harvest", "Harvest ends early", "Farmers were glad.");
    harvest.authors = {"Mei Tan", "Seán O'Brien"};
    harvest.source = "Harbour Wire";
    harvest.section = "Local";
    harvest.published = "2025-01-28";
    harvest.tags = {"farming"};
    Story vote = headlined("vote", "Council votes on open-source plan", "The harvest was not discussed by Mei.");
    vote.authors = {"Anne-Marie van der Berg"};
    vote.source = "The Evening Ledger";
    vote.section = "Politics";
    vote.published = "2025-02-25";
    Story geneva = headlined("geneva", "L'élection à Genève", "Le conseil a voté.", "fr");
    geneva.authors = {"Tan Brien", "Wei Cole"};
    geneva.source = "Courrier du Lac";
    geneva.section = "Politics";
    geneva.published = "2024-12-31";
    geneva.tags = {"vote", "farming"};
    Story undated = headlined("undated", "US note", "A note for us about Tan harvests.");
    undated.source = "Harbour Wire";
    return {"fields and dates",
            {harvest, vote, geneva, undated},
            {only({"harvest", "harvests"}, "harvest vote undated"),
             only({"title:harvest", "headline:harvest"}, "harvest"),
             only({"title:open-source", "title:opensource"}, "vote"),
             some({"title:\"open source\""}, "vote", "harvest"),
             only({"title:election", "title:l'élection", "title:élection"}, "geneva"),
             only({"title:US"}, "undated"),
             only({"title:us"}, ""),
             only({"title:(harvest OR note)"}, "harvest undated"),
             only({"title:vot*"}, "vote"),
             only({"tan"}, "harvest geneva undated"),
             only({"author:tan", "by:Tan"}, "harvest geneva"),
             only({"author:\"Mei Tan\""}, "harvest"),
             only({"author:\"Tan Seán\"", "author:\"tan o'brien\"", "author:\"Brien Wei\""}, ""),
             only({"author:O'Brien", "author:obrien", "author:\"sean o\u2019brien\""}, "harvest"),
             only({"author:brien"}, "geneva"),
             only({"author:anne-marie", "author:\"van der Berg\""}, "vote"),
             only({"author:(cole OR berg)"}, "vote geneva"),
             only({"Mei -author:Mei"}, "vote"),
             filtered({"source:\"Harbour Wire\"", "source:harbour-wire"}, "harvest undated"),
             filtered({"source:\"Harbour Wire\",\"The Evening Ledger\"", "source:harbour-wire,the-evening-ledger"},
                      "harvest vote undated"),
             filtered({"section:politics", "section:Politics"}, "vote geneva"),
             filtered({"tag:farming"}, "harvest geneva"),
             filtered({"tag:farming -lang:fr"}, "harvest"),
             only({"harvest source:\"Harbour Wire\""}, "harvest undated"),
             filtered({"date:2025-01", "date:2025-01-28", "date:2025-01-01..2025-01-31"}, "harvest"),
             filtered({"date:2025", "after:2024-12-31", "date:2025-01..2025-02", "date:2025.."}, "harvest vote"),
             filtered({"before:2025", "date:2024"}, "geneva"),
             filtered({"date:-7d", "after:-7d"}, "vote"),
             filtered({"-date:2025"}, "geneva undated"),
             only({"harvest date:2025-02"}, "vote"),
             some({"titel:harvest"}, "", "geneva"),
             some({"Genève: L'élection"}, "geneva", "harvest")}};
}

}  // namespace

std::vector<LanguageGroup> operator_groups() {
    return {proximity(), sentences(), operators(), fields()};
}

}  // namespace broadsheet::test
