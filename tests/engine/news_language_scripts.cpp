// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/news_language_cases.h"

namespace broadsheet::test {

namespace {

LanguageGroup european() {
    return {"stems of each article's own language",
            {item("cookie", "The site sets a cookie.", "en"),
             item("cookies", "Cookies track readers.", "en"),
             item("cook", "A cook and her cooks opened a kitchen.", "en"),
             item("cookiesfr", "Les cookies du site sont permis.", "fr"),
             item("zeitung", "Eine Zeitung berichtet.", "de"),
             item("zeitungen", "Alle Zeitungen schweigen.", "de"),
             item("haus", "Das Haus brennt.", "de"),
             item("haeuser", "Viele Häuser brennen.", "de"),
             item("strasse", "Die Straße ist leer.", "de"),
             item("strasseplain", "Diese Strasse ist voll.", "de"),
             item("krise", "Die Corona-Krise dauert an.", "de"),
             item("kriseclosed", "Eine Coronakrise kommt.", "de"),
             item("krisespaced", "Was heißt Corona Krise?", "de"),
             item("kriseapart", "Corona brachte viele in eine Krise.", "de"),
             item("mueller", "Herr Müller singt.", "de"),
             item("journal", "Le journal ferme.", "fr"),
             item("journaux", "Les journaux ouvrent.", "fr"),
             item("eleccion", "Hubo una elección ayer.", "es"),
             item("elecciones", "Las elecciones siguen.", "es"),
             item("eleccionplain", "Otra eleccion falla.", "es"),
             item("vybory", "Выборы прошли спокойно.", "ru"),
             item("vyborov", "После выборов начался спор.", "ru"),
             item("vyborah", "На выборах победил мэр.", "ru"),
             item("yolka", "В городе стоит ёлка.", "ru"),
             item("yelka", "На площади стояла елка.", "ru"),
             item("usa", "США подписали договор.", "ru"),
             item("un", "Делегация ООН уехала.", "ru"),
             item("oevp", "Die ÖVP und die SPÖ streiten.", "de"),
             item("unknown", "Harbours closed early.", ""),
             item("greek", "Η ΑΘΉΝΑ ψηφίζει.", "el"),
             item("hindi", "चुनाव आज हुआ।", "hi")},
            {only({"cookies", "cookie", "Cookies"}, "cookie cookies cookiesfr"),
             asked(Asking::body, only({"cookies", "cookie"}, "cookie cookies cookiesfr")),
             only({"cookies NEAR/4 kitchen", "cookies NEAR/s kitchen"}, ""),
             only({"cookies NEAR/4 readers"}, "cookies"),
             only({"США", "сша", "С.Ш.А."}, "usa"),
             only({"ООН", "оон"}, "un"),
             only({"ÖVP", "övp", "OVP", "Ö.V.P."}, "oevp"),
             some({"cook", "cooks"}, "cook", "cookie cookies"),
             only({"Zeitung", "Zeitungen", "zeitung"}, "zeitung zeitungen"),
             only({"Haus", "Häuser", "HÄUSER"}, "haus haeuser"),
             only({"Straße", "Strasse", "STRASSE", "straße"}, "strasse strasseplain"),
             only({"Corona-Krise", "Coronakrise", "corona\u2011krise"}, "krise kriseclosed krisespaced"),
             some({"\"Corona Krise\""}, "krise krisespaced", "kriseapart"),
             some({"Corona Krise"}, "krise kriseclosed krisespaced kriseapart"),
             only({"Müller", "Muller"}, "mueller"),
             only({"journal", "journaux"}, "journal journaux"),
             only({"elección", "elecciones", "eleccion", "ELECCIÓN"}, "eleccion elecciones eleccionplain"),
             only({"выборы", "выборов", "выборах", "Выборы"}, "vybory vyborov vyborah"),
             only({"=выборов"}, "vyborov"),
             only({"ёлка", "елка"}, "yolka yelka"),
             only({"harbour", "harbours"}, "unknown"),
             only({"Αθήνα", "αθηνα"}, "greek"),
             only({"चुनाव"}, "hindi"),
             filtered({"lang:ru", "language:ru"}, "vybory vyborov vyborah yolka yelka usa un"),
             only({"выборы lang:de"}, ""),
             only({"cookies lang:fr"}, "cookiesfr"),
             filtered({"lang:fr,es"}, "cookiesfr journal journaux eleccion elecciones eleccionplain")}};
}

LanguageGroup chinese() {
    return {
        "Chinese",
        {item("traffic", "北京市政府宣布新的交通政策，从下月一日起实施。", "zh"),
         item("opera", "北方的剧团来到南京演出京剧。", "zh"), item("economy", "上海经济增长放缓，专家表示担忧。", "zh"),
         item("mixed", "华为发布5G网络设备，GPT模型也亮相。", "zh"), item("open", "开源软件在大学里很受欢迎。", "zh"),
         item("openapart", "会议开始，来源不明的文件被删除。", "zh"),
         headlined("headline", "台风登陆广东", "多地停课。", "zh"),
         item("english", "Beijing announced a traffic plan.", "en")},
        {only({"北京", "\"北京\""}, "traffic"), only({"交通政策", "\"交通政策\""}, "traffic"),
         only({"北京市政府宣布新的交通政策，从下月一日起实施。", "北京市政府宣布新的交通政策",
               "\"北京市政府宣布新的交通政策\""},
              "traffic"),
         only({"北京 交通", "交通 北京"}, "traffic"), only({"上海经济", "经济增长"}, "economy"),
         only({"开源", "开源软件", "\"开源\""}, "open"), only({"5G", "5g", "5G网络"}, "mixed"),
         only({"GPT", "GPT模型", "gpt"}, "mixed"), only({"台风", "台风登陆", "title:台风"}, "headline"),
         only({"南京"}, "opera"), only({"京剧 OR 经济"}, "opera economy"), only({"政府 -交通"}, ""),
         only({"traffic"}, "english"), some({"政府 NEAR/5 宣布"}, "traffic", "opera economy")}};
}

LanguageGroup asian() {
    return {"Japanese, Korean, Thai, Khmer",
            {item("olympics", "東京オリンピックは来年開催される。", "ja"),
             item("halfwidth", "東京ｵﾘﾝﾋﾟｯｸの予算が増えた。", "ja"),
             item("kyoto", "京都の東に新しい駅ができた。", "ja"), item("seoul", "서울에서 시장 선거가 열린다.", "ko"),
             item("busan", "부산 시민들이 축제를 즐겼다.", "ko"), item("thai", "รัฐบาลประกาศนโยบายใหม่เมื่อวานนี้", "th"),
             item("thaiother", "ฝนตกหนักในภาคใต้", "th"), item("khmer", "រដ្ឋាភិបាលប្រកាសច្បាប់ថ្មី", "km")},
            {only({"オリンピック", "東京オリンピック", "ｵﾘﾝﾋﾟｯｸ", "\"東京オリンピック\""}, "olympics halfwidth"),
             only({"東京"}, "olympics halfwidth"), only({"京都"}, "kyoto"), only({"予算"}, "halfwidth"),
             only({"東京オリンピックは来年開催される。", "\"来年開催\""}, "olympics"),
             only({"선거", "\"시장 선거\"", "서울 선거", "시장 선거"}, "seoul"), only({"부산", "축제"}, "busan"),
             only({"서울에서 시장 선거가 열린다"}, "seoul"),
             only({"รัฐบาล", "นโยบาย", "รัฐบาลประกาศนโยบายใหม่", "\"นโยบายใหม่\""}, "thai"), only({"ฝนตก"}, "thaiother"),
             only({"រដ្ឋាភិបាល", "ច្បាប់ថ្មី"}, "khmer")}};
}

LanguageGroup arabic() {
    return {
        "Arabic, Persian and Hebrew letters",
        {item("alif", "وصل أحمد إلى القاهرة.", "ar"), item("alifplain", "قال احمد إنه بخير.", "ar"),
         item("vowels", "كَتَبَ مُحَمَّد رسالة.", "ar"), item("tatweel", "مـحـمـد في البيت.", "ar"),
         item("plain", "محمد في المدينة.", "ar"), item("madda", "القرآن كتاب قديم.", "ar"),
         item("farsiyeh", "علی رفت.", "fa"), item("arabicyeh", "علي جاء.", "ar"),
         item("keheh", "کتاب تازه چاپ شد.", "fa"), item("kaf", "كتاب جديد صدر.", "ar"),
         item("joined", "این کار انجام می\u200cشود.", "fa"), item("closed", "فردا میشود.", "fa"),
         item("digits", "در سال ۲۰۲۵ باران آمد.", "fa"), item("latindigits", "In 2025 it rained.", "en"),
         item("niqqud", "שָׁלוֹם לכולם.", "he"), item("hebrew", "שלום רב.", "he")},
        {only({"أحمد", "احمد"}, "alif alifplain"), only({"محمد", "مُحَمَّد", "مـحـمـد"}, "vowels tatweel plain"),
         some({"القران", "القرآن"}, "madda"), only({"علی", "علي"}, "farsiyeh arabicyeh"),
         some({"کتاب", "كتاب", "كِتاب"}, "keheh kaf madda", "plain"), only({"می\u200cشود", "میشود"}, "joined closed"),
         only({"2025", "۲۰۲۵", "٢٠٢٥"}, "digits latindigits"), only({"שלום", "שָׁלוֹם"}, "niqqud hebrew")}};
}

}  // namespace

std::vector<LanguageGroup> language_groups() {
    return {european(), chinese(), asian(), arabic()};
}

}  // namespace broadsheet::test
