// SPDX-License-Identifier: GPL-3.0-or-later
// WARC and ARC: which records are pages, what has been captured before, and their digests.
#include "engine/analysis/utf8.h"
#include "indexer/formats/http_response.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/warc_records.h"
#include "indexer/formats/web_page.h"
#include "indexer/input/clean_text.h"
#include "indexer/input/digest.h"

#include <algorithm>
#include <functional>
#include <unordered_set>
#include <utility>

namespace broadsheet {
namespace {

/// Captures that are remembered to recognise further sightings. Beyond that, they are forgotten: 64 MB is enough.
constexpr std::size_t captures_max = 400'000;
constexpr std::size_t open_revisits_max = 10'000;

/// What the file has held so far, by digest, by id, and by address and date.
class Captures {
public:
    void add(const WarcRecord& record) {
        keep(record.payload_digest);
        keep(record.id);
        keep(record.uri + ' ' + record.date);
    }
    bool has(std::string_view name) const { return !name.empty() && known_.contains(hash(name)); }
    bool holds_original_of(const WarcRecord& record) const {
        return has(record.payload_digest) || has(record.refers_to) ||
               has(record.refers_to_uri + ' ' + record.refers_to_date);
    }

private:
    static std::size_t hash(std::string_view name) { return std::hash<std::string_view>()(name); }
    void keep(std::string_view name) {
        if (!name.empty() && known_.size() < 3 * captures_max) known_.insert(hash(name));
    }
    std::unordered_set<std::size_t> known_;
};

/// How many records of which kind there were, to say why there was no page among them.
struct Tally {
    std::size_t records = 0;
    std::size_t pages = 0;
    std::size_t html = 0;       ///< those that say so
    std::size_t not_found = 0;  ///< redirections and errors
    std::size_t others = 0;     ///< pictures, styles, scripts
};

/// Fractions of a second are dropped.
Date date_of(std::string text) {
    const std::size_t dot = text.find('.');
    if (dot != std::string::npos) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", dot + 1), text.size());
        text.erase(dot, end - dot);
    }
    Date date = parse_iso_date(text).value_or(Date{});
    if (date.known()) date.source = DateSource::header;
    return date;
}

/// The declared digest, or our own if there is none. Digests are made of the body as it was transferred by some
/// programs and after chunks are undone by others, so either will do. One that fits neither is said to differ; the
/// page is kept, since it is far more often the program that counted differently than the page that is damaged.
std::string digest_text(const WarcRecord& record, std::string_view raw, const HttpBody& body) {
    if (record.payload_digest.empty()) return sha1_label(body.unchunked.empty() ? body.bytes : body.unchunked);
    std::optional<bool> fits;
    for (const std::string_view payload : {raw, std::string_view(body.unchunked), std::string_view(body.bytes)}) {
        fits = matches_digest(record.payload_digest, payload);
        if (!fits || *fits) break;
    }
    return std::string(utf8_prefix(record.payload_digest, 100)) +
           (fits.value_or(true) ? "" : " (differs from the payload)");
}

void read_page(const WarcRecord& record, InputInfo info, bool among_pages, ArticleSink& sink) {
    const auto response = read_http_response(record.block);
    const std::string_view raw = response ? response->body : std::string_view(record.block);
    HttpBody body;
    if (response)
        body = decode_http_body(*response, record_bytes_max);
    else
        body.bytes = raw;
    if (!body.fault.empty()) {
        sink.problem(Stage::decode, record.place,
                     "the page at " + std::string(utf8_prefix(record.uri, 200)) + " was left out: " + body.fault);
        return;
    }
    const std::string content_type(response ? response->header("content-type") : std::string_view(record.content_type));
    info.url = record.uri;
    info.charset = parameter_of(content_type, "charset");
    info.seen = date_of(record.date);
    std::string place = record.place + ", " + digest_text(record, raw, body);
    if (record.truncated) place += ", cut off by the crawler";
    read_web_page(std::move(body.bytes), media_type_of(content_type), place, info, among_pages, sink);
}

class WarcReader {
public:
    WarcReader(ByteStream& stream, const InputInfo& info, ArticleSink& sink)
        : info_(info), sink_(sink), records_(stream, sink) {}

    void read() {
        while (auto record = records_.next()) {
            ++tally_.records;
            if (record->type == "revisit")
                take_revisit(std::move(*record));
            else if (is_capture(*record))
                take_capture(std::move(*record));
        }
        for (const WarcRecord& revisit : open_revisits_) report_open(revisit);
        if (tally_.pages == 0) report_nothing();
    }

private:
    bool is_capture(const WarcRecord& record) const {
        if (record.type == "conversion") return !captures_.has(record.refers_to);
        return record.type == "response" || record.type == "resource";
    }

    /// Whether it can be a page, by its HTTP head. Counts what can't.
    bool may_be_page(const WarcRecord& record) {
        const auto response = read_http_response(record.block);
        if (!response && record.type == "response" && !record.block.empty() &&
            media_type_of(record.content_type) == "application/http" && record.uri.starts_with("http"))
            return true;
        if (response && (response->status < 200 || response->status > 299)) {
            ++tally_.not_found;
            return false;
        }
        const std::string_view type =
            response ? response->header("content-type") : std::string_view(record.content_type);
        const bool may = may_hold_articles(media_type_of(type), record.uri);
        tally_.others += !may;
        tally_.html += media_type_of(type) == "text/html";
        return may;
    }

    void take_capture(WarcRecord record) {
        captures_.add(record);
        if (!may_be_page(record)) return;
        ++tally_.pages;
        if (record.continued || record.too_large) {
            sink_.problem(Stage::parse, record.place,
                          "the record of " + std::string(utf8_prefix(record.uri, 200)) + " was left out: " +
                              (record.continued ? "it is one of several segments" : "it is larger than 64 MiB"));
            return;
        }
        const std::size_t cost_bytes = record.block.size() + 4096;
        std::string place = record.place;
        auto page = std::make_shared<const WarcRecord>(std::move(record));
        sink_.defer(std::move(place), cost_bytes,
                    [page, info = info_, among_pages = tally_.html > 0](ArticleSink& sink) {
                        read_page(*page, info, among_pages, sink);
                    });
    }

    /// A further sighting of what the file holds adds nothing. Its original may also stand after it.
    void take_revisit(WarcRecord record) {
        if (captures_.holds_original_of(record) || !may_be_page(record)) return;
        ++tally_.pages;
        record.block.clear();
        if (open_revisits_.size() < open_revisits_max)
            open_revisits_.push_back(std::move(record));
        else
            report_open(record);
    }

    void report_open(const WarcRecord& revisit) {
        if (captures_.holds_original_of(revisit)) return;
        std::string reason = "the page at " + std::string(utf8_prefix(revisit.uri, 200)) + " had not changed since ";
        reason += revisit.refers_to_date.empty()
                      ? "an earlier capture"
                      : "its capture of " + std::string(utf8_prefix(revisit.refers_to_date, 30));
        sink_.problem(Stage::extract, revisit.place, reason + ", which is not in this file");
    }

    void report_nothing() {
        sink_.problem(Stage::extract, "",
                      "it holds no page: of " + std::to_string(tally_.records) + " records, " +
                          std::to_string(tally_.not_found) + " are redirections or errors and " +
                          std::to_string(tally_.others) + " are pictures, styles, scripts and the like");
    }

    const InputInfo& info_;
    ArticleSink& sink_;
    WarcRecords records_;
    Captures captures_;
    std::vector<WarcRecord> open_revisits_;
    Tally tally_;
};

}  // namespace

void read_warc(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    WarcReader(stream, info, sink).read();
}

}  // namespace broadsheet
