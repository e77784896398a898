// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/date_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>

namespace broadsheet {
namespace {

struct Label {
    std::string_view stem;
    DateLabel label;
};

// Beginnings of words, so that endings of gender and number don't matter.
constexpr auto published_stems = std::to_array<std::string_view>(
    {"publi",     "post",          "created",      "issued", "first ",      "filed",       "released", "dated",
     "date",      "erstellt",      "erschien",     "veröff", "eingestellt", "datum",       "stand",    "online seit",
     "vom ",      "mise en ligne", "mis en ligne", "paru",   "parution",    "fecha",       "pubbl",    "inserit",
     "geplaatst", "gepubl",        "data ",        "yayın",  "eklen",       "giriş",       "опублик",  "opublik",
     "дата",      "размещено",     "додано",       "dodano", "data:",       "julkais",     "utgiv",    "udgiv",
     "vydán",     "zveřej",        "publik",       "objav",  "megjelen",    "közzét",      "δημοσ",    "نشر",
     "تاريخ",     "פורסם",         "发布",         "發布",   "发表",        "時間",        "时间",     "公開",
     "掲載",      "投稿",          "등록",         "입력",   "작성",        "diterbitkan", "đăng",     "प्रकाशित",
     "lagt ut",   "kirjoitettu",   "napsal",       "postat", "написан",     "entstanden",  "gesendet", "wrote"});
constexpr auto modified_stems = std::to_array<std::string_view>(
    {"updat",     "modif",      "aktualis",    "aktualiz",      "mis à jour",  "mise à jour", "actualiz", "actualis",
     "aggiorn",   "bijgewerkt", "güncel",      "обновл",        "оновл",       "zaktual",     "päivit",   "uppdater",
     "oppdater",  "opdater",    "änderung",    "geändert",      "last change", "lastchanged", "bearbeit", "更新",
     "수정",      "edited",     "revised",     "reviewed",      "überarbeit",  "ažurir",      "módos",    "frissít",
     "gewijzigd", "تحديث",      "עודכן",       "ενημ",          "diperbarui",  "cập nhật",    "अपडेट",     "corrected",
     "changed",   "zuletzt",    "last edited", "dernière modif"});
constexpr auto foreign_stems = std::to_array<std::string_view>(
    {"event",       "termin",    "deadline", "copyright",  "©",       "seit ",     "since",   "registr", "joined",
     "member",      "mitglied",  "expire",   "valid",      "gültig",  "born",      "geboren", "anmeld",  "retrieved",
     "accessed",    "abgerufen", "today",    "heute",      "comment", "kommentar", "until",   "bis ",    "due",
     "starts",      "beginn",    "foto",     "photo",      "bild:",   "next",      "nächst",  "died",    "gestorben",
     "sendung vom", "ausgabe",   "recorded", "file photo", "bis zum", "from ",     "dal ",    "(*"});

template <std::size_t Size>
void find_last(std::string_view text, const std::array<std::string_view, Size>& stems, DateLabel label,
               std::size_t& best, DateLabel& found) {
    for (const std::string_view stem : stems) {
        const std::size_t at = text.rfind(stem);
        if (at == std::string_view::npos) continue;
        // Only at the beginning of a word: "update" is no "date".
        if (at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1]))) continue;
        if (found != DateLabel::none && at <= best) continue;
        best = at;
        found = label;
    }
}

using Kinds = unsigned;
constexpr Kinds date_kind = 1, published_kind = 2, modified_kind = 4, meta_kind = 8, comment_kind = 16,
                foreign_kind = 32, other_kind = 64;

struct KindWords {
    Kinds kind;
    std::string_view words;
};
constexpr std::array element_kinds{
    KindWords{date_kind,
              "date dates datum datetime fecha timestamp dateline tarih dato time datestamp data zeit uhrzeit "
              "datering timeago pvm authored calendar"},
    KindWords{published_kind,
              "published publish publication pubdate posted publishdate publishedat publishinfo postdate "
              "entrydate articledate newsdate postedon pubtime publishtime publie publicado "
              "veroeffentlicht publishing"},
    KindWords{modified_kind,
              "updated modified update lastmod lastchanged changed edited modification lastupdated "
              "lastupdate modifieddate updatedate dateupdated"},
    KindWords{meta_kind,
              "meta byline info infos submitted details author authors credit credits subline postmeta "
              "entrymeta articlemeta postinfo autor auteur metadata metas authored kicker"},
    KindWords{comment_kind,
              "comment comments commentlist reply replies leserbrief kommentar kommentare disqus respond "
              "commentaires comentarios leserbriefe commentdate commentauthor"},
    KindWords{foreign_kind,
              "related sidebar recommended recirc recirculation trending popular teaser teasers mostread "
              "widget nav menu promo newsletter carousel slider similar latest recent ticker aside advert "
              "archive archives navbar navigation footer readmore upcoming pagination breadcrumb "
              "breadcrumbs"},
    KindWords{other_kind,
              "today current currentdate clock weather heute copyright countdown expires expire event events "
              "termin termine todaydate deadline figcaption"},
};

const std::unordered_map<std::string_view, Kinds>& kinds_by_word() {
    static const std::unordered_map<std::string_view, Kinds> table = [] {
        std::unordered_map<std::string_view, Kinds> all;
        for (auto [kind, words] : element_kinds) {
            while (!words.empty()) {
                const std::size_t end = std::min(words.find(' '), words.size());
                all[words.substr(0, end)] |= kind;
                words.remove_prefix(std::min(end + 1, words.size()));
            }
        }
        return all;
    }();
    return table;
}

/// "newspublishdate", "dateTimeCreated": words that nobody has separated.
bool ends_in_date(std::string_view word) {
    if (word.size() > 20 || word.find("update") != std::string_view::npos) return false;
    if (word.ends_with("andate") || word.ends_with("didate") || word.ends_with("lidate")) return false;
    return word.ends_with("date") || word.ends_with("datum") || word.ends_with("timestamp") ||
           word.ends_with("datetime") || word.starts_with("datetime");
}

Kinds kinds_of(std::string_view word) {
    const auto found = kinds_by_word().find(word);
    if (found != kinds_by_word().end()) return found->second;
    return ends_in_date(word) ? date_kind : 0;
}

}  // namespace

DateLabel label_of(std::string_view lower) {
    std::size_t best = 0;
    DateLabel found = DateLabel::none;
    find_last(lower, published_stems, DateLabel::published, best, found);
    find_last(lower, modified_stems, DateLabel::modified, best, found);
    find_last(lower, foreign_stems, DateLabel::foreign, best, found);
    return found;
}

ElementWords element_words(std::string_view names) {
    Kinds kinds = 0;
    std::array<char, 32> word;
    std::size_t size = 0;
    bool lower = false;
    const auto finish = [&] {
        if (size > 1 && size < word.size()) kinds |= kinds_of(std::string_view(word.data(), size));
        size = 0;
    };
    for (const char c : names) {
        const auto byte = static_cast<unsigned char>(c);
        if (!std::isalnum(byte) || (std::isupper(byte) && lower)) finish();
        lower = std::islower(byte) != 0;
        if (!std::isalnum(byte)) continue;
        if (size < word.size()) word[size++] = static_cast<char>(std::tolower(byte));
    }
    finish();
    return {(kinds & date_kind) != 0, (kinds & published_kind) != 0, (kinds & modified_kind) != 0,
            (kinds & meta_kind) != 0, (kinds & comment_kind) != 0,   (kinds & foreign_kind) != 0,
            (kinds & other_kind) != 0};
}

}  // namespace broadsheet
