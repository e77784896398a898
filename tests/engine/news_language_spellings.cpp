// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/news_language_cases.h"

namespace broadsheet::test {

namespace {

LanguageGroup elision() {
    return {"elision",
            {item("curly", "L\u2019élection aura lieu dimanche.", "fr"),
             item("straight", "Après l'élection, le maire est parti.", "fr"),
             item("article", "Une élection partielle est prévue.", "fr"),
             item("of", "Le soir d\u2019élection, la salle était vide.", "fr"),
             item("plural", "Les élections ont été reportées.", "fr"),
             item("decomposed", "Cette e\u0301lection coûte cher.", "fr"),
             item("capitals", "Journal de bord: ÉLECTION annulée à Brest.", "fr"),
             item("english", "The election is on Sunday.", "en"), item("she", "Il dit qu'elle viendra.", "fr"),
             item("shecurly", "On sait qu\u2019elle chante.", "fr"), item("heonly", "Il reste ici.", "fr"),
             item("arte", "Il museo dell'arte moderna riapre.", "it"),
             item("artecurly", "La fiera dell\u2019arte chiude.", "it"), item("arteplain", "Costa molto l'arte.", "it"),
             item("dell", "Dell ships fewer computers.", "en"), item("coup", "A coup d'état failed.", "en"),
             item("coupplain", "The coup d\u2019etat of May failed.", "en"),
             item("today", "Il neige aujourd\u2019hui.", "fr")},
            {only({"l'élection", "élection", "election", "d\u2019élection", "L'élection", "l\u2019election",
                   "e\u0301lection", "\u00c9lection"},
                  "curly straight article of plural decomposed capitals english"),
             some({"élections", "Elections"}, "curly straight article of plural decomposed english", "heonly"),
             some({"\"l'élection\"", "\"l\u2019élection\""}, "curly straight", "plural heonly"),
             only({"elle", "qu'elle", "qu\u2019elle"}, "she shecurly"),
             only({"arte", "dell'arte", "dell\u2019arte", "l'arte"}, "arte artecurly arteplain"),
             some({"dell"}, "dell", "arteplain"),
             only({"coup d'état", "coup d'etat", "coup d\u2019état", "\"coup d'état\""}, "coup coupplain"),
             only({"aujourd'hui", "aujourd\u2019hui"}, "today")}};
}

LanguageGroup accents() {
    return {"accents both ways",
            {item("zuerich", "Zürich closes a bank."), item("zurich", "Zurich opens a tram line."),
             item("cafe", "The café owner sued."), item("cafeplain", "The cafe owner won."),
             item("cafecombined", "The cafe\u0301 cat slept."), item("sao", "São Paulo flooded."),
             item("saoplain", "Sao Paulo dried."), item("lodz", "Łódź elected a mayor."),
             item("lodzplain", "Lodz wants trams."), item("resume", "Talks resume on Monday."),
             item("cv", "She sent her résumé."), item("oe", "Ein Œuvre hors d'œuvre.", "de"),
             item("istanbul", "İstanbul shook."), item("istanbulplain", "Istanbul slept."),
             item("fullwidth", "The ＮＥＷＳＰＡＰＥＲ from Osaka."), item("ligature", "A ﬁnance oﬃce closed."),
             item("plain", "The finance office opened.")},
            {only({"Zürich", "Zurich", "zurich", "ZÜRICH", "Zu\u0308rich"}, "zuerich zurich"),
             only({"café", "cafe", "cafés", "CAFE\u0301"}, "cafe cafeplain cafecombined"),
             only({"São Paulo", "sao paulo", "SAO PAULO"}, "sao saoplain"), some({"\"são paulo\""}, "sao"),
             some({"\"Sao Paulo\""}, "saoplain"), only({"Łódź", "lodz"}, "lodz lodzplain"),
             only({"résumé", "resume"}, "resume cv"), some({"=résumé"}, "cv", "resume"),
             some({"=resume"}, "resume", "cv"), only({"istanbul", "İstanbul", "ISTANBUL"}, "istanbul istanbulplain"),
             only({"newspaper", "ｎｅｗｓｐａｐｅｒ"}, "fullwidth"),
             only({"finance", "ﬁnance", "office", "finance oﬃce", "\"finance office\""}, "ligature plain"),
             only({"œuvre", "oeuvre"}, "oe")}};
}

LanguageGroup apostrophes() {
    return {"possessives and names with apostrophes",
            {item("anna", "Anna left the party."), item("annas", "Anna's shop burned."),
             item("curly", "It was Anna\u2019s idea."), item("annapolis", "Annapolis voted."),
             item("obrien", "Mr O'Brien resigned."), item("obriencurly", "Mrs O\u2019Brien stayed."),
             item("obrienplain", "OBrien is misspelt."), item("obrienpossessive", "O'Brien's dog barked."),
             item("brien", "Brien Cole sang."), item("oapart", "Brien, Tom, fought O, the magazine."),
             item("teachers", "The teachers' union met."), item("teachersplain", "A union of teachers met."),
             item("dont", "Don't panic, says the bank."), item("dontcurly", "Please don\u2019t feed ducks."),
             item("don", "Don is a tea taster.")},
            {only({"Anna", "Anna's", "anna\u2019s", "ANNA'S"}, "anna annas curly"),
             only({"O'Brien", "O\u2019Brien", "o'brien", "obrien", "O'Brien's", "\"O'Brien\""},
                  "obrien obriencurly obrienplain obrienpossessive"),
             some({"brien"}, "brien oapart"),
             only({"teachers' union", "teachers union", "\u2019teachers\u2019 union"}, "teachers teachersplain"),
             only({"\"teachers' union\"", "\"teachers union\""}, "teachers"),
             only({"don't", "don\u2019t", "dont"}, "dont dontcurly"), some({"don"}, "don", "dont dontcurly")}};
}

LanguageGroup figures() {
    return {"figures",
            {item("comma", "About 1,000 people marched."), item("closed", "About 1000 people sang."),
             item("nobreak", "Environ 1\u00a0000 personnes ont défilé.", "fr"),
             item("narrow", "Environ 1\u202f000 personnes ont chanté.", "fr"),
             item("million", "The prize was 1,000,000 crowns."), item("millionclosed", "It cost 1000000 marks."),
             item("milliondots", "Es kostet 1.000.000 Euro.", "de"),
             item("millionspaces", "Le prix est de 1\u202f000\u202f000 francs.", "fr"),
             item("pi", "Pi is near 3.14 in class."), item("piapart", "Only 3 of 14 seats were taken."),
             item("threehundred", "Flight 314 landed."), item("reversed", "Item 14.3 was struck."),
             item("dollars", "It paid $1.5bn for the mine."), item("percent", "Some 50% of voters stayed away."),
             item("years", "The war of 1990\u20132000 ended."), item("date", "Filed on 2025-01-28 at noon."),
             item("arabic", "\u0662\u0660\u0662\u0665 was a dry year.")},
            {only({"1000", "1,000", "1\u00a0000", "1\u202f000", "\"1,000\""}, "comma closed nobreak narrow"),
             only({"1,000 people", "1000 people"}, "comma closed"),
             only({"1,000,000", "1000000", "1.000.000", "1\u202f000\u202f000", "1\u00a0000\u00a0000"},
                  "million millionclosed milliondots millionspaces"),
             only({"3.14", "\"3.14\""}, "pi"), only({"314"}, "threehundred"), only({"$1.5bn", "1.5bn"}, "dollars"),
             some({"50%", "50"}, "percent"), only({"1990", "2000", "1990-2000", "1990\u20132000"}, "years"),
             only({"2025-01-28", "\"2025-01-28\""}, "date"), some({"2025"}, "date arabic")}};
}

LanguageGroup signs() {
    return {
        "names with signs",
        {item("att", "AT&T bought a film studio."), item("attapart", "We met at the T junction."),
         item("rd", "R&D spending rose."), item("rdapart", "Room R and room D are shut."),
         item("qa", "A Q&A session followed."), item("cpp", "C++ is forty."), item("csharp", "C# is twenty."),
         item("fsharp", "F# is for banks, or a key."), item("vitamin", "Vitamin C is cheap."),
         item("always", "The shop is open 24/7 in June."), item("apart247", "All 24 rooms on 7 floors burned."),
         item("attack", "After 9/11 airports changed."), item("jurors", "Just 9 of 11 jurors agreed."),
         item("act", "The Energy & Security Act passed."), item("actand", "An energy and security act fell."),
         item("hm", "H&M closed stores."), item("yahoo", "Yahoo! was sold."), item("andor", "Bring tea and/or cake.")},
        {only({"AT&T", "at&t", "AT&T's", "\"AT&T\""}, "att"), only({"R&D", "r&d"}, "rd"), only({"Q&A", "q&a"}, "qa"),
         only({"C++", "c++"}, "cpp"), only({"C#", "c#"}, "csharp"), only({"F#", "f#"}, "fsharp"),
         some({"C", "vitamin C"}, "vitamin", "cpp csharp fsharp"), only({"24/7", "\"24/7\""}, "always"),
         only({"9/11", "\"9/11\""}, "attack"),
         only({"Energy & security act", "energy security act", "act & energy"}, "act actand"),
         some({"\"Energy & security act\""}, "act"), only({"H&M"}, "hm"), only({"Yahoo!", "yahoo"}, "yahoo"),
         some({"and/or"}, "andor")}};
}

LanguageGroup addresses() {
    return {
        "addresses, tags and handles",
        {item("url", "Read https://www.example.org/news/storm-warning?id=7 today."),
         item("domain", "The site example.org is down."),
         item("chart", "For example, this org chart names a storm and, later, a warning."),
         item("mail", "Write to newsdesk@example.org now."),
         item("desk", "The newsdesk gave one example: an org chart."), item("tag", "Marchers posted #MeToo at dawn."),
         item("movement", "The MeToo movement grew."), item("metoo", "Me too, she said."),
         item("handle", "As @Reuters posted, rain fell."), item("agency", "Reuters reported hail.")},
        {some({"https://www.example.org/news/storm-warning?id=7", "www.example.org/news/storm-warning",
               "\"https://www.example.org/news/storm-warning\""},
              "url", "chart mail tag"),
         some({"example.org"}, "url domain", "chart desk tag"),
         only({"newsdesk@example.org", "Newsdesk@Example.org"}, "mail"), some({"newsdesk"}, "desk mail"),
         only({"#MeToo", "#metoo"}, "tag"), only({"MeToo", "metoo"}, "tag movement"),
         some({"me too", "\"me too\""}, "metoo", "handle agency"), only({"@Reuters", "@reuters"}, "handle"),
         only({"Reuters", "reuters"}, "handle agency"), some({"storm-warning"}, "url", "chart")}};
}

}  // namespace

std::vector<LanguageGroup> spelling_groups() {
    return {elision(), accents(), apostrophes(), figures(), signs(), addresses()};
}

}  // namespace broadsheet::test
