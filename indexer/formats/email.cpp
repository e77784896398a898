// SPDX-License-Identifier: GPL-3.0-or-later
// Mail: newsletters, press releases and letters, one message each; saved pages come as mail, too.
#include "engine/analysis/utf8.h"
#include "indexer/extract/date_text.h"
#include "indexer/formats/email_text.h"
#include "indexer/formats/mail_parts.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/record_fields.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

/// "Mei Tan" <mei@gazette.example>
struct Mailbox {
    std::string name;
    std::string address;
};

Mailbox mailbox_of(std::string_view text) {
    const std::size_t open = text.rfind('<');
    Mailbox box;
    if (open == std::string_view::npos) {
        const std::size_t comment = text.find('(');  // mei@gazette.example (Mei Tan), the old way
        box.address = trimmed(text.substr(0, std::min(text.find(','), comment)));
        if (comment != std::string_view::npos) box.name = text.substr(comment + 1, text.find(')') - comment - 1);
    } else {
        box.name = clean_line(text.substr(0, open));
        box.address = trimmed(text.substr(open + 1, text.find('>', open) - open - 1));
    }
    std::erase(box.name, '"');
    std::erase(box.name, '\\');
    box.name = clean_line(box.name);
    if (box.name == box.address) box.name.clear();
    return box;
}

std::string domain_of(std::string_view address) {
    const std::size_t at = address.rfind('@');
    return at == std::string_view::npos ? std::string() : ascii_lower(address.substr(at + 1));
}

bool is_newsletter(const MimePart& mail) {
    const std::string precedence = ascii_lower(mail.header("precedence"));
    return mail.has("list-id") || mail.has("list-unsubscribe") || precedence == "bulk" || precedence == "list";
}

/// The words of `List-Id: The Morning Tide <tide.gazette.example>`.
std::string list_name(const MimePart& mail) {
    const std::string id = mail.header("list-id");
    std::string name = id.substr(0, std::min(id.find('<'), id.size()));
    std::erase(name, '"');
    // Programs put numbers and addresses there as well.
    const bool words = name.find_first_of(" ") != std::string::npos && name.find('@') == std::string::npos;
    return words ? clean_line(name) : std::string();
}

/// A newsletter is its own publication, of which the sender may be an author; other mail is by its sender.
void take_sender(const MimePart& mail, Article& article) {
    const Mailbox from = mailbox_of(mail.header("from"));
    article.source = mail.header("organization");
    if (is_newsletter(mail)) {
        article.source = list_name(mail);
        if (article.source.empty()) {
            article.source = from.name.empty() ? domain_of(from.address) : from.name;
            return;
        }
    }
    if (!from.name.empty() && from.name != article.source) article.authors = {from.name};
    if (from.name.empty() && !from.address.empty() && !is_newsletter(mail)) article.authors = {from.address};
}

/// Comments, as in "+0000 (UTC)", are left out.
Date date_of(std::string text) {
    const std::size_t open = text.find('(');
    if (open != std::string::npos) text.resize(open);
    Date date = read_date(text).value_or(Date{});
    if (date.known()) date.source = DateSource::header;
    return date;
}

std::string without_angles(std::string_view value) {
    value = trimmed(value);
    if (value.starts_with('<')) value.remove_prefix(1);
    return std::string(value.substr(0, value.find('>')));
}

Article article_of_headers(const MimePart& mail) {
    Article article;
    article.title = mail.header("subject");
    article.published = date_of(mail.header("date"));
    article.key = without_angles(mail.header("message-id"));
    article.url = without_angles(mail.header("archived-at"));
    if (!article.url.starts_with("http")) article.url.clear();
    article.language = mail.header("content-language").substr(0, 2);
    if (mail.has("keywords")) article.tags = split_tags({mail.header("keywords")});
    take_sender(mail, article);
    return article;
}

std::string plain_body(const MimePart& part) {
    std::string text = decode_text(decoded_body(part), part.parameter("content-type", "charset"));
    if (equals_blind(part.parameter("content-type", "format"), "flowed"))
        text = join_flowed(text, equals_blind(part.parameter("content-type", "delsp"), "yes"));
    return without_link_noise(without_mail_tail(text));
}

/// Takes the one article of a page.
struct OneArticle final : ArticleSink {
    Article found;
    void article(Article article, std::string) override { found = std::move(article); }
    void problem(Stage, std::string, std::string) override {}
};

Article page_of(const MimePart& part, const InputInfo& info) {
    OneArticle page;
    InputInfo inner = info;
    inner.charset = part.parameter("content-type", "charset");
    read_html(*bytes_of(decoded_body(part)), inner, page);
    return std::move(page.found);
}

/// The page is what its newsroom laid out, with its small print left out; the plain text is taken when it says much
/// more (newsletters that are lists of links look like navigation).
void take_body(const MailParts& parts, const InputInfo& info, Article& article) {
    const std::string plain = parts.plain ? plain_body(*parts.plain) : std::string();
    Article page = parts.html ? page_of(*parts.html, info) : Article{};
    if (page.body.size() * 2 < plain.size() || page.body.empty()) {
        article.body = plain;
        return;
    }
    // The page's own heading is no part of its body, and here the subject is the title.
    const bool heading = !page.title.empty() && page.title != article.title && !page.body.starts_with(page.title);
    article.body = heading ? page.title + "\n\n" + page.body : std::move(page.body);
    if (article.url.empty()) article.url = std::move(page.url);
    if (article.subtitle.empty()) article.subtitle = std::move(page.subtitle);
}

void read_attachment(const MimePart& part, std::size_t number, const Date& sent, const InputInfo& info,
                     const std::string& place, ArticleSink& sink);

void read_message(const MimePart& mail, const InputInfo& info, const std::string& place, ArticleSink& sink) {
    if (is_saved_page(mail)) return read_saved_page(mail, info, place, sink);
    Article article = article_of_headers(mail);
    const MailParts parts = mail_parts(mail);
    take_body(parts, info, article);
    const Date sent = article.published;
    if (article.title.empty() && trimmed(article.body).empty()) {
        if (parts.attachments.empty()) sink.problem(Stage::extract, place, "the mail has neither a subject nor a text");
    } else {
        deliver(std::move(article), place, info, sink);
    }
    std::size_t number = 0;
    for (const MimePart* part : parts.attachments) read_attachment(*part, ++number, sent, info, place, sink);
}

/// Puts the mail's place before those of its attachment.
class AttachmentSink final : public ArticleSink {
public:
    AttachmentSink(std::string place, ArticleSink& sink) : place_(std::move(place)), sink_(sink) {}
    void article(Article article, std::string location) override {
        sink_.article(std::move(article), joined(location));
    }
    void problem(Stage stage, std::string location, std::string reason) override {
        sink_.problem(stage, joined(location), std::move(reason));
    }

private:
    std::string joined(const std::string& location) const {
        return location.empty() ? place_ : place_ + ", " + location;
    }
    std::string place_;
    ArticleSink& sink_;
};

void read_attachment(const MimePart& part, std::size_t number, const Date& sent, const InputInfo& info,
                     const std::string& place, ArticleSink& sink) {
    const std::string name = file_name_of(part);
    std::string where = (place.empty() ? "" : place + ", ") + "attachment " + std::to_string(number);
    if (!name.empty()) where += " (" + std::string(utf8_prefix(name, 100)) + ")";
    if (part.media_type == "message/rfc822" && !part.parts.empty())
        return read_message(part.parts.front(), info, where, sink);
    std::string bytes = decoded_body(part);
    const auto format = format_of_attachment(part, bytes);
    if (!format) {
        if (is_document(part))
            sink.problem(Stage::recognize, where,
                         "it is of type " + clean_line(part.media_type.substr(0, 100)) + ", which is not read");
        return;
    }
    InputInfo inner = info;
    inner.path = name;
    inner.url.clear();
    inner.charset = part.parameter("content-type", "charset");
    inner.seen = sent;  // it is not newer than the mail that brought it
    AttachmentSink attachment(where, sink);
    read_articles(*format, *bytes_of(std::move(bytes)), inner, attachment);
}

}  // namespace

void read_mail_message(std::string_view message, const InputInfo& info, const std::string& place, ArticleSink& sink) {
    const MimePart mail = parse_mime(message);
    if (mail.headers.empty()) {
        sink.problem(Stage::parse, place, "it has no mail headers");
        return;
    }
    read_message(mail, info, place, sink);
}

void read_email(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    bool too_large = false;
    const std::string message = read_all(stream, record_bytes_max, too_large);
    if (too_large)
        sink.problem(Stage::open, "", "the mail is larger than 64 MiB");
    else
        read_mail_message(message, info, "", sink);
}

}  // namespace broadsheet
