// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/month_names.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

// Names and usual abbreviations, by month: as dates are written, so in the genitive where a language has one. English
// first, then the languages of Europe from west to east, then those of Asia. "listopad" is the November of Poles and
// Czechs; in Croatia, where it is October, dates are mostly written in numbers.
constexpr std::array<std::string_view, 12> names_by_month{
    "january jan januar jänner jaenner jän janvier janv enero ene gennaio gen genn "
    "janeiro januari ianuarie ian gener janúar jaanuar janvāris janvārī sausio január "
    "januára leden ledna stycznia styczeń styczen siječnja siječanj siječanja ocak oca "
    "tammikuu tammikuuta января январь янв січня січень януари јануар јануари ιανουαρίου "
    "ιανουάριος يناير ינואר בינואר जनवरी جنوری",
    "february feb februar feber febrero febbraio febb fevereiro fev février fevrier févr "
    "fevr fév februari februarie febr febrer febrúar veebruar februāris februārī vasario "
    "február februára únor února lutego luty veljače veljača şubat şub subat helmikuu "
    "helmikuuta февраля февраль фев лютого лютий февруари фебруар φεβρουαρίου φεβρουάριος "
    "فبراير شباط פברואר בפברואר फरवरी فروری",
    "march mar märz mär maerz mars marzo març março marco maart mrt martie marts märts "
    "martā kovo március márc marec marca marzec březen března ožujka ožujak mart "
    "maaliskuu maaliskuuta maret mac марта март мар березня березень μαρτίου μάρτιος مارس "
    "آذار מרץ במרץ मार्च مارچ",
    "april apr avril avr abril abr aprile aprilie aprill apríl apríla április aprīlis "
    "aprīlī balandžio duben dubna kwietnia kwiecień travnja travanj nisan nis huhtikuu "
    "huhtikuuta апреля апрель апр квітня квітень април απριλίου απρίλιος أبريل ابريل "
    "إبريل نيسان אפריל באפריל अप्रैल اپریل",
    "may mai mayo maio maggio mag maj maja mei maí máj mája május maijs maijā maig "
    "gegužės květen května svibnja svibanj mayıs mayis toukokuu toukokuuta мая май травня "
    "травень мај μαΐου μάιος مايو أيار מאי במאי मई مئی",
    "june jun juni juin junio junho giugno giu iunie juny júní jún júna június jūnijs "
    "jūnijā juuni birželio červen června czerwca czerwiec lipnja lipanj haziran haz "
    "kesäkuu kesäkuuta июня июнь июн червня червень юни јун јуни ιουνίου ιούνιος يونيو "
    "يونيه حزيران יוני ביוני जून جون",
    "july jul juli juillet juil julio julho luglio lug iulie juliol júlí júl júla július "
    "jūlijs jūlijā juuli liepos červenec července lipca lipiec srpnja srpanj temmuz tem "
    "heinäkuu heinäkuuta julai июля июль июл липня липень юли јул јули ιουλίου ιούλιος "
    "يوليو يوليه تموز יולי ביולי जुलाई جولائی",
    "august aug agustus août aout agosto ago augustus augusti agost ágúst augusta augusztus "
    "augusts augustā rugpjūčio srpen srpna sierpnia sierpień kolovoza kolovoz ağustos ağu "
    "agustos avgust avgusta elokuu elokuuta ogos августа август авг серпня серпень "
    "αυγούστου αύγουστος أغسطس اغسطس آب אוגוסט באוגוסט अगस्त اگست",
    "september sep sept septembre septiembre setiembre settembre set setembro setembre "
    "septembrie septembris septembrī septembra septembar szeptember rugsėjo září zari "
    "września wrzesień rujna rujan eylül eylul eyl syyskuu syyskuuta сентября сентябрь "
    "сен сент вересня вересень септември септембар σεπτεμβρίου σεπτέμβριος سبتمبر أيلول "
    "ספטמבר בספטמבר सितंबर ستمبر",
    "october oct oktober okt octobre octubre ottobre ott outubro out octombrie október "
    "októbra oktobris oktobrī oktoober oktobar oktobra spalio říjen října rijna "
    "października październik ekim eki lokakuu lokakuuta октября октябрь окт жовтня "
    "жовтень октомври октобар οκτωβρίου οκτώβριος أكتوبر اكتوبر אוקטובר באוקטובר अक्टूबर "
    "اکتوبر",
    "november nov novembre noviembre novembro noiembrie nóvember novembra novembar "
    "novembris novembrī lapkričio listopad listopada studenoga studenog studeni kasım "
    "kasim kas marraskuu marraskuuta ноября ноябрь ноя листопада листопад ноември "
    "новембар νοεμβρίου νοέμβριος نوفمبر נובמבר בנובמבר नवंबर نومبر",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro "
    "decembrie desembre desember disember detsember decembra decembar decembris decembrī "
    "gruodžio prosinec prosince grudnia grudzień prosinca prosinac aralık aralik ara "
    "joulukuu joulukuuta декабря декабрь дек грудня грудень декември децембар δεκεμβρίου "
    "δεκέμβριος ديسمبر דצמבר בדצמבר दिसंबर دسمبر"};

constexpr std::string_view weekday_names =
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu "
    "thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend "
    "sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun "
    "mer jeu ven sam dim lunes martes miércoles miercoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta "
    "sexta feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag pazartesi "
    "salı çarşamba perşembe cuma cumartesi pazar poniedziałek wtorek środa czwartek "
    "piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle måndag tisdag "
    "onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag понедельник вторник "
    "среда четверг пятница суббота воскресенье понеділок вівторок середа четвер субота "
    "неділя hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi "
    "vineri sâmbătă duminică ponedjeljak utorak srijeda četvrtak petak subota nedjelja "
    "الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد 월 화 수 목 금 토 일 月 "
    "火 水 木 金 土 日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 senin selasa rabu kamis jumat sabtu minggu";

template <typename Take>
void each_word(std::string_view words, Take take) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (end > 0) take(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

using NumberedName = std::pair<std::string_view, unsigned>;

/// Sorted by byte values, for binary search.
const std::vector<NumberedName>& months() {
    static const std::vector<NumberedName> table = [] {
        std::vector<NumberedName> all;
        for (unsigned month = 1; month <= 12; ++month)
            each_word(names_by_month[month - 1], [&](std::string_view name) { all.emplace_back(name, month); });
        std::sort(all.begin(), all.end());
        return all;
    }();
    return table;
}

const std::vector<std::string_view>& weekdays() {
    static const std::vector<std::string_view> table = [] {
        std::vector<std::string_view> all;
        each_word(weekday_names, [&](std::string_view name) { all.push_back(name); });
        std::sort(all.begin(), all.end());
        return all;
    }();
    return table;
}

}  // namespace

unsigned month_of(std::string_view lower) {
    const auto found = std::lower_bound(months().begin(), months().end(), NumberedName(lower, 0U));
    return found != months().end() && found->first == lower ? found->second : 0;
}

bool is_weekday(std::string_view lower) {
    return std::binary_search(weekdays().begin(), weekdays().end(), lower);
}

}  // namespace broadsheet
