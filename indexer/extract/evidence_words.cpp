// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/evidence_words.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace broadsheet {
namespace {

struct WordList {
    std::uint8_t kind;
    std::string_view words;  ///< separated by single spaces; "comment*" stands for all that begin so
};

// English first, then the words of German, French, Spanish, Portuguese, Italian, Dutch and Polish templates.
constexpr WordList word_lists[] = {
    {evidence::navigation,
     "nav navi navbar navigation* subnav topnav menu* submenu breadcrumb* crumb crumbs pager pagination paging "
     "paginator "
     "toolbar tabs tab skip jump jumplinks toc inhaltsverzeichnis sitemap topbar hamburger offcanvas anchor anchors "
     "ribbon dropdown breadcrumbs brotkrumen"},
    {evidence::footer,
     "footer foot copyright legal imprint impressum disclaimer colophon fuss fusszeile pie rodape bottom end"},
    {evidence::header, "header masthead kopf kopfzeile head logo branding topper"},
    {evidence::side,
     "sidebar* aside rail secondary right rightcol rightcolumn left leftcol sidecol side marginal* marginalia spalte "
     "widget* sticky column2 extra extras lateral zijbalk"},
    {evidence::comments,
     "comment comments commentlist commentarea commentform commentbox commented commenter disqus respond reply replies "
     "discussion discussions feedback reaction reactions kommentar* comentario* commentaire* commenti reacties "
     "livefyre coral "
     "shoutbox forum leserkommentare komentarze webmention* pingback* trackback* opinions remark"},
    {evidence::related,
     "related* recommend* recirc* recirculation more morefrom moreon readmore similar mehr weitere suggest* next prev "
     "previous "
     "nextprev popular trending mostread mostpopular most latest further also outbrain taboola zergnet yarpp onward "
     "headlines breaking crosslink* verwandt* lesen empfehlung* empfohlen relacionad* relacionados lire leggi lees "
     "interessant "
     "alsoread seealso readnext upnext up continue entdecken discover explore spotlight archive archives aktuelle "
     "jp zobacz czytaj powiazane polecane"},
    {evidence::teaser,
     "teaser* card cards carousel* slider swiper slick promo* tile tiles listing grid feed stream box boxes block-list "
     "thumb thumbs thumbnail thumbnails collection playlist featured highlight highlights aktionsbutton callout "
     "factbox infobox"},
    {evidence::share,
     "share* sharing social* facebook twitter whatsapp addtoany addthis sharedaddy sumome follow following bookmark* "
     "tools actions action print printonly noprint rss instagram pinterest linkedin fb tweet teilen partager compartir "
     "condividi delen youtube telegram like likes"},
    {evidence::advertising,
     "ad ads adv advert* adslot adbox adsense adunit sponsor* banner dfp gpt anzeige* werbung publicidad publicidade "
     "pub "
     "reklam* commercial affiliate* shop product* offer offers deal deals brandvoice partner partners advertorial "
     "skyscraper leaderboard mpu shopping buy kaufen angebot"},
    {evidence::author,
     "author* bio biography autor autoren autorin auteur autore writer contributor* vcard profile byline bylines "
     "redakteur "
     "avatar journalist reporter writers about person people kontakt contact ansprechpartner team staff"},
    {evidence::metadata,
     "meta metadata postmeta entrymeta info infos date dates datum time timestamp published posted tags tag tagcloud "
     "taglist "
     "keywords topics topic category categories cat label labels kicker rubrik dateline readtime count counter views "
     "schlagworte etiquetas stichworte themen license licence source sources quelle quellen reference references "
     "footnotes "
     "fussnoten rating ratings stars score submeta entryfooter"},
    {evidence::newsletter,
     "newsletter* subscribe* subscription* subscri* signup login logged register registration registrieren paywall "
     "piano mailchimp "
     "optin cta donate donation donations spende spenden membership member abo abonnement abonnieren abonne upsell "
     "premium "
     "support account mailing mailinglist meter trial anmelden unlock wall leadgen"},
    {evidence::notice,
     "cookie* consent* gdpr modal popup popups popmake pum overlay* dialog lightbox notice notification alert alerts "
     "privacy cmp "
     "onetrust tooltip toast warning correction agegate datenschutz disclosure message messages interstitial"},
    {evidence::media,
     "caption* figcaption gallery galleries image images img photo photos photography foto fotos picture pictures bild "
     "bilder video* "
     "player media figure slideshow credit credits bildunterschrift legende copyrightholder galerie galeria imagen "
     "asset "
     "multimedia audio podcast podcasts visual bildtext byzeile quelle"},
    {evidence::form,
     "search searchform suche form forms filter filters sort input poll quiz vote voting calculator survey field-label "
     "formular login-form abstimmung umfrage captcha button buttons btn"},
    {evidence::hidden,
     "hidden hide invisible offscreen screenreader visuallyhidden assistive sr srtext screen reader srly a11y unseen "
     "collapsed"},
    {evidence::content,
     "content contents article story post entry text txt main body copy artikel inhalt noticia nota detail details "
     "single "
     "hentry prose richtext paragraph paragraphs bodytext news rte editor wysiwyg articulo artigo contenu contenido "
     "texte texto "
     "tresc absatz p"},
    {evidence::lead,
     "lead lede intro introtext introduction standfirst subtitle subheadline subhead summary excerpt abstract vorspann "
     "chapo "
     "chapeau dek deck anreisser entradilla bajada sumario perex ingress ingres lid linha-fina subtitulo sottotitolo "
     "occhiello "
     "leadtext preamble synopsis teasertext strapline preface sumario zajawka"},
    {evidence::quotation, "quote quotes pullquote blockquote zitat citation cita pull tweet twittertweet"},
};

constexpr WordList compound_lists[] = {
    {evidence::article_body,
     "articlebody articletext articlecontent articlemain storybody storytext storycontent entrycontent postcontent "
     "postbody "
     "posttext contentbody bodycontent bodytext bodycopy newsbody newstext newscontent textcontent maintext "
     "articledetail "
     "articlecopy singlecontent blogcontent contenttext textbody entrytext entrybody contentarticle contentnews "
     "articlesection fieldnamebody articleparagraph bodymain artikeltext artikelinhalt artikelbody articlebodytext "
     "storyparagraph articleparagraphs thecontent articulocuerpo newsdetail posttextcontent contentbodytext "
     "textoarticulo "
     "articlechunk articlewrap articlepage articleviewbody"},
    {evidence::comments, "commentlist commentform commentthread commentsection usercomment commentcontent kommentare"},
    {evidence::related,
     "relatedpost relatedarticle relatedcontent relatedstor relatedlink readmore readnext mostread mostpopular "
     "morestories "
     "morefrom alsolike youmay seealso morearticles recommended recirculation postnav postnavigation nextarticle "
     "relatednews weitereartikel mehrzum articlelist newslist postlist storylist"},
    {evidence::author, "authorbio authorbox aboutauthor authorinfo postauthor articleauthor authordesc"},
    {evidence::share, "sharebar sharebutton sharetools socialmedia sociallinks socialshare sociallist shareicons"},
    {evidence::newsletter, "newsletter signupform subscribeform paywall registerwall mailinglist"},
    {evidence::notice, "cookiebar cookiebanner cookienotice cookieconsent gdpr"},
    {evidence::advertising, "advertisement adcontainer adwrapper adslot advert sponsored googlead affiliate"},
    {evidence::side, "sidebar rightcolumn rightrail leftcolumn"},
    {evidence::navigation, "breadcrumb navigation pagenav sitenav mainmenu mobilemenu tableofcontents"},
    {evidence::metadata,
     "postmeta entrymeta articlemeta articleinfo postinfo taglist taglinks tagslist postfooter entryfooter "
     "articlefooter storyfooter lastmodified"},
    {evidence::media,
     "imagecaption photocaption wpcaption captiontext gallery imagecredit photocredit slideshow bildunterschrift"},
    {evidence::hidden, "visuallyhidden sronly screenreader onlyscreen displaynone"},
    {evidence::lead,
     "articlelead storysummary articlesummary articleintro standfirst leadtext introtext newslead articledek "
     "subheadline teasertext leadparagraph"},
};

struct WordTable {
    std::unordered_map<std::string_view, EvidenceSet> whole;
    std::vector<std::pair<std::string_view, EvidenceSet>> prefixes;
};

template <class Take>
void for_each_word(std::string_view words, Take take) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        take(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

WordTable make_words() {
    WordTable table;
    for (const WordList& list : word_lists)
        for_each_word(list.words, [&](std::string_view word) {
            if (word.ends_with('*'))
                table.prefixes.emplace_back(word.substr(0, word.size() - 1), bit_of(list.kind));
            else
                table.whole[word] |= bit_of(list.kind);
        });
    return table;
}

std::vector<std::pair<std::string_view, EvidenceSet>> make_compounds() {
    std::vector<std::pair<std::string_view, EvidenceSet>> table;
    for (const WordList& list : compound_lists)
        for_each_word(list.words, [&](std::string_view word) { table.emplace_back(word, bit_of(list.kind)); });
    return table;
}

}  // namespace

EvidenceSet evidence_of_word(std::string_view word) {
    static const WordTable table = make_words();
    EvidenceSet found = 0;
    if (const auto whole = table.whole.find(word); whole != table.whole.end()) found = whole->second;
    for (const auto& [prefix, kind] : table.prefixes)
        if (word.starts_with(prefix)) found |= kind;
    return found;
}

EvidenceSet evidence_of_compound(std::string_view joined) {
    static const auto table = make_compounds();
    EvidenceSet found = 0;
    for (const auto& [part, kind] : table)
        if (joined.find(part) != std::string_view::npos) found |= kind;
    return found;
}

namespace {

bool is_small(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

/// Reads names letter by letter: words end at marks, spaces and before a capital ("articleBody"); a name ends at a
/// space.
class NameReader {
public:
    EvidenceSet read(std::string_view names) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const char c = names[i];
            if (is_capital(c) && i > 0 && is_small(names[i - 1])) end_word();
            if (is_capital(c))
                word_ += static_cast<char>(c + ('a' - 'A'));
            else if (is_small(c))
                word_ += c;
            else
                end_word();
            if (c == ' ') end_name();
        }
        end_word();
        end_name();
        return found_;
    }

private:
    void end_word() {
        if (!word_.empty()) found_ |= evidence_of_word(word_);
        name_ += word_;
        word_.clear();
    }
    void end_name() {
        if (name_.size() > 3) found_ |= evidence_of_word(name_) | evidence_of_compound(name_);
        name_.clear();
    }

    EvidenceSet found_ = 0;
    std::string word_;
    std::string name_;
};

}  // namespace

EvidenceSet evidence_of_names(std::string_view names) {
    return NameReader().read(names.substr(0, 1000));
}

}  // namespace broadsheet
