// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/block_phrases.h"

#include "indexer/extract/date_text.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::size_t searched_bytes = 300;

enum class Where : std::uint8_t { start, anywhere };

struct PhraseList {
    std::uint8_t kind;
    Where where;
    std::string_view phrases;  ///< in lower case, separated by '|'
};

constexpr PhraseList phrase_lists[] = {
    {phrase::elsewhere, Where::start,
     "read more|read also|also read|see also|related:|related article|related stor|related post|related "
     "content|related news|"
     "more on |more from|more stor|click here|tap here|continue reading|recommended|most read|most "
     "popular|watch:|listen:|"
     "watch |listen to|download |read next|up next|trending|you may also|you might also|don't miss|don’t miss|"
     "for more |find out more|learn more|view all|see more|view more|show more|"
     "lesen sie auch|lesen sie mehr|lesen sie dazu|auch interessant|das könnte|mehr zum thema|mehr dazu|mehr:|mehr zu|"
     "weiterlesen|weitere artikel|weitere beiträge|weitere informationen|weiterführende|siehe auch|empfohlene|"
     "lire aussi|à lire|voir aussi|sur le même|lire la suite|leggi anche|leggi tutto|lee también|le puede interesar|"
     "te puede interesar|lea también|vea también|ver más|leia também|leia mais|veja também|saiba mais|"
     "lees ook|lees meer|zobacz także|zobacz też|czytaj też|czytaj także|czytaj również|zobacz również|polecamy"},
    {phrase::sharing, Where::start,
     "share this|share on|share:|share article|follow us|follow me|like us|tweet|facebook|twitter|whatsapp|"
     "email this|print this|teilen|artikel teilen|folgen sie|partager|compartir|condividi|click to share|copy link|"
     "share story|pin it|seguici|síguenos|udostępnij|drucken"},
    {phrase::comments, Where::start,
     "leave a reply|leave a comment|leave comment|comments|comment |add a comment|add comment|post a comment|join the "
     "conversation|"
     "show comments|view comments|no comments|your email address will not|required fields|write a comment|"
     "kommentare|kommentar |kommentieren|keine kommentare|schreibe einen kommentar|ihr kommentar|"
     "laisser un commentaire|commentaires|deja un comentario|comentarios|comentários|deixe um comentário|"
     "lascia un commento|commenti|reageer|reacties|dodaj komentarz|komentarze|reply|antworten|"
     "comments are closed|be the first to comment|discussion|notify me of"},
    {phrase::copyright, Where::start,
     "©|copyright|(c) 20|(c) 19|all rights reserved|alle rechte|tous droits|todos los derechos"},
    {phrase::copyright, Where::anywhere,
     "all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|"
     "todos os direitos|tutti i diritti|may not be published, broadcast|may not be reproduced|without permission|"
     "copyright ©|© 20"},
    {phrase::picture, Where::start,
     "photo:|photo by|photos:|photos by|image:|images:|image source|image "
     "credit|photograph:|picture:|foto:|fotos:|bild:|"
     "bilder:|bildquelle|quelle:|crédit photo|crédits|crédit :|getty images|kuva:|credit:|photo credit|fot.|"
     "imagen:|video:|abbildung|abb.|figure |(photo|(foto|(image|(credit|screenshot:"},
    {phrase::picture, Where::anywhere,
     "getty images|shutterstock|(image:|(photo by|imago images|/getty|unsplash|(foto:|image: "},
    {phrase::advertising, Where::start,
     "advertisement|advertising|- advert|anzeige|- anzeige|reklama|publicidad|publicidade|publicité|werbung|sponsored|"
     "story continues below|article continues below|continues after|promoted|pubblicità|advertentie|affiliate"},
    {phrase::newsletter, Where::anywhere,
     "newsletter|subscribe|sign "
     "up|subscription|abonnieren|abonnement|suscríb|suscrib|inscrivez|s'abonner|abonnez|iscriviti|"
     "assine |inscreva|nieuwsbrief|subskryp|prenumer|donate|spenden|unterstützen sie|support us|become a member"},
    {phrase::author_note, Where::anywhere,
     "is a staff writer|is a freelance|is a reporter|is a journalist|is a writer|is an editor|is a senior|is the "
     "author of|"
     "contributed to this|reporting by|editing by|additional reporting|follow him|follow her|on twitter @|"
     "about the author|über den autor|zum autor|zur autorin|à propos de l|can be reached at|email:|e-mail:|"
     "sobre el autor|o autorze|ist redakteur|ist freie|ist autor|reach the reporter|tips to"},
    {phrase::cookies, Where::anywhere,
     "cookie|datenschutzerklärung|privacy policy|terms of use|terms of service|"
     "terms and conditions|política de privacidad|polityka prywatności|datenschutz"},
    {phrase::account, Where::anywhere,
     "log in|login|sign in|register|registrier|anmelden|eingeloggt|create an account|créer un compte|iniciar sesión|"
     "password|passwort|zaloguj|javascript|browser|adblock|ad blocker"},
};

struct Phrase {
    std::string_view text;
    std::uint8_t kind;
    Where where;
};

/// The phrases by their first two bytes, so that a text is gone through once.
class PhraseTable {
public:
    PhraseTable() : first_(65537) {
        for (const PhraseList& list : phrase_lists) add(list);
        std::stable_sort(phrases_.begin(), phrases_.end(),
                         [](const Phrase& a, const Phrase& b) { return key_of(a.text) < key_of(b.text); });
        std::size_t at = 0;
        for (std::size_t key = 0; key < first_.size(); ++key) {
            while (at < phrases_.size() && key_of(phrases_[at].text) < key) ++at;
            first_[key] = static_cast<std::uint16_t>(at);
        }
    }

    std::uint32_t find(std::string_view text) const {
        std::uint32_t found = 0;
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            const std::size_t key = key_of(text.substr(i, 2));
            for (std::size_t at = first_[key]; at < first_[key + 1]; ++at)
                if ((i == 0 || phrases_[at].where == Where::anywhere) && text.substr(i).starts_with(phrases_[at].text))
                    found |= 1U << phrases_[at].kind;
        }
        return found;
    }

private:
    static std::size_t key_of(std::string_view text) {
        return std::size_t{static_cast<unsigned char>(text[0])} << 8 | static_cast<unsigned char>(text[1]);
    }
    void add(const PhraseList& list) {
        for (std::string_view rest = list.phrases; !rest.empty();) {
            const std::size_t end = std::min(rest.find('|'), rest.size());
            phrases_.push_back({rest.substr(0, end), list.kind, list.where});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    std::vector<Phrase> phrases_;
    std::vector<std::uint16_t> first_;
};

/// "By Mei Tan", "12 March 2019", "3 min read": what stands between headline and text.
bool is_credit(std::string_view text, std::string_view lower) {
    if (text.size() > 100) return false;
    for (const std::string_view start :
         {"by ",          "von ",       "par ",     "por ",           "di ",    "von: ",  "author:",   "autor",
          "published",    "posted",     "updated",  "veröffentlicht", "stand:", "publié", "publicado", "published:",
          "last updated", "written by", "words by", "text:",          "von:"})
        if (lower.starts_with(start) && !text.ends_with('.')) return true;
    return text.size() < 60 && !text.ends_with('.') && find_date(text).has_value();
}

}  // namespace

std::uint32_t phrases_of(std::string_view text) {
    const std::string lower = ascii_lower(text.substr(0, searched_bytes));
    static const PhraseTable table;
    std::uint32_t found = table.find(lower);
    if (is_credit(text, lower)) found |= 1U << phrase::credit;
    return found;
}

}  // namespace broadsheet
