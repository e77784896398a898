// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/multilingual_newsroom.h"

namespace broadsheet::test {

namespace {

Story told(std::string key, std::string language, std::string title, std::string body) {
    return {.title = std::move(title), .body = std::move(body), .key = std::move(key), .language = std::move(language)};
}

std::vector<Story> latin_stories() {
    return {
        told(
            "en-ferry", "en", "Ferry owner sues O'Neill & Sons over \"ghost\" sailings",
            "PORT ALDER - The owner of the island ferry has taken O'Neill & Sons to court over 1,200 sailings that, it "
            "says, never took place. \"They sold tickets for a ship that was in dry dock,\" said Dr. Ada Quist, who "
            "speaks for the line.\n\n"
            "The firm's lawyers called the claim <absurd>. In a well-argued letter they wrote that fog had closed the "
            "harbour on 9/11 and again on 24 October, and that the U.S.-built vessel was then repaired at half-price. "
            "A decision isn't expected before mid-January.\n\n"
            "Passengers, meanwhile, have set up an e-mail list and a #FreeTheFerry page. \"We don't care who wins,\" "
            "said Anna's neighbour, a part-time baker; \"we want the 7:45 back.\" The AT&T mast on the pier, she "
            "added, "
            "works better than the boats do."),
        told(
            "en-model", "en", "Laboratory opens its weights, but not its data",
            "A small laboratory on the coast released an open\u2011source language model on Tuesday and said that AGI, "
            "if it ever comes, should come in the open. The licence lets anyone copy, change and sell the weights.\n\n"
            "Critics noted that the training data stay closed. \"Open source without the source is a slogan,\" said "
            "Wei Lindqvist of the Free Archive, which has collected 3.14 million pages from town councils. The U.N. "
            "agency for standards will meet in March; a first draft of its rules speaks of AGIs, A.G.I. and "
            "\"general systems\" as though they were one thing.\n\n"
            "Programmers who had used the C++ tools of last year's release found the new ones slower. The laboratory "
            "promised a state-of-the-art successor\u2014and better manuals\u2014by summer."),
        told("en-wrapped", "en", "Wheat quotas",
             "The ministry raised the wheat quota by 4.5 pct to 1,250,000\ntonnes, a spokesman said, adding that the "
             "new fig-\nure would hold until June.\n\nTraders in the capital said they had expected less. Prices for "
             "soft\nwheat fell two dlrs a tonne in early dealings, and those for barley\nwere unchanged at 79-1/2.\n\n"
             "The co-operative of northern growers, which sells about a third of\nthe crop, called the decision "
             "\"late, but not too late\". Its chairman\nasked for a long-term plan. Reuter"),
        told(
            "de-bahn", "de", "Die Straßenbahn kehrt zurück",
            "Nach fünfzig Jahren soll in Großmühlen wieder eine Straßenbahn fahren. Der Stadtrat stimmte am Montag mit "
            "großer Mehrheit für die erste Linie, die vom Hauptbahnhof über die Universität bis zum Süd-West-Park "
            "führt.\n\nDie Kosten schätzt die Verwaltung auf 1.250.000 Euro je Kilometer. \u201eDas ist kein Geschenk, "
            "sondern eine Rechnung, die wir längst hätten bezahlen müssen\u201c, sagte Bürgermeisterin Käthe Öxle. "
            "Kritiker aus der FDP sprachen von einem Prestige-Projekt.\n\nGebaut wird frühestens im nächsten Frühjahr. "
            "Bis dahin will die Stadt die E-Busse und den öffentlichen Nahverkehr verstärken; auch die Corona-Hilfen "
            "für das Verkehrsunternehmen laufen weiter."),
        told("fr-ecole", "fr", "L'école du village rouvre ses portes",
             "L\u2019école de Saint-Aubin-sur-Vire, fermée depuis trois ans, accueillera de nouveau des élèves à la "
             "rentrée. C'est ce qu'a annoncé lundi la rectrice, à l'issue d'une réunion qui a duré plus de quatre "
             "heures.\n\n\u00ab Nous n'avons jamais cessé d'y croire \u00bb, a déclaré le maire, ancien instituteur. "
             "Aujourd'hui, vingt-six enfants prennent chaque matin l'autocar de 7 h 15; d'autres vivent chez leurs "
             "grands-parents.\n\nLe département versera 1\u00a0200\u00a0000 euros. L'opposition, elle, regrette "
             "qu'aucune "
             "étude n\u2019ait été publiée, et demande où l'argent sera pris."),
        told("es-pozo", "es", "El agua vuelve al valle",
             "Después de dos años de sequía, los pozos del valle de Almarza vuelven a tener agua. Según el Instituto "
             "Hidrológico, el nivel subió 3,5 metros entre enero y abril.\n\n\u00bfBastará? \u00abNo lo sé\u00bb, "
             "respondió la alcaldesa, Begoña Núñez, \u00abpero los niños han vuelto a bañarse en el río\u00bb. Las "
             "elecciones municipales se celebrarán en mayo.\n\nLos agricultores piden un plan hídrico a largo plazo y "
             "mejores canales; el Gobierno autónomo, por su parte, prometió ayudas a partir del otoño."),
        told(
            "vi-cho", "vi", "Chợ nổi đón khách trở lại",
            "Sau hai năm đóng cửa, chợ nổi trên sông đã đón những chiếc thuyền đầu tiên vào sáng thứ Bảy. Người bán "
            "mang theo trái cây, bún và cà phê nóng.\n\nChính quyền cho biết sẽ sửa bến tàu trước mùa mưa. \u201cChúng "
            "tôi chờ ngày này đã lâu\u201d, bà Nguyễn Thị Hạnh nói."),
    };
}

std::vector<Story> other_stories() {
    return {
        told("ru-most", "ru", "Новый мост откроют осенью",
             "Строители обещают закончить мост через реку Ветлянку к октябрю. Об этом в понедельник сообщил "
             "заместитель мэра, выступая перед депутатами городского собрания.\n\nДвижение по старому мосту закрыли "
             "ещё весной: эксперты нашли трещины в двух опорах. С тех пор жители левобережья ездят на работу в объезд, "
             "и дорога занимает больше часа.\n\n«Мы всё понимаем, но ждать устали», — сказала учительница Алёна "
             "Щукина. Бизнес-центр на набережной тем временем потерял треть арендаторов."),
        told("zh-xianlu", "zh", "城西新地铁线路下月试运行",
             "市交通委员会昨日宣布，连接城西工业园与大学城的新地铁线路将于下月开始试运行。全长约26公里，共设十九座车站"
             "。\n\n"
             "“沿线居民等了整整八年，”委员会负责人在记者会上表示，“安全检查完成之前，我们不会提前开放。”列车采用国产5G"
             "信号系统，"
             "高峰时段每三分钟一班。\n\n部分商户担心施工围挡拆除后租金上涨。经济学者认为，长期来看，公共交通的改善对小"
             "企业有利，"
             "但是政府应当公布更详细的补贴方案。"),
        told(
            "ja-toshokan", "ja", "港町の図書館、夜も開館へ",
            "港町市は１５日、市立図書館の開館時間を来月から午後十時まで延ばすと発表した。仕事帰りの利用者が増えたためだ"
            "という。\n\n"
            "館長の佐々木さんは「静かに本を読める場所が夜にも必要だ」と話す。新しい閲覧室ではインターネットや電子新聞も"
            "利用できる。\n\n"
            "一方で、職員の負担が重くなることを心配する声もある。市は臨時職員を募集し、半年後に効果を検証する予定だ。"),
        told(
            "ko-sijang", "ko", "전통 시장, 주말마다 야시장 연다",
            "시청은 다음 달부터 전통 시장에서 주말마다 야시장을 열기로 했다고 20일 밝혔다. 상인들은 손님이 늘어날 "
            "것으로 기대하고 있다.\n\n"
            "시장 상인회 회장은 \"코로나19 이후 문을 닫은 가게가 많았다\"며 \"젊은 손님이 찾아오는 골목을 만들겠다\"고 "
            "말했다.\n\n"
            "주민들은 소음과 주차 문제를 걱정한다. 시청은 임시 주차장을 마련하고 밤 열한 시에는 영업을 끝내기로 했다."),
        told("ar-mina", "ar", "إعادة فتح الميناء القديم",
             "أعلنت بلدية المدينة أن الميناء القديم سيفتح أبوابه من جديد أمام قوارب الصيد في بداية الشهر القادم بعد "
             "إصلاح الرصيف.\n\n"
             "وقال رئيس جمعية الصيادين إن أكثر من ٢٠٠ عائلة تعيش من البحر، وإن الأسعار ارتفعت خلال السنة الماضية.\n\n"
             "وطالب السكان بتنظيف الشاطئ وبناء سوق صغيرة، وأكدت البلدية أن الدراسة ستُنشر قريباً."),
        told("fa-bagh", "fa", "باغ شهر دوباره باز می\u200cشود",
             "شهرداری اعلام کرد که باغ قدیمی شهر پس از سه سال دوباره باز می\u200cشود. درختان تازه کاشته شده و حوض بزرگ "
             "تعمیر شده است.\n\n"
             "یکی از ساکنان گفت: «کودکان ما جایی برای بازی نداشتند.» هزینهٔ کار را شهر و چند شرکت محلی "
             "پرداخته\u200cاند."),
        told("th-talat", "th", "ตลาดน้ำเปิดอีกครั้ง",
             "เทศบาลประกาศว่าตลาดน้ำเก่าแก่ของเมืองจะเปิดอีกครั้งในเดือนหน้า หลังจากปิดซ่อมแซมมานานสองปี\n\n"
             "พ่อค้าแม่ค้ากว่าร้อยรายลงทะเบียนแล้ว นายกเทศมนตรีกล่าวว่านักท่องเที่ยวจะกลับมา แต่ชาวบ้านบางคนกังวลเรื่องขยะและเสียงดัง"),
        told("hi-bijli", "hi", "गाँव में पहली बार बिजली पहुँची",
             "पहाड़ी ज़िले के एक छोटे गाँव में मंगलवार को पहली बार बिजली पहुँची। लोगों ने घरों के बाहर दीये जलाकर ख़ुशी मनाई।\n\n"
             "अधिकारियों ने बताया कि अगले साल तक बीस और गाँव जोड़े जाएँगे। स्कूल की शिक्षिका ने कहा कि अब बच्चे शाम को भी पढ़ सकेंगे।"),
    };
}

}  // namespace

std::vector<Story> multilingual_stories() {
    std::vector<Story> stories = latin_stories();
    for (Story& story : other_stories()) stories.push_back(std::move(story));
    return stories;
}

}  // namespace broadsheet::test
