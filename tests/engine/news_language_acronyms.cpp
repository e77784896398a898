// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/news_language_cases.h"

namespace broadsheet::test {

namespace {

LanguageGroup united_states() {
    return {
        "US, U.S. and us",
        {item("capitals", "The US signed the fishing accord."), item("dotted", "The U.S. signed the customs treaty."),
         item("possessive", "Some of the US's allies objected."),
         item("dottedpossessive", "It was the U.S.'s last offer."), item("led", "A US-led mission left port."),
         item("end", "Nobody knows the U.S"), item("pronoun", "They told us to leave the hall."),
         item("novel", "Us and Them is his third novel."),
         headlined("fair", "LET US GO TO THE FAIR SAYS MAYOR", "Crowds gathered on Monday."),
         item("telex", "THE MAYOR TOLD US THAT HE KNOWS WHO PAYS. IT WAS LATE. PRAY FOR US ALL."),
         item("shout", "PLEASE JOIN US\n\nThe choir meets on Friday."), item("usa", "USA Basketball named a coach."),
         item("usadotted", "He was born in the U.S.A. of German parents."), item("other", "The bus was full.")},
        {only({"US", "U.S.", "U.S", "\"US\"", "\"U.S.\""}, "capitals dotted possessive dottedpossessive led end"),
         only({"us", "Us", "\"us\""}, "pronoun novel fair telex shout"), some({"=US"}, "capitals", "pronoun fair"),
         some({"=us"}, "pronoun", "capitals dotted"),
         only({"\"the US signed\"", "\"the U.S. signed\"", "US signed"}, "capitals dotted"),
         only({"\"told us\""}, "pronoun telex"), only({"\"US-led\"", "US-led"}, "led"),
         only({"USA", "U.S.A."}, "usa usadotted"), some({"US -treaty"}, "capitals", "dotted pronoun fair"),
         only({"US NEAR/2 accord"}, ""), only({"US NEAR/4 accord"}, "capitals"), only({"mayor fair"}, "fair"),
         some({"mayor", "MAYOR"}, "fair telex")}};
}

LanguageGroup pronouns() {
    return {"WHO, IT, AIDS, AM and the words that look like them",
            {item("who", "The WHO declared the outbreak over."), item("whodotted", "W.H.O. officials landed."),
             item("whohyphen", "A WHO-backed vaccine arrived."), item("asker", "Who pays for the bridge?"),
             item("man", "The man who left was named."), item("it", "IT workers went on strike."),
             item("itdotted", "The I.T. budget was cut."), item("rain", "It rained in the north."),
             headlined("rainy", "IT RAINED ALL WEEK", "Fields flooded."), item("aids", "AIDS research got more money."),
             item("aidsdotted", "A.I.D.S. was new then."), item("hearing", "Hearing aids are cheaper."),
             item("firstaid", "First aid saved a skier."), item("am", "The train leaves at 9 a.m. sharp."),
             item("verb", "Here I am, said the tenor.")},
            {only({"WHO", "W.H.O.", "\"WHO\""}, "who whodotted whohyphen"),
             only({"who", "\"who\"", "Who"}, "asker man"), only({"IT", "I.T.", "\"IT\""}, "it itdotted"),
             only({"it", "It"}, "rain rainy"), only({"AIDS", "A.I.D.S."}, "aids aidsdotted"), some({"aids"}, "hearing"),
             some({"\"hearing aids\""}, "hearing", "aids"), some({"aid"}, "firstaid hearing", "aids aidsdotted"),
             only({"a.m."}, "am"), only({"am"}, "verb"), only({"\"IT workers\"", "IT workers", "IT worker"}, "it"),
             only({"\"the man who\""}, "man")}};
}

LanguageGroup agi() {
    return {"the AGI family",
            {item("capitals", "AGI is near, they say."), item("dotted", "The road to A.G.I. is long."),
             item("smalldotted", "Some write a.g.i. in small letters."), item("plural", "Two AGIs met."),
             item("possessive", "AGI's rise worried him."), item("curly", "AGI\u2019s fall pleased her."),
             item("lower", "the agi crowd cheered"), item("hyphen", "AGI-ready chips were sold."),
             headlined("title", "Is AGI a fad?", "Panels met."), item("agile", "Agile teams won."),
             item("magi", "The magi followed a star."), item("letters", "Rows A, G and I were empty.")},
            {only({"AGI", "A.G.I.", "a.g.i.", "AGIs", "AGI's", "AGI\u2019s", "agi", "A.G.I"},
                  "capitals dotted smalldotted plural possessive curly lower hyphen title"),
             some({"=AGI"}, "capitals title", "lower agile magi letters"),
             some({"=agi"}, "lower", "capitals dotted title agile magi"), only({"title:AGI", "title:agi"}, "title"),
             only({"AGI-ready", "\"AGI ready\""}, "hyphen"), only({"AGI NEAR/2 rise"}, "possessive")}};
}

LanguageGroup nato() {
    return {"acronyms that papers also write as words",
            {item("capitals", "NATO ministers met."), item("word", "Nato ministers dined."),
             item("dotted", "The N.A.T.O. ministers slept."), item("small", "He called it nato by habit."),
             item("un", "UN peacekeepers left."), item("undotted", "The U.N. envoy stayed."),
             item("french", "Un accord a été signé par un ministre.", "fr"), item("mps", "MPs voted at dawn."),
             item("mp", "An MP resigned."), item("mpdotted", "The M.P. for Stroud wept."),
             item("eu", "The EU fined a bank."), item("frencheu", "Il a eu peur du noir.", "fr"),
             item("cia", "The CIA and the F.B.I. disagreed."), item("gdp", "GDP's fall was small."),
             item("rowling", "A letter by J.K. Rowling was sold."), item("rowlingplain", "JK Rowling spoke.")},
            {only({"NATO", "Nato", "nato", "N.A.T.O.", "NATO's"}, "capitals word dotted small"),
             only({"NATO ministers", "nato minister"}, "capitals word dotted"),
             some({"\"nato ministers\""}, "capitals word"), some({"\"NATO ministers\""}, "capitals dotted"),
             only({"UN", "U.N."}, "un undotted"), some({"un"}, "french"), only({"\"un accord\""}, "french"),
             only({"MP", "MPs", "M.P.", "MP's"}, "mps mp mpdotted"), only({"EU", "E.U."}, "eu"),
             some({"eu"}, "frencheu"), only({"CIA", "C.I.A.", "cia"}, "cia"), only({"FBI", "fbi"}, "cia"),
             only({"GDP", "gdp", "G.D.P."}, "gdp"), only({"J.K. Rowling", "JK Rowling"}, "rowling rowlingplain")}};
}

LanguageGroup capital_letters() {
    return {"capitals typed and printed out of habit",
            {headlined("headline", "GOVERNMENT OPENS HARBOUR TO TOURISTS", "Boats came."),
             item("telex", "MOSCOW AND LONDON AGREED ON A TEST BAN. THE TREATY WILL BE SIGNED SOON."),
             item("climate", "The climate budget was cut."), item("election", "Elections are near."),
             item("kicker", "EXCLUSIVE: Minister sold his boat."), item("alert", "STORM warning for the coast."),
             item("usc", "He was charged under 18 USC \u00a7 242 on Friday."),
             item("uscdotted", "They cited 18 U.S.C. \u00a7 242 again."),
             item("uscapart", "In 18 games USC lost 242 yards."), item("motion", "Motion No. 7 was carried."),
             item("nomotion", "There was no motion before the 7 members.")},
            {only({"government harbour", "harbours", "Harbour", "HARBOUR"}, "headline"),
             only({"treaty", "test ban", "moscow london", "\"test ban\"", "test-ban"}, "telex"),
             only({"CLIMATE BUDGET", "CLIMATE", "Climate Budget"}, "climate"),
             only({"ELECTION", "ELECTIONS", "election"}, "election"),
             only({"\"18 USC \u00a7 242\"", "\"18 U.S.C. \u00a7 242\""}, "usc uscdotted"),
             only({"18 USC \u00a7 242", "18 usc 242"}, "usc uscdotted uscapart"),
             only({"\"No. 7\"", "\"motion no. 7\""}, "motion"), some({"No. 7", "motion No. 7"}, "motion", "usc"),
             some({"exclusive", "EXCLUSIVE"}, "kicker"), some({"storm", "Storm", "STORM"}, "alert"),
             some({"THE"}, "telex climate")}};
}

}  // namespace

std::vector<LanguageGroup> acronym_groups() {
    return {united_states(), pronouns(), agi(), nato(), capital_letters()};
}

}  // namespace broadsheet::test
