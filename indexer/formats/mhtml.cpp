// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that browsers save with all their parts as one MIME message (RFC 2557).
#include "engine/article/web_address.h"
#include "indexer/extract/date_text.h"
#include "indexer/formats/mail_parts.h"
#include "indexer/formats/readers.h"
#include "indexer/input/clean_text.h"

#include <utility>

namespace broadsheet {
namespace {

bool is_page(const MimePart& part) {
    return part.media_type == "text/html" || part.media_type == "application/xhtml+xml";
}

const MimePart* first_page(const MimePart& part) {
    if (is_page(part)) return &part;
    for (const MimePart& inner : part.parts)
        if (const MimePart* found = first_page(inner)) return found;
    return nullptr;
}

/// The part that `start` names, else the first page: frames and advertisements come after it.
const MimePart* root_of(const MimePart& saved) {
    const std::string start = saved.parameter("content-type", "start");
    for (const MimePart& part : saved.parts)
        if (!start.empty() && part.header("content-id") == start) return first_page(part);
    return first_page(saved);
}

/// Puts a place before locations and fills in the title that the browser kept.
class SavedPageSink final : public ArticleSink {
public:
    SavedPageSink(const std::string& place, ArticleSink& sink) : place_(place), sink_(sink) {}
    void article(Article article, std::string location) override {
        sink_.article(std::move(article), joined(location));
    }
    void problem(Stage stage, std::string location, std::string reason) override {
        sink_.problem(stage, joined(location), std::move(reason));
    }

private:
    std::string joined(const std::string& location) const {
        return location.empty() || place_.empty() ? place_ + location : place_ + ", " + location;
    }
    const std::string& place_;
    ArticleSink& sink_;
};

}  // namespace

bool is_saved_page(const MimePart& mail) {
    if (mail.has("snapshot-content-location")) return true;
    const std::string from = mail.header("from");
    if (from.starts_with("<Saved by ")) return true;
    return mail.media_type == "multipart/related" && !mail.has("message-id") && !mail.has("to") && root_of(mail) &&
           is_web_address(root_of(mail)->header("content-location"));
}

void read_saved_page(const MimePart& saved, const InputInfo& info, const std::string& place, ArticleSink& sink) {
    const MimePart* page = root_of(saved);
    if (!page) {
        sink.problem(Stage::extract, place, "the saved page has no part that is HTML");
        return;
    }
    InputInfo inner = info;
    inner.charset = page->parameter("content-type", "charset");
    for (const std::string& address : {saved.header("snapshot-content-location"), page->header("content-location")})
        if (inner.url.empty() && is_web_address(address)) inner.url = address;
    // The date of the message is when it was saved, which says nothing about when it was published.
    if (auto date = read_date(saved.header("date")); date && !inner.seen.known()) {
        date->source = DateSource::header;
        inner.seen = *date;
    }
    SavedPageSink found(place, sink);
    read_html(*bytes_of(decoded_body(*page)), inner, found);
}

void read_mhtml(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    bool too_large = false;
    const std::string message = read_all(stream, record_bytes_max, too_large);
    if (too_large) {
        sink.problem(Stage::open, "", "the saved page is larger than 64 MiB with its pictures");
        return;
    }
    const MimePart saved = parse_mime(message);
    if (!first_page(saved))
        sink.problem(Stage::extract, "", "the saved page has no part that is HTML");
    else
        read_saved_page(saved, info, "", sink);
}

}  // namespace broadsheet
