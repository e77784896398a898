// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/byline_words.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

// Entries are parted by "|"; a space in them counts.
constexpr std::string_view words_for_by =
    "by |by:|von |von:|par |par:|por |por:|di |door |from |av |af |autor:|autor |autorin:|"
    "autoren:|auteur:|auteur |autore:|auteurs:|author:|authors:|text:|text by |texte:|texto:|"
    "words:|story:|bericht:|автор:|Автор:|Авторы:|Текст:|авторы:|текст:|written by |"
    "written by:|reported by:|posted by:|words by |story by |posted by |published by |"
    "analysis by |opinion by |reported by |report by |review by |reviewed by |interview by |"
    "created by |submitted by |reporting by |photos by |ein beitrag von |ein gastbeitrag von |"
    "ein kommentar von |eine kolumne von |eine analyse von |ein interview von |kommentar von |"
    "interview von |un article de |propos recueillis par |escrito por |redactado por |"
    "publicado por |a cura di |作者：|作者:|文/|文 / |記者";

// No names by themselves: work, accounts, labels that pages set where the name should stand.
constexpr std::string_view roles =
    "reporter|editor|correspondent|staff|contributor|writer|columnist|journalist|author|authors|"
    "admin|administrator|webmaster|root|user|redaktion|redakteur|redakteurin|autor|autorin|"
    "autoren|rédaction|la rédaction|redaction|redacción|redaccion|redazione|redactie|redação|"
    "editors|editorial|newsroom|news desk|web desk|team|guest|gastautor|gast|anonymous|unknown|"
    "null|undefined|none|n/a|name|auteur|auteurs|default|press release|pressemitteilung|"
    "agencies|agency|wire services|news|online|press office|presse|jr|jr.|sr.|phd|ph.d.|md|"
    "m.d.|editorial team|editorial staff|the editors|contributors|autore|by|von|par|редакция|"
    "администратор|админ|info|system|superuser|super user|site admin|site administrator|online-"
    "redaktion|home|newsdesk|about|kontakt|contact|more|comments|website";

constexpr std::string_view role_ends =
    " editor| correspondent| reporter| writer| journalist| columnist| contributor| staff| desk|"
    " team| newsroom| bureau| redakteur| redakteurin| redaktion| photographer| editor-at-large|"
    " editor-in-chief| writers| reporters| producer| chief| author|-team| report| gmbh| ag|"
    " e.v.| inc.| ltd| ltd.| llc| co. kg| reserved";

constexpr std::string_view role_begins =
    "staff |senior |chief |special to |editor of |redaktion |editor in |associate |for the |"
    "redacción |redazione |rédaction |contributors to |copyright|©|zeige |view all|alle beiträge|"
    "posts by|more by|all posts|publiziert|published|publicado|publié|pubblicato|veröffentlicht|"
    "posted|erstellt|geschrieben";

/// True if `test` holds for an entry.
template <class Test>
bool any_entry(std::string_view table, Test test) {
    while (!table.empty()) {
        const std::string_view entry = table.substr(0, table.find('|'));
        if (test(entry)) return true;
        table.remove_prefix(std::min(entry.size() + 1, table.size()));
    }
    return false;
}

}  // namespace

std::string_view without_by(std::string_view text) {
    const auto strip = [&](std::string_view word) {
        if (text.size() <= word.size() || !equals_blind(text.substr(0, word.size()), word)) return false;
        text = trimmed(text.substr(word.size()));
        return true;
    };
    while (any_entry(words_for_by, strip)) {
    }
    return text;
}

bool is_role(std::string_view name) {
    const std::string lower = ascii_lower(name);
    return any_entry(roles, [&](std::string_view role) { return lower == role; }) ||
           any_entry(role_ends, [&](std::string_view end) { return lower.ends_with(end); }) ||
           any_entry(role_begins, [&](std::string_view begin) { return lower.starts_with(begin); });
}

std::string agency_in(std::string_view name) {
    struct Agency {
        std::string_view name;
        std::string_view usual;
    };
    static constexpr auto long_names = std::to_array<Agency>({{"associated press", "AP"},
                                                              {"the associated press", "AP"},
                                                              {"agence france-presse", "AFP"},
                                                              {"agence france presse", "AFP"},
                                                              {"deutsche presse-agentur", "dpa"},
                                                              {"united press international", "UPI"},
                                                              {"press association", "PA Media"},
                                                              {"reuters staff", "Reuters"},
                                                              {"thomson reuters", "Reuters"},
                                                              {"canadian press", "The Canadian Press"},
                                                              {"agencia efe", "EFE"}});
    static constexpr auto usual_names = std::to_array<std::string_view>({"AP",
                                                                         "Reuters",
                                                                         "AFP",
                                                                         "dpa",
                                                                         "ANSA",
                                                                         "EFE",
                                                                         "Xinhua",
                                                                         "TASS",
                                                                         "PTI",
                                                                         "ANI",
                                                                         "IANS",
                                                                         "UPI",
                                                                         "KNA",
                                                                         "epd",
                                                                         "SID",
                                                                         "APA",
                                                                         "sda",
                                                                         "Keystone-SDA",
                                                                         "AAP",
                                                                         "Ritzau",
                                                                         "NTB",
                                                                         "Lusa",
                                                                         "PA Media",
                                                                         "Interfax",
                                                                         "Anadolu Agency",
                                                                         "Kyodo News",
                                                                         "Jiji Press",
                                                                         "PAP",
                                                                         "The Canadian Press",
                                                                         "MTI",
                                                                         "Hina",
                                                                         "Europa Press",
                                                                         "Belga",
                                                                         "ANP",
                                                                         "Yonhap",
                                                                         "Adnkronos",
                                                                         "ČTK"});
    const std::string lower = ascii_lower(name);
    for (const Agency& agency : long_names)
        if (agency.name == lower) return std::string(agency.usual);
    for (const std::string_view usual : usual_names)
        if (equals_blind(usual, lower)) return std::string(usual);
    return {};
}

}  // namespace broadsheet
