// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/news_language_cases.h"

namespace broadsheet::test {

namespace {

LanguageGroup open_source() {
    return {
        "open-source with every dash",
        {item("hyphen", "The city released its open-source parking meter on Monday."),
         item("capital", "Open-Source meters won a prize in Ghent."),
         item("d2010", "Her team prefers open\u2010source maps."),
         item("d2011", "His team prefers open\u2011source charts."),
         item("d2012", "Their team prefers open\u2012source tables."),
         item("d2013", "Our team prefers open\u2013source atlases."),
         item("d2014", "That team prefers open\u2014source globes."),
         item("d2015", "This team prefers open\u2015source plans."),
         item("d2212", "One team prefers open\u2212source sketches."),
         item("dfe63", "Two teams prefer open\ufe63source drafts."),
         item("dff0d", "Six teams prefer open\uff0dsource drawings."),
         item("soft", "The open-sou\u00adrce clock is late."),
         item("softhyphen", "The open\u00ad-source bell is early."),
         item("zerowidth", "The open-\u200bsource siren is loud."),
         item("linebreak", "The open-\nsource horn is quiet."),
         item("spaced", "Many open source projects have no money."),
         item("nobreak", "Some open\u00a0source projects have sponsors."),
         item("closed", "An opensource licence was chosen."),
         item("apart", "The mayor kept the gate open; no source was named."),
         item("reversed", "The source lay open before them."),
         item("paragraphs", "The library stays open\n\nSource: town hall"),
         headlined("straddling", "Bakery may open", "Source after source denied it.")},
        {only({"open-source", "opensource", "Open-Source", "OPEN-SOURCE", "open\u2010source", "open\u2011source",
               "open\u2012source", "open\u2013source", "open\u2014source", "open\u2015source", "open\u2212source",
               "open\ufe63source", "open\uff0dsource", "open-sou\u00adrce", "open-\u200bsource"},
              "hyphen capital d2010 d2011 d2012 d2013 d2014 d2015 d2212 dfe63 dff0d soft softhyphen zerowidth "
              "linebreak spaced nobreak closed"),
         some({"\"open source\"", "\u201copen source\u201d"},
              "hyphen capital d2011 d2013 soft zerowidth linebreak spaced nobreak",
              "apart reversed paragraphs straddling"),
         some({"\"open-source\"", "\"open\u2011source\""},
              "hyphen capital d2010 d2011 d2012 d2013 d2014 d2015 d2212 dfe63 dff0d soft linebreak",
              "apart reversed paragraphs straddling"),
         some({"open source"},
              "hyphen capital d2010 d2011 d2012 d2013 d2014 d2015 d2212 dfe63 dff0d soft softhyphen zerowidth "
              "linebreak spaced nobreak closed apart reversed paragraphs straddling"),
         some({"source open"}, "hyphen d2011 spaced nobreak apart reversed paragraphs straddling"),
         some({"=open-source"}, "hyphen capital d2011 d2013 linebreak",
              "spaced closed apart reversed paragraphs straddling"),
         some({"=opensource"}, "closed", "spaced apart reversed paragraphs"),
         some({"=\"open source\"", "=\u201copen source\u201d"}, "spaced nobreak",
              "hyphen capital d2011 d2013 linebreak closed apart reversed paragraphs straddling"),
         some({"=\"open-source projects\" OR =\"many open source\""}, "spaced", "hyphen nobreak closed"),
         some({"source"}, "hyphen d2011 spaced apart", ""),
         some({"open-source NEAR/3 projects"}, "spaced nobreak", "apart reversed paragraphs hyphen"),
         only({"open-source -team -teams -projects"}, "hyphen capital soft softhyphen zerowidth linebreak closed")}};
}

LanguageGroup electronic_mail() {
    return {"e-mail, email, e mail",
            {item("hyphen", "An e-mail reached the editor."), item("closed", "The email was leaked."),
             item("plural", "Thousands of emails vanished."), item("hyphenplural", "Old E-Mails were printed."),
             item("spaced", "She wrote an e mail at noon."), item("mail", "The mail was late again."),
             item("apart", "Platform E is for mail trains.")},
            {only({"e-mail", "email", "E-mail", "emails", "e-mails", "Email", "e\u2011mail"},
                  "hyphen closed plural hyphenplural spaced"),
             some({"mail"}, "mail apart", "closed plural"), some({"\"email\""}, "closed", "plural mail apart"),
             some({"=emails"}, "plural", "closed hyphen mail apart")}};
}

LanguageGroup covid() {
    return {"COVID-19",
            {item("hyphen", "COVID-19 wards reopened."), item("dash", "The Covid\u201319 inquiry sat."),
             item("closed", "A covid19 test was lost."), item("spaced", "Covid 19 numbers fell."),
             item("alone", "Covid is back in the north."), item("apart", "In the Covid years, 19 theatres closed."),
             item("other", "Only 19 theatres closed.")},
            {only({"COVID-19", "covid19", "Covid-19", "covid\u201119", "COVID19"}, "hyphen dash closed spaced"),
             some({"\"covid 19\"", "\"Covid 19\""}, "hyphen dash spaced", "alone apart other"),
             some({"\"COVID-19\"", "\"covid-19\""}, "hyphen dash", "alone apart other"),
             some({"covid 19"}, "hyphen dash closed spaced apart", "alone other"),
             some({"covid", "COVID", "Covid"}, "hyphen dash spaced alone apart", "other"),
             only({"covid-19 wards"}, "hyphen")}};
}

LanguageGroup well_being() {
    return {
        "well-being and other closed compounds",
        {item("hyphen", "The well-being of pupils improved."), item("closed", "Staff wellbeing is a worry."),
         item("spaced", "A study of well being was printed."), item("apart", "Being tired, she slept well."),
         item("cooperation", "Cooperation across the strait grew."),
         item("cohyphen", "Co-operation across the river grew."),
         item("cosoft", "Co\u00adoperation across the bay grew."), item("court", "He sued his mother-in-law."),
         item("courtspaced", "He thanked his mother in law."), item("law", "His mother has practised law in Leeds.")},
        {only({"well-being", "wellbeing", "Well-Being", "well\u2013being"}, "hyphen closed spaced"),
         some({"well being"}, "hyphen closed spaced apart"),
         only({"cooperation", "co-operation", "co\u00adoperation", "Co\u2011operation"}, "cooperation cohyphen cosoft"),
         only({"mother-in-law", "motherinlaw"}, "court courtspaced")}};
}

LanguageGroup names() {
    return {
        "names with hyphens",
        {item("company", "Soldiers of A-Company marched through the village."),
         item("companies", "Every company paid the fee; a clerk counted it."),
         item("foxit", "Researchers at Fox-IT traced the attack."), item("fox", "A fox was seen twice."),
         item("foxapart", "A fox crossed the road when it was dark."),
         item("xfce", "The new xfce4-terminal copies faster."), item("terminal", "A terminal at the port closed."),
         item("cola", "Coca-Cola raised its prices."), item("colaspaced", "Coca Cola sponsors the cup."),
         item("colaclosed", "The CocaCola lorry was stuck."), item("cocaapart", "The coca leaf gave cola its name."),
         item("jet", "An F-16 landed in Graz."), item("jetclosed", "An F16 landed in Linz."),
         item("jetapart", "Block F has 16 rooms."), item("flight", "Nobody found flight MH370."),
         item("flighthyphen", "Divers looked for MH-370."), item("anglo", "An Anglo-Saxon coin was found.")},
        {some({"A-Company", "a-company", "A\u2011Company"}, "company",
              "companies foxit fox foxapart xfce terminal cola anglo"),
         some({"company"}, "company companies", "fox cola"), only({"fox-it", "Fox-IT", "foxit", "FOX-IT"}, "foxit"),
         some({"fox"}, "foxit fox foxapart", "company"),
         only({"xfce4-terminal", "xfce4terminal", "\"xfce4 terminal\"", "xfce4 terminal"}, "xfce"),
         only({"coca-cola", "cocacola", "Coca\u2011Cola", "Coca-Cola's"}, "cola colaspaced colaclosed"),
         some({"\"coca cola\""}, "cola colaspaced", "cocaapart"),
         some({"coca cola", "Coca Cola"}, "cola colaspaced colaclosed cocaapart"),
         only({"F-16", "F16", "f-16"}, "jet jetclosed"), only({"MH370", "MH-370", "mh370"}, "flight flighthyphen"),
         some({"saxon"}, "anglo"), only({"anglo-saxon", "anglosaxon", "\"anglo saxon\""}, "anglo")}};
}

LanguageGroup orders() {
    return {"order numbers, and a hyphen as NOT",
            {item("order", "Order A-123-456 was shipped."), item("plain", "The order was never placed."),
             item("number", "Order 123-456 is lost."), item("apart", "In order: 456, then 123, said A. Miller."),
             item("tax", "The carbon-tax debate went on."), item("carbon", "Carbon prices rose."),
             item("other", "The budget passed.")},
            {only({"A-123-456", "a-123-456", "A\u2011123\u2011456"}, "order"), only({"order A-123-456"}, "order"),
             some({"order -123-456"}, "plain", "number carbon tax other"), some({"123-456"}, "number", "apart plain"),
             only({"carbon -tax", "carbon NOT tax", "carbon AND NOT tax", "(carbon -tax)"}, "carbon"),
             only({"carbon-tax", "carbon\u2013tax"}, "tax"), only({"carbon - tax"}, "tax"),
             filtered({"-order -carbon"}, "other")}};
}

LanguageGroup line_ends() {
    return {"words broken at a line's end",
            {item("broken", "The govern-\nment promised help to the farm-\ners."),
             item("whole", "The government promised help to the farmers."),
             item("other", "They rule an island with farms.")},
            {some({"government", "governments"}, "broken whole", "other"),
             some({"\"government promised\""}, "broken whole", "other"), some({"farmers"}, "broken whole", "other")}};
}

}  // namespace

std::vector<LanguageGroup> compound_groups() {
    return {open_source(), electronic_mail(), covid(), well_being(), names(), orders(), line_ends()};
}

}  // namespace broadsheet::test
