// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/news_language_cases.h"

namespace broadsheet::test {

namespace {

LanguageGroup stop_words() {
    return {
        "stop words count",
        {item("act", "A Freedom of Information Act request was filed."),
         item("freedom", "Freedom for an information officer to act is small."),
         item("press", "The Freedom of the Press Act lapsed."), item("assembly", "A Freedom of Assembly Act came."),
         item("hamlet", "To be or not to be, the actor whispered."), item("verbs", "Not one has to be here, or to go."),
         item("band", "The Who played in Leeds."), item("man", "The man who sang was ill."),
         item("rain", "Rain fell on Monday."), item("vitamin", "Vitamin A is found in carrots.")},
        {only({"\"freedom of information act\"", "\"Freedom of Information Act\""}, "act"),
         only({"freedom of information act"}, "act"), only({"freedom information act"}, "act freedom"),
         only({"\"freedom of * act\""}, "act assembly"), only({"\"to be or not to be\""}, "hamlet"),
         some({"to be or not to be"}, "hamlet verbs", "rain band"), only({"the"}, "press hamlet band man"),
         only({"\"the who\"", "\"The Who\""}, "band"), only({"the who"}, "band man"),
         only({"of"}, "act press assembly"), only({"\"vitamin a\""}, "vitamin"), only({"\"of the\""}, "press"),
         only({"on"}, "rain"), only({"\"in leeds\"", "\"in * leeds\" OR \"in leeds\""}, "band")}};
}

LanguageGroup exact_words() {
    return {
        "exact words and all their forms",
        {item("election", "The election is on Sunday."), item("elections", "Elections cost money, says a clerk."),
         item("lower", "Three elections in a year tire voters."), item("real", "A real danger, said the captain."),
         item("really", "It is really late."), item("news", "The news was good."), item("new", "A new bridge opened."),
         item("police", "The police came."), item("policy", "The policy failed."), item("votes", "She votes in Lyon."),
         item("voting", "Voting began at eight."), item("voted", "He voted in Cork."),
         item("sunday", "Sundays are quiet.")},
        {only({"election", "elections", "Elections", "Election", "ELECTIONS"}, "election elections lower"),
         some({"=election"}, "election", "elections lower"), some({"=elections"}, "lower", "election"),
         some({"\"elections\""}, "elections lower", "election"), some({"\"election\""}, "election", "elections lower"),
         asked(Asking::exact, some({"elections"}, "elections lower", "election")),
         asked(Asking::exact, some({"vote"}, "", "votes voting voted")), only({"real"}, "real"),
         only({"\"real\""}, "real"), only({"really"}, "really"), only({"news"}, "news"), only({"new"}, "new"),
         only({"police"}, "police"), only({"policy", "policies"}, "policy"),
         only({"vote", "voting", "voted", "votes"}, "votes voting voted"),
         only({"\"election is on sunday\""}, "election"), only({"\"elections is on sunday\""}, ""),
         only({"=votes OR =voted"}, "votes voted"), some({"election -=elections"}, "election", "lower")}};
}

LanguageGroup wildcards() {
    return {
        "word*, word~ and wildcards in phrases",
        {item("economy", "The economy grew."),
         item("economist", "An economist sighed."),
         item("economics", "Home economics is taught."),
         item("ecology", "Ecology is not money."),
         item("sourcing", "Open sourcing is in fashion."),
         item("source", "Open source won."),
         item("sauce", "Open sauce bottles spill."),
         item("apart", "An open and a sourcing plan."),
         item("hyphen", "An open-source bank."),
         item("government", "The government fell."),
         item("governor", "A governor rose."),
         item("gaddafi", "Gaddafi spoke."),
         item("gadafi", "Gadafi fled."),
         item("qaddafi", "Qaddafi hid."),
         item("haddad", "Haddad sang."),
         item("tehran", "Tehran denied it."),
         item("teheran", "Teheran is old spelling."),
         item("colour", "Colour film is back."),
         item("color", "Color prints fade."),
         item("cat", "The cat sat."),
         item("carrot", "One carrot left."),
         item("ebikes", "Zurich e-bikes and e-books sell.")},
        {only({"econom*", "Econom*", "ECONOM*"}, "economy economist economics"),
         some({"\"open sourc*\"", "\"Open sourc*\""}, "sourcing source hyphen", "sauce apart"),
         some({"open-sourc*"}, "source hyphen", "sauce apart economy"), only({"\"open s*\" -sourc*"}, "sauce"),
         some({"e-b*"}, "ebikes", "economy ecology"), some({"goverment~", "govermnent~"}, "government", "governor"),
         only({"goverment"}, ""), some({"Gaddafi~"}, "gaddafi gadafi qaddafi", "haddad"),
         only({"Teheran~"}, "tehran teheran"), only({"colour~", "color~"}, "colour color"),
         some({"cat~"}, "cat", "carrot"), some({"\"the economy\" OR \"an econ*\""}, "economy economist", "economics"),
         only({"title:econom*"}, ""), only({"econom* NEAR/2 sighed"}, "economist")}};
}

}  // namespace

std::vector<LanguageGroup> form_groups() {
    return {stop_words(), exact_words(), wildcards()};
}

}  // namespace broadsheet::test
