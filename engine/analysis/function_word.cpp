// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/function_word.h"

#include "engine/analysis/word_key.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace broadsheet {

namespace {

struct List {
    std::string_view code;
    std::string_view words;  ///< folded, so without accents
};

constexpr std::array<List, 10> lists = {
    {{"en",
      "a about above after again against all also am an and any are as at be because been before being below "
      "between both but by can could did do does doing done down during each either few for from further had "
      "has have having he her here hers him his how i if in into is it its itself just me might more most must "
      "my neither no nor not now of off on once only or other our ours out over own shall she should so some "
      "such than that the their theirs them then there these they this those through to too under until up upon "
      "us very was we were what when where which while who whom whose why will with within without would you "
      "your yours dont isnt wasnt arent doesnt didnt"},
     {"de",
      "aber als am an auch auf aus bei bin bis da damit dann das dass dem den denn der des die dies diese "
      "dieser doch dort du durch ein eine einem einen einer eines er es etwa fur hat hatte ich ihm ihn ihr ihre "
      "im in ist ja kann kein keine man mehr mein mich mir mit muss nach nicht noch nun nur ob oder ohne seit "
      "sein seine sich sie sind so soll uber um und uns unter vom von vor war waren warum was wegen weil welche "
      "wenn wer werden wie wird wir wo wurde zu zum zur zwischen"},
     {"fr",
      "a au aux avec ce ces cet cette comme comment dans de des donc du elle elles en est et eux il ils je la "
      "le les leur leurs lui ma mais me meme mes moi mon ne nos notre nous on ont ou par pas pour pourquoi qu "
      "quand que quel quelle quels quelles qui sa sans se ses si son sont sur ta te tes toi ton tu un une vos "
      "votre vous y"},
     {"es",
      "a al con como cual cuando de del desde donde el ella ellas ellos en entre era es esa ese eso esta estan "
      "este esto fue ha hasta hay la las lo los mas me mi mis muy nada ni no nos o para pero por porque que "
      "quien se ser si sin sobre son su sus tambien te tiene todo un una uno unos y ya yo"},
     {"pt",
      "a ao aos as ate com como da das de do dos e ela ele em essa esse eu foi isso isto ja mais mas me meu "
      "muito na nas nem no nos num numa o os ou para pela pelo por quando que se sem seu seus sua suas tem um "
      "uma voce"},
     {"it",
      "a agli ai al alla alle anche che chi ci come con cui da dai dal dalla de degli dei del della delle di e "
      "ed gli ha ho i il in io la le lei lo loro ma mi mio ne nei nel nella non o per piu quale quando questa "
      "questo se sei si sia siamo sono su suo ti tra tu tutti un una uno vi voi"},
     {"nl",
      "aan al als bij dan dat de der deze die dit door een en er haar had heb heeft hem het hij hoe hun ik in "
      "is je kan maar me men met mij mijn naar niet nog nu of om onder ons ook op over te tot uit van veel voor "
      "wat we werd wie wij wordt ze zei zich zij zijn zo"},
     {"sv",
      "att av de den det dig din ej en ett for fran han hans har hon hur i inte jag kan med mig min mot och om "
      "pa sa sig sin som till var vi vad"},
     {"no",
      "at av de den det dem du en er et for fra han har hun hvor i ikke jeg kan med meg min mot og om paa pa "
      "seg sin ska skal som til var vi hva"},
     {"da",
      "af at de den det dem du en er et for fra han har hun hvor i ikke jeg kan med mig min mod og om paa pa "
      "sig sin skal som til var vi hvad"}}};

/// The words of one list in a table with room to spare. All have at most eight letters.
class Set {
public:
    void insert(std::string_view word) {
        std::size_t at = slot_of(pack_word(word));
        while (slots_[at] != 0) at = (at + 1) % slots_.size();
        slots_[at] = pack_word(word);
    }
    bool contains(std::string_view word) const {
        if (word.size() > 8) return false;
        const std::uint64_t packed = pack_word(word);
        std::size_t at = slot_of(packed);
        while (slots_[at] != packed && slots_[at] != 0) at = (at + 1) % slots_.size();
        return slots_[at] == packed && packed != 0;
    }

private:
    static std::size_t slot_of(std::uint64_t packed) { return packed * 0x9e3779b97f4a7c15ULL >> 54; }
    std::array<std::uint64_t, 1024> slots_{};
};

/// In the order of `lists`. A list with a longer word or without room for its words doesn't compile.
std::vector<Set> split() {
    std::vector<Set> sets(lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const std::string_view words = lists[i].words;
        for (std::size_t at = 0; at < words.size();) {
            const std::size_t end = std::min(words.find(' ', at), words.size());
            if (end > at) sets[i].insert(words.substr(at, end - at));
            at = end + 1;
        }
    }
    return sets;
}

constexpr bool fits(std::string_view words) {
    std::size_t letters = 0;
    for (const char c : words) {
        letters = c == ' ' ? 0 : letters + 1;
        if (letters > 8) return false;
    }
    return words.size() < 2048;
}
static_assert(std::all_of(lists.begin(), lists.end(), [](const List& list) { return fits(list.words); }));

}  // namespace

bool is_function_word(std::string_view word, std::string_view code) {
    static const std::vector<Set> sets = split();
    for (std::size_t i = 0; i < lists.size(); ++i)
        if (lists[i].code == code) return sets[i].contains(word);
    return false;
}

}  // namespace broadsheet
